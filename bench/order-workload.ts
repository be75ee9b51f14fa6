import { randomUUID } from "node:crypto";
import { type ReceiveMessageCommandInput, SQS } from "@aws-sdk/client-sqs";
import { Pool } from "pg";
import { startEmulator } from "../test/support/emulator";
import { startPostgres } from "../test/support/postgres";
import { startRedis } from "../test/support/redis";
import { emptyDatabase, environmentOf, makeOrderQueue, stockUp } from "../test/support/storefront";
import { jsonLog } from "../workloads/lambda/log";
import type { BatchResult, QueueEvent } from "../workloads/lambda/queue";
import { orderId } from "../workloads/order-api/order";
import { consume } from "../workloads/order-consumer/consume";
import { databaseLedger } from "../workloads/storefront/order-processor/ledger";
import { redisLocks } from "../workloads/storefront/order-processor/locks";
import { type AcceptedOrder, messageOf, orderOf } from "../workloads/storefront/order-processor/message";
import { orderHandler } from "../workloads/storefront/order-processor/process";
import { queueMessages } from "../workloads/storefront/order-processor/queue";
import { connectRedis, type Redis } from "../workloads/storefront/shared/redis";
import { type Figure, interleave, median } from "./measure";

type Handle = (event: QueueEvent) => Promise<BatchResult>;

const ORDERS = 120;
const CUSTOMERS = 40;
const PRODUCTS = 50;
/** Loops at a time, as the image has without a setting. */
const WORKERS = 2;
const silent = jsonLog("bench", () => {});

/**
 * Orders a second of the storefront's order processor against a bare consumer loop: the same queue, Redis and database in
 * turn. The bare loop counts the customer's orders in Redis and writes order and stock in one statement; it keeps no
 * sequence, and an order that comes twice it writes twice.
 */
export async function orderWorkloadFigures(rounds: number): Promise<Figure[]> {
  const emulator = await startEmulator();
  const [redisServer, postgres] = await Promise.all([startRedis(), startPostgres()]);
  const administrator = await emptyDatabase(postgres);
  const sqs = new SQS(emulator.client);
  const pool = new Pool({
    host: "127.0.0.1",
    port: postgres.port,
    user: postgres.user,
    database: postgres.database,
    max: 20,
  });
  const never = () => Promise.reject(new Error("there is no login"));
  const { redis, close } = await connectRedis(never, silent, environmentOf(redisServer, postgres, ""));
  try {
    const products = Array.from({ length: PRODUCTS }, (_, index) => ({
      sku: skuOf(index),
      stock: 1_000_000,
    }));
    await stockUp(administrator, products);
    await administrator.query(
      "CREATE TABLE bare_orders (id text, customer text, sequence integer, items jsonb)",
    );
    const round = async (handleFor: (queue: { queueUrl: string; deadLetterUrl: string }) => Handle) => {
      const queue = await makeOrderQueue(sqs, randomUUID(), { hiddenFor: 30 });
      await fill(sqs, queue.queueUrl);
      return drained(sqs, queue.queueUrl, handleFor(queue));
    };
    const { bare, processor } = await interleave(rounds, {
      bare: () => round(() => bareHandler(redis, pool)),
      processor: () =>
        round(({ queueUrl, deadLetterUrl }) =>
          orderHandler({
            locks: redisLocks(redis, 30_000),
            ledger: databaseLedger(pool),
            messages: queueMessages(sqs, queueUrl, deadLetterUrl),
            ...{ log: silent, hiddenFor: 30, receipts: 10, broken: () => {} },
          }),
        ),
    });
    return [figureOf(median(processor), median(bare))];
  } finally {
    await Promise.all([pool.end(), administrator.end(), close()]);
    redisServer.stop();
    postgres.stop();
  }
}

function figureOf(processor: number, bare: number): Figure {
  const rate = (milliseconds: number) => `${((ORDERS / milliseconds) * 1_000).toFixed(0)} orders a second`;
  return {
    title: "order processor of the storefront",
    measured: rate(processor),
    against: `a bare consumer loop ${rate(bare)}`,
    ratio: (bare / processor).toFixed(2),
    target: "at least 0.7",
    met: bare / processor >= 0.7,
  };
}

const skuOf = (number: number) => `SHOE-${number % PRODUCTS}`;

async function fill(sqs: SQS, QueueUrl: string): Promise<void> {
  // Another key in each round: an order that is known would cost less.
  const key = randomUUID();
  for (let first = 0; first < ORDERS; first += 10) {
    const Entries = Array.from({ length: 10 }, (_, index) => {
      const customer = `customer-${(first + index) % CUSTOMERS}`;
      const order: AcceptedOrder = {
        id: orderId(customer, `${key}-${first + index}`),
        customer,
        createdAt: new Date().toISOString(),
        currency: "EUR",
        items: [{ sku: skuOf(first + index), quantity: 1 }],
      };
      const body = {
        MessageBody: messageOf(order),
        MessageGroupId: customer,
        MessageDeduplicationId: order.id,
      };
      return { Id: String(index), ...body };
    });
    await sqs.sendMessageBatch({ QueueUrl, Entries });
  }
}

function bareHandler(redis: Redis, pool: Pool): Handle {
  return async ({ Records }) => {
    await Promise.all(
      Records.map(async ({ body }) => {
        const { id, customer, items } = orderOf(body);
        const sequence = await redis.eval('return redis.call("INCR", KEYS[1])', {
          keys: [`bare:${customer}`],
          arguments: [],
        });
        await pool.query(
          `WITH written AS (INSERT INTO bare_orders VALUES ($1, $2, $3, $4))
           UPDATE products p SET stock = p.stock - i.quantity
           FROM jsonb_to_recordset($4) AS i (sku text, quantity integer) WHERE p.sku = i.sku`,
          [id, customer, sequence, JSON.stringify(items)],
        );
      }),
    );
    return { batchItemFailures: [] };
  };
}

/** Milliseconds until every order of a queue is done. */
async function drained(sqs: SQS, queueUrl: string, handle: Handle): Promise<number> {
  const stop = new AbortController();
  const started = performance.now();
  let done = 0;
  let took = 0;
  const counting: Handle = async (event) => {
    const result = await handle(event);
    done += event.Records.length - result.batchItemFailures.length;
    if (done >= ORDERS) {
      took = performance.now() - started;
      stop.abort();
    }
    return result;
  };
  // Shorter questions at the end, when there is nothing left; neither side waits for one before.
  const client = Object.assign(Object.create(sqs) as SQS, {
    receiveMessage: (input: ReceiveMessageCommandInput) =>
      sqs.receiveMessage({ ...input, WaitTimeSeconds: 1 }),
  });
  const tools = { client, queueUrl, handle: counting, log: silent, answered() {} };
  await Promise.all(Array.from({ length: WORKERS }, () => consume(tools, stop.signal)));
  return took;
}
