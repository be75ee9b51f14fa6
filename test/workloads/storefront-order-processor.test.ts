import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { SQS } from "@aws-sdk/client-sqs";
import type { Client } from "pg";
import { jsonLog } from "../../workloads/lambda/log";
import type { QueueRecord } from "../../workloads/lambda/queue";
import { orderId } from "../../workloads/order-api/order";
import { databaseLedger } from "../../workloads/storefront/order-processor/ledger";
import { type Locks, redisLocks } from "../../workloads/storefront/order-processor/locks";
import {
  type AcceptedOrder,
  messageOf,
  Unprocessable,
} from "../../workloads/storefront/order-processor/message";
import { orderHandler, type Tools } from "../../workloads/storefront/order-processor/process";
import { sendTo } from "../../workloads/storefront/orders/queue";
import { keys } from "../../workloads/storefront/shared/keys";
import { connectRedis, type RedisConnection } from "../../workloads/storefront/shared/redis";
import { useEmulator } from "../support/emulator";
import { usePostgres } from "../support/postgres";
import { useRedis } from "../support/redis";
import {
  emptyDatabase,
  environmentOf,
  makeOrderQueue,
  messagesIn,
  Services,
  stockUp,
  until,
} from "../support/storefront";

const silent = jsonLog("test", () => {});
const order = (customer: string, key: string, change: Partial<AcceptedOrder> = {}): AcceptedOrder => ({
  id: orderId(customer, key),
  customer,
  createdAt: "2026-03-01T10:00:00.000Z",
  currency: "EUR",
  items: [{ sku: "SHOE-42", quantity: 1 }],
  ...change,
});

describe("the storefront's order processor", () => {
  const emulator = useEmulator();
  const redisServer = useRedis();
  const postgres = usePostgres();
  const services = new Services();
  let sqs: SQS;
  let database: Client;
  let connection: RedisConnection;
  let queueUrl: string;
  let deadLetterUrl: string;

  beforeEach(async function () {
    this.timeout(20_000);
    sqs = new SQS(emulator().client);
    database = await emptyDatabase(postgres());
    await stockUp(database, [
      { sku: "SHOE-42", stock: 10_000 },
      { sku: "HAT", stock: 10_000 },
    ]);
    const env = environmentOf(redisServer(), postgres(), "");
    connection = await connectRedis(() => Promise.reject(new Error("there is no login")), silent, env);
    await connection.redis.eval("return redis.call('FLUSHALL')", { keys: [], arguments: [] });
    ({ queueUrl, deadLetterUrl } = await makeOrderQueue(sqs, randomUUID(), { receipts: 10 }));
  });
  afterEach(async () => {
    await services.killAll();
    await Promise.all([connection.close(), database.end()]);
  });
  after(() => services.remove());

  const start = (env: Record<string, string> = {}) =>
    services.start("order-processor", {
      ...emulator().env,
      ...environmentOf(redisServer(), postgres(), "storefront_worker"),
      ORDER_QUEUE_URL: queueUrl,
      ...env,
    });
  const send = (one: AcceptedOrder) => sendTo(sqs, queueUrl)(one);
  const isDone = async () => (await messagesIn(sqs, queueUrl)) === 0;
  const rowsOf = async (text: string) => (await database.query(text)).rows as Record<string, unknown>[];
  const sequenceOf = async (customer: string) =>
    (await rowsOf(`SELECT id FROM orders WHERE customer = '${customer}' ORDER BY sequence`)).map(
      ({ id }) => id,
    );
  const stockOf = async (sku: string) =>
    (await rowsOf(`SELECT stock FROM products WHERE sku = '${sku}'`))[0]?.stock;

  /** Orders of some customers, sent in turn; the ids of each in their sequence. */
  async function sendMany(customers: number, each: number): Promise<Map<string, string[]>> {
    const sent = new Map<string, string[]>();
    for (let count = 0; count < each; count++) {
      for (let one = 0; one < customers; one++) {
        const made = order(`customer-${one}`, `key-${count}`);
        await send(made);
        sent.set(made.customer, [...(sent.get(made.customer) ?? []), made.id]);
      }
    }
    return sent;
  }

  async function assertOnceAndInSequence(sent: Map<string, string[]>): Promise<void> {
    for (const [customer, ids] of sent) assert.deepEqual(await sequenceOf(customer), ids, customer);
    const all = [...sent.values()].flat().length;
    assert.equal(await stockOf("SHOE-42"), 10_000 - all, "each order took its product once");
    assert.equal(await messagesIn(sqs, deadLetterUrl), 0);
  }

  it("SHOP-3 SHOP-9 processes what waited while it was away: each order once, a customer's in their sequence", async () => {
    const sent = await sendMany(4, 8);
    assert.equal(await messagesIn(sqs, queueUrl), 32, "accepted while nobody processes");
    for (let count = 0; count < 3; count++) start();
    await until(isDone);
    await assertOnceAndInSequence(sent);
    assert.equal(
      (await rowsOf("SELECT FROM orders WHERE status = 'confirmed' AND total_cents = 250")).length,
      32,
    );
  }).timeout(60_000);

  it("SHOP-9 loses nothing and does nothing twice when workers are killed in the middle", async () => {
    const sent = await sendMany(6, 15);
    for (let kills = 0; kills < 2; kills++) {
      const [victim, other] = [start(), start()];
      const before = (await rowsOf("SELECT FROM orders")).length;
      await until(async () => (await rowsOf("SELECT FROM orders")).length > before + 5);
      await victim.kill("SIGKILL");
      await other.kill("SIGKILL");
    }
    assert.ok(!(await isDone()), "there was something left to do");
    start();
    start();
    await until(isDone, 60);
    await assertOnceAndInSequence(sent);
  }).timeout(120_000);

  it("finishes what it has at the signal, and ends with 0", async () => {
    const sent = await sendMany(2, 10);
    const worker = start();
    await until(() => worker.said.includes('"confirmed"'));
    assert.equal(await worker.kill("SIGTERM"), 0);
    const { length } = await rowsOf("SELECT FROM orders");
    assert.equal(
      await messagesIn(sqs, queueUrl),
      20 - length,
      "what was processed is no longer in the queue",
    );
    start();
    await until(isDone);
    await assertOnceAndInSequence(sent);
  }).timeout(60_000);

  it("processes an order once that comes again as another message", async () => {
    const one = order("customer-1", "key-1");
    const message = { QueueUrl: queueUrl, MessageBody: messageOf(one), MessageGroupId: one.customer };
    for (const id of ["a", "b", "c"]) await sqs.sendMessage({ ...message, MessageDeduplicationId: id });
    const worker = start();
    await until(isDone);
    assert.deepEqual(await sequenceOf("customer-1"), [one.id]);
    assert.equal(await stockOf("SHOE-42"), 9_999);
    assert.equal(worker.said.split('"message":"before"').length - 1, 2);
  }).timeout(30_000);

  it("leaves to people what it can't process, and goes on with the customer's next order", async () => {
    const group = { QueueUrl: queueUrl, MessageGroupId: "customer-1" };
    await sqs.sendMessage({
      ...group,
      MessageBody: '{"card":"4111111111111111"}',
      MessageDeduplicationId: "bad",
    });
    await send(order("customer-1", "key-1"));
    const worker = start();
    await until(async () => (await isDone()) && (await messagesIn(sqs, deadLetterUrl)) === 1);
    assert.deepEqual(await sequenceOf("customer-1"), [orderId("customer-1", "key-1")]);
    assert.match(worker.said, /"reason":"the message is no order that was accepted"/);
    assert.ok(!worker.said.includes("4111"), "what was sent is in no log");
  }).timeout(30_000);

  it("keeps the first of two orders with one id, and leaves the other to people", async () => {
    await send(order("customer-1", "key-1"));
    await send(order("customer-1", "key-1", { items: [{ sku: "HAT", quantity: 3 }] }));
    start();
    await until(async () => (await isDone()) && (await messagesIn(sqs, deadLetterUrl)) === 1);
    assert.equal(await stockOf("HAT"), 10_000);
    assert.equal(await stockOf("SHOE-42"), 9_999);
  }).timeout(30_000);

  it("rejects, whole, an order for more than there is", async () => {
    await database.query("UPDATE products SET stock = 2 WHERE sku = 'HAT'");
    const items = [
      { sku: "HAT", quantity: 3 },
      { sku: "SHOE-42", quantity: 1 },
    ];
    await send(order("customer-1", "key-1", { items }));
    await send(order("customer-2", "key-1", { items: [{ sku: "NEVER-HEARD-OF", quantity: 1 }] }));
    await send(order("customer-3", "key-1", { currency: "USD" }));
    start();
    await until(isDone);
    const rows = await rowsOf("SELECT status, reason, total_cents FROM orders");
    assert.equal(rows.length, 3);
    for (const row of rows)
      assert.deepEqual(row, { status: "rejected", reason: "not in stock", total_cents: "0" });
    assert.deepEqual([await stockOf("HAT"), await stockOf("SHOE-42")], [2, 10_000]);
  }).timeout(30_000);

  it("asks for no order while the database is away, so that none ends among the dead letters", async () => {
    await database.query("ALTER TABLE products RENAME TO products_away");
    const sent = await sendMany(3, 2);
    const worker = start();
    await until(() => worker.said.includes('"message":"failed"'));
    await database.query("ALTER TABLE products_away RENAME TO products");
    await until(isDone);
    await assertOnceAndInSequence(sent);

    await worker.kill();
    const away = start({ DATABASE_PORT: "1" });
    await send(order("customer-9", "key-9"));
    await until(() => away.said.includes("no message is asked for yet"));
    assert.equal(
      (await fetch(`${await away.address()}/healthz`)).status,
      200,
      "another container would wait too",
    );
  }).timeout(60_000);

  describe("a worker that is slower than it thinks", () => {
    const record = (one: AcceptedOrder, messageId = "m"): QueueRecord => ({
      messageId,
      body: messageOf(one),
      attributes: { MessageGroupId: one.customer },
    });
    const tools = (change: Partial<Tools> = {}): Tools => ({
      locks: redisLocks(connection.redis, 1_000),
      ledger: databaseLedger(database),
      messages: { hide: async () => {}, park: async () => assert.fail("nothing is to be parked") },
      receipts: 5,
      log: silent,
      hiddenFor: 30,
      broken: () => {},
      ...change,
    });

    it("writes nothing once another one has had the customer since", async () => {
      const slow = await redisLocks(connection.redis, 100).acquire("customer-1");
      await sleep(150);
      const quick = await redisLocks(connection.redis, 10_000).acquire("customer-1");
      assert.ok("fence" in slow && "fence" in quick && quick.fence > slow.fence);
      const ledger = databaseLedger(database);
      assert.deepEqual(await ledger.record(order("customer-1", "new"), quick.fence), {
        outcome: "confirmed",
      });
      const late = await ledger.record(order("customer-1", "old"), slow.fence);
      assert.deepEqual(late, { outcome: "stale", newest: quick.fence });
      assert.equal((await sequenceOf("customer-1")).length, 1);
      assert.equal(await slow.extend(), false);
      await slow.release();
      assert.equal(await quick.extend(), true, "the late one's release let go of nothing");
    });

    it("does not wait for a customer that another one has: the messages come again", async () => {
      const lock = await redisLocks(connection.redis, 4_500).acquire("customer-1");
      assert.ok("fence" in lock);
      const hidden: [number, number][] = [];
      const messages = {
        hide: async (of: readonly QueueRecord[], seconds: number) => void hidden.push([of.length, seconds]),
        park: async () => {},
      };
      const Records = [record(order("customer-1", "a"), "1"), record(order("customer-1", "b"), "2")];
      const { batchItemFailures } = await orderHandler(tools({ messages }))({ Records });
      assert.deepEqual(batchItemFailures, [{ itemIdentifier: "1" }, { itemIdentifier: "2" }]);
      assert.deepEqual(hidden, [[2, 5]]);
      await lock.release();
      const again = await orderHandler(tools())({ Records });
      assert.deepEqual(again.batchItemFailures, []);
    });

    it("stops before the customer's next order when it has lost the lock", async () => {
      const ledger = databaseLedger(database);
      const slowly = {
        ...ledger,
        record: async (one: AcceptedOrder, fence: number) => {
          const done = await ledger.record(one, fence);
          await connection.redis.del(keys.lock(one.customer));
          await sleep(400);
          return done;
        },
      };
      const Records = [record(order("customer-1", "a"), "1"), record(order("customer-1", "b"), "2")];
      const { batchItemFailures } = await orderHandler(tools({ ledger: slowly, hiddenFor: 0.3 }))({
        Records,
      });
      assert.deepEqual(batchItemFailures, [{ itemIdentifier: "2" }]);
      assert.deepEqual(await sequenceOf("customer-1"), [orderId("customer-1", "a")]);
    });

    it("extends lock and invisibility for as long as it takes", async () => {
      const hidden: number[] = [];
      const messages = {
        hide: async (_: readonly QueueRecord[], seconds: number) => void hidden.push(seconds),
        park: async () => {},
      };
      const locks = redisLocks(connection.redis, 300);
      const ledger = databaseLedger(database);
      let other: unknown;
      const slowly = {
        ...ledger,
        record: async (one: AcceptedOrder, fence: number) => {
          await sleep(900);
          other = await locks.acquire(one.customer);
          return ledger.record(one, fence);
        },
      };
      const handle = orderHandler(tools({ locks, messages, ledger: slowly, hiddenFor: 0.3 }));
      const { batchItemFailures } = await handle({ Records: [record(order("customer-1", "a"))] });
      assert.deepEqual([batchItemFailures, other], [[], { heldFor: 1 }]);
      assert.ok(hidden.length >= 5 && hidden.every((seconds) => seconds === 0.3), `${hidden}`);
    });

    it("goes on after Redis has lost the latest fence", async () => {
      const ledger = databaseLedger(database);
      await ledger.record(order("customer-1", "a"), 41);
      const Records = [record(order("customer-1", "b"))];
      const first = await orderHandler(tools())({ Records });
      assert.equal(first.batchItemFailures.length, 1);
      const second = await orderHandler(tools())({ Records });
      assert.deepEqual(second.batchItemFailures, []);
      assert.deepEqual(await rowsOf("SELECT fence, orders FROM customers"), [{ fence: "42", orders: 2 }]);
    });

    it("tells when something did not answer, and gives the messages back", async () => {
      let broken = 0;
      const locks = {
        ...redisLocks(connection.redis, 1_000),
        acquire: () => Promise.reject(new Error("connect ECONNREFUSED")),
      } satisfies Locks;
      const { batchItemFailures } = await orderHandler(tools({ locks, broken: () => void broken++ }))({
        Records: [record(order("customer-1", "a"))],
      });
      assert.deepEqual([batchItemFailures.length, broken], [1, 1]);
    });

    it("leaves to people an order in another customer's group, and one that fails at its last receipt", async () => {
      const stray = {
        ...record(order("customer-1", "a"), "1"),
        attributes: { MessageGroupId: "customer-2" },
      };
      const group = { MessageGroupId: "customer-2" };
      const attributes = { ...group, ApproximateReceiveCount: "5" };
      const failing = { ...record(order("customer-2", "fails"), "2"), attributes };
      const fine = { ...record(order("customer-2", "works"), "3"), attributes };
      const real = databaseLedger(database);
      const ledger = {
        ...real,
        record: async (one: AcceptedOrder, fence: number) => {
          if (one.id === orderId("customer-2", "fails")) throw new Error("deadlock detected");
          return real.record(one, fence);
        },
      };
      const parked: string[][] = [];
      const park = async ({ messageId }: QueueRecord, reason: string) =>
        void parked.push([messageId, reason]);
      const handle = orderHandler(tools({ ledger, messages: { hide: async () => {}, park } }));
      const { batchItemFailures } = await handle({ Records: [stray, failing, fine] });
      assert.deepEqual(parked, [
        ["1", "the order is another customer's"],
        ["2", "deadlock detected"],
      ]);
      assert.deepEqual(batchItemFailures, [], "none of them comes again");
      assert.deepEqual(await sequenceOf("customer-2"), [orderId("customer-2", "works")]);
    });

    it("knows a conflict when it sees one", async () => {
      const ledger = databaseLedger(database);
      await ledger.record(order("customer-1", "a"), 1);
      assert.deepEqual(await ledger.record(order("customer-1", "a"), 2), { outcome: "before" });
      const other = order("customer-1", "a", { items: [{ sku: "HAT", quantity: 1 }] });
      await assert.rejects(ledger.record(other, 3), Unprocessable);
    });
  });
});
