import assert from "node:assert/strict";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { SQS } from "@aws-sdk/client-sqs";
import { jsonLog } from "../../workloads/lambda/log";
import { consumer, type QueueRecord } from "../../workloads/lambda/queue";
import { created, type Order } from "../../workloads/order-api/order";
import { orderTable } from "../../workloads/order-api/table";
import { confirmation } from "../../workloads/order-worker/confirm";
import { makeTable } from "../support/dynamodb-table";
import { useEmulator } from "../support/emulator";

const order: Order = {
  id: "0".repeat(26),
  customer: "alice",
  status: "accepted",
  createdAt: "2026-03-01T10:00:00.000Z",
  currency: "EUR",
  items: [{ sku: "SHOE-42", quantity: 1 }],
  announced: true,
};

const record = (
  messageId: string,
  body: unknown,
  attributes: QueueRecord["attributes"] = {},
): QueueRecord => ({
  messageId,
  body: typeof body === "string" ? body : JSON.stringify(body),
  attributes,
});

describe("order-worker", () => {
  const emulator = useEmulator();
  let dynamodb: DynamoDB;
  let table: string;
  let lines: Record<string, unknown>[];

  beforeEach(async () => {
    lines = [];
    dynamodb = new DynamoDB(emulator().client);
    table = await makeTable(dynamodb);
  });

  const log = jsonLog("order-worker", (line) => lines.push(JSON.parse(line) as Record<string, unknown>));
  const handler = () => consumer(confirmation(dynamodb, table), log);
  const add = (id: string) => orderTable(dynamodb, table).add({ ...order, id });
  const item = async (id: string) =>
    (await dynamodb.getItem({ TableName: table, Key: { id: { S: id } } })).Item;

  it("REQ-13 confirms an order", async () => {
    await add(order.id);
    assert.deepEqual(await handler()({ Records: [record("1", created(order))] }), { batchItemFailures: [] });
    assert.equal((await orderTable(dynamodb, table).get(order.id))?.status, "confirmed");
    assert.deepEqual((await item(order.id))?.handled, { SS: [`${order.id}/created`] });
  });

  it("changes nothing when a message comes twice, in one batch or later", async () => {
    await add(order.id);
    const twice = [record("1", created(order)), record("2", created(order))];
    assert.deepEqual(await handler()({ Records: twice }), { batchItemFailures: [] });
    const before = await item(order.id);
    await handler()({ Records: twice });
    assert.deepEqual(await item(order.id), before);
    assert.deepEqual(
      lines.map(({ message }) => message),
      ["confirmed", "confirmed before", "confirmed before", "confirmed before"],
    );
  });

  it("gives back the messages that failed and does the others", async () => {
    await add("a");
    await add("c");
    const Records = ["a", "b", "c"].map((id) => record(id, created({ ...order, id })));
    assert.deepEqual(await handler()({ Records }), { batchItemFailures: [{ itemIdentifier: "b" }] });
    for (const id of ["a", "c"]) assert.equal((await item(id))?.status?.S, "confirmed");
    assert.equal(lines.find(({ level }) => level === "ERROR")?.reason, "there is no order b");
  });

  it("makes no order of a message about one that is not there", async () => {
    await handler()({ Records: [record("1", created(order))] });
    assert.equal(await item(order.id), undefined);
  });

  for (const [title, body] of [
    ["no JSON", "card 4111111111111111"],
    ["null", "null"],
    ["an event of another type", { ...created(order), type: "order.cancelled" }],
    ["an order without an id", { ...created(order), order: {} }],
  ] as const) {
    it(`fails at a message that is ${title}, and repeats none of it in the log`, async () => {
      const result = await handler()({ Records: [record("1", body)] });
      assert.deepEqual(result, { batchItemFailures: [{ itemIdentifier: "1" }] });
      assert.ok(!JSON.stringify(lines).includes("card 411"));
    });
  }

  it("takes a message in the envelope of SNS, and tells which request it comes from", async () => {
    await add(order.id);
    const envelope = { Type: "Notification", MessageId: "9", Message: JSON.stringify(created(order)) };
    const AWSTraceHeader = "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1";
    await handler()({ Records: [record("1", envelope, { AWSTraceHeader, ApproximateReceiveCount: "2" })] });
    const [{ timestamp, ...line } = {}] = lines;
    assert.deepEqual(line, {
      level: "INFO",
      service: "order-worker",
      message: "confirmed",
      messageId: "1",
      received: 2,
      sentBy: "1-5759e988-bd862e3fe1be46a994272793",
    });
  });

  it("keeps the sequence of a FIFO queue: what follows a failure of its group waits, other groups go on", async () => {
    for (const id of ["a2", "b1"]) await add(id);
    const Records = [
      ["a1", "alice"],
      ["a2", "alice"],
      ["b1", "bob"],
    ].map(([id = "", MessageGroupId]) => record(id, created({ ...order, id }), { MessageGroupId }));
    const { batchItemFailures } = await handler()({ Records });
    assert.deepEqual(batchItemFailures, [{ itemIdentifier: "a1" }, { itemIdentifier: "a2" }]);
    assert.equal((await item("a2"))?.status?.S, "accepted");
    assert.equal((await item("b1"))?.status?.S, "confirmed");
  });

  it("leaves a message that never works to the dead-letter queue, and loses none", async () => {
    const sqs = new SQS(emulator().client);
    const arnOf = async (QueueUrl = "") => {
      const { Attributes } = await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ["QueueArn"] });
      return Attributes?.QueueArn;
    };
    const dead = (await sqs.createQueue({ QueueName: `${table}-dead` })).QueueUrl ?? "";
    const redrive = JSON.stringify({ deadLetterTargetArn: await arnOf(dead), maxReceiveCount: 2 });
    const queue = await sqs.createQueue({
      QueueName: table,
      Attributes: { VisibilityTimeout: "0", RedrivePolicy: redrive },
    });
    const QueueUrl = queue.QueueUrl ?? "";
    await add("a");
    for (const id of ["a", "poison"]) {
      await sqs.sendMessage({ QueueUrl, MessageBody: JSON.stringify(created({ ...order, id })) });
    }
    // What Lambda's event source does: it deletes all that was not given back.
    for (let poll = 0; poll < 4; poll++) {
      const { Messages = [] } = await sqs.receiveMessage({ QueueUrl, MaxNumberOfMessages: 10 });
      const { batchItemFailures } = await handler()({
        Records: Messages.map(({ MessageId = "", Body }) => record(MessageId, Body ?? "")),
      });
      const failed = batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
      for (const { MessageId = "", ReceiptHandle } of Messages) {
        if (!failed.includes(MessageId)) await sqs.deleteMessage({ QueueUrl, ReceiptHandle });
      }
    }
    assert.equal((await item("a"))?.status?.S, "confirmed");
    const { Messages = [] } = await sqs.receiveMessage({ QueueUrl: dead, MaxNumberOfMessages: 10 });
    assert.deepEqual(
      Messages.map(({ Body }) => (JSON.parse(Body ?? "") as { order: Order }).order.id),
      ["poison"],
    );
    assert.deepEqual((await sqs.receiveMessage({ QueueUrl })).Messages, undefined);
  });
});
