import { SQS } from "@aws-sdk/client-sqs";
import { numberSetting, patience, setting } from "../../lambda/environment";
import { jsonLog } from "../../lambda/log";
import { consume } from "../../order-consumer/consume";
import { openDatabase } from "../shared/database";
import { connectRedis } from "../shared/redis";
import { run, serve } from "../shared/service";
import { databaseLedger } from "./ledger";
import { redisLocks } from "./locks";
import { orderHandler } from "./process";
import { factsOf, gate, queueMessages } from "./queue";

/** Milliseconds without an answer of the queue after which the container is to be replaced. */
const SILENCE = 120_000;

const log = jsonLog("storefront-order-processor");

/**
 * Processes accepted orders. Environment: ORDER_QUEUE_URL (FIFO), WORKERS (batches at a time, 2), what redis.ts and
 * database.ts of `shared` read, PORT (of /healthz).
 *
 * It asks for orders only while database and cache answer: an outage costs a message one of its receipts at most, and
 * orders wait in the queue until everything is back.
 */
run(log, async () => {
  const queueUrl = setting("ORDER_QUEUE_URL");
  const workers = numberSetting("WORKERS", { least: 1, most: 20, otherwise: 2 });
  // A question to a queue stays open for longer than any other request.
  const client = new SQS({
    ...patience,
    requestHandler: { ...patience.requestHandler, requestTimeout: 15_000 },
  });
  const credentials = () => client.config.credentials();
  const database = openDatabase(credentials, log);
  const { redis, close } = await connectRedis(credentials, log);
  const { hiddenFor, receipts, deadLetterUrl } = await factsOf(client, queueUrl);
  const locks = redisLocks(redis, hiddenFor * 1_000);
  const ledger = databaseLedger(database);
  const { ready: allAnswer, broken } = gate([ledger, locks]);
  const handle = orderHandler({
    ...{ locks, ledger, log, hiddenFor, receipts, broken },
    messages: queueMessages(client, queueUrl, deadLetterUrl),
  });

  let lastAnswer = Date.now();
  const answered = () => {
    lastAnswer = Date.now();
  };
  const stop = new AbortController();
  const ready = () => {
    // While it waits for others it is alive: in another container it would wait as well.
    answered();
    return allAnswer();
  };
  const loops = Array.from({ length: workers }, () =>
    consume({ client, queueUrl, handle, log, answered, ready }, stop.signal),
  );
  await serve({
    ...{ name: "order-processor", log, routes: {} },
    isHealthy: () => Date.now() - lastAnswer < SILENCE,
    ending: () => stop.abort(),
    async close() {
      await Promise.all(loops);
      await Promise.all([database.end(), close()]);
    },
  });
});
