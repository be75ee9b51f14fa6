import { createServer } from "node:http";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { SQS } from "@aws-sdk/client-sqs";
import { numberSetting, patience, setting } from "../lambda/environment";
import { failure, jsonLog } from "../lambda/log";
import { consumer } from "../lambda/queue";
import { confirmation } from "../order-worker/confirm";
import { consume } from "./consume";

/** Milliseconds without an answer of the queue after which the container is to be replaced. */
const SILENCE = 120_000;

/**
 * The order worker as a container: the same work as the Lambda function's, for queues whose messages come all day or
 * take longer than a function may. Environment: ORDER_TABLE (name), ORDER_QUEUE_URL, PORT (of /healthz, 8080 without
 * it). The task's stop timeout has to be 30 seconds or more.
 */
async function main(): Promise<void> {
  const log = jsonLog("order-consumer");
  let lastAnswer = Date.now();
  const health = createServer((_, response) => {
    const isAlive = Date.now() - lastAnswer < SILENCE;
    response.writeHead(isAlive ? 200 : 503, { "content-type": "application/json" });
    response.end(JSON.stringify({ status: isAlive ? "ok" : "silent" }));
  }).listen(numberSetting("PORT", { least: 0, most: 65_535, otherwise: 8_080 }));

  const stop = new AbortController();
  for (const signal of ["SIGTERM", "SIGINT"]) {
    process.on(signal, () => {
      log("INFO", "ending", { signal });
      stop.abort();
    });
  }
  const confirm = confirmation(new DynamoDB(patience), setting("ORDER_TABLE"));
  const queueUrl = setting("ORDER_QUEUE_URL");
  // A question to a queue stays open for longer than any other request.
  const client = new SQS({
    ...patience,
    requestHandler: { ...patience.requestHandler, requestTimeout: 15_000 },
  });
  const answered = () => {
    lastAnswer = Date.now();
  };
  log("INFO", "listening");
  await consume({ client, queueUrl, handle: consumer(confirm, log), log, answered }, stop.signal);
  health.close();
  health.closeAllConnections();
}

main().catch((error: unknown) => {
  jsonLog("order-consumer")("ERROR", "it can't start", failure(error));
  process.exit(1);
});
