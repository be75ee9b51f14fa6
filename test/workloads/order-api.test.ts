import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { jsonLog } from "../../workloads/lambda/log";
import { api, type ProxyResult } from "../../workloads/lambda/proxy";
import { type Announce, onTopic } from "../../workloads/lambda/topic";
import { orderId } from "../../workloads/order-api/order";
import { orderRoutes } from "../../workloads/order-api/orders";
import { orderTable } from "../../workloads/order-api/table";
import { makeTable } from "../support/dynamodb-table";
import { useEmulator } from "../support/emulator";
import { bodyOf, proxyEvent } from "../support/proxy-event";

const content = {
  currency: "EUR",
  items: [
    { sku: "SHOE-42", quantity: 2 },
    { sku: "LACE-1", quantity: 1 },
  ],
};
const now = () => new Date("2026-03-01T10:00:00Z");

describe("order-api", () => {
  const emulator = useEmulator();
  let dynamodb: DynamoDB;
  let sns: SNS;
  let sqs: SQS;
  let table: string;
  let topicArn: string;
  let queueUrl: string;
  let lines: string[];

  beforeEach(async () => {
    lines = [];
    dynamodb = new DynamoDB(emulator().client);
    sns = new SNS(emulator().client);
    sqs = new SQS(emulator().client);
    table = await makeTable(dynamodb);
    topicArn = (await sns.createTopic({ Name: table })).TopicArn ?? "";
    queueUrl = (await sqs.createQueue({ QueueName: table })).QueueUrl ?? "";
    const { Attributes } = await sqs.getQueueAttributes({ QueueUrl: queueUrl, AttributeNames: ["QueueArn"] });
    await sns.subscribe({
      TopicArn: topicArn,
      Protocol: "sqs",
      Endpoint: Attributes?.QueueArn,
      Attributes: { RawMessageDelivery: "true", FilterPolicy: JSON.stringify({ type: ["order.created"] }) },
    });
  });

  /** The function, with the emulator behind it. */
  function handler(announce: Announce = onTopic(sns, topicArn)) {
    const log = jsonLog("order-api", (line) => lines.push(line));
    return api(orderRoutes({ table: orderTable(dynamodb, table), announce, now }), log);
  }

  function post(body: unknown, key: string | undefined = "key-0001", customer?: string) {
    const headers = {
      "content-type": "application/json",
      ...(key === undefined ? {} : { "Idempotency-Key": key }),
    };
    return proxyEvent("POST", "/orders", { body, headers, customer });
  }

  const get = (orderId: unknown, customer?: string) =>
    proxyEvent("GET", "/orders/{orderId}", { pathParameters: { orderId: String(orderId) }, customer });

  async function announcements(): Promise<{ id: string; order: { id: string } }[]> {
    const { Messages } = await sqs.receiveMessage({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 });
    return (Messages ?? []).map(
      ({ Body }) => JSON.parse(Body ?? "") as { id: string; order: { id: string } },
    );
  }

  it("REQ-8 keeps an order, tells where it is and shows it to its customer", async () => {
    const made = await handler()(post(content));
    assert.equal(made.statusCode, 201);
    const { id, ...rest } = bodyOf(made);
    assert.deepEqual(rest, { status: "accepted", createdAt: "2026-03-01T10:00:00.000Z", ...content });
    assert.equal(made.headers.location, `/orders/${id}`);
    const found = await handler()(get(id));
    assert.deepEqual([found.statusCode, bodyOf(found)], [200, bodyOf(made)]);
    assert.equal(found.headers["cache-control"], "no-store");
  });

  it("REQ-13 announces an order on the topic, with the attribute that filter policies ask for", async () => {
    const { id } = bodyOf(await handler()(post(content)));
    assert.deepEqual(await announcements(), [
      {
        id: `${id}/created`,
        type: "order.created",
        time: "2026-03-01T10:00:00.000Z",
        order: { id, customer: "https://issuer.example|alice", ...content },
      },
    ]);
  });

  it("makes one order of a request that comes twice, also at the same time, and announces it", async () => {
    const results = await Promise.all(Array.from({ length: 5 }, () => handler()(post(content))));
    const again = await handler()(post({ ...content, items: [...content.items].reverse() }));
    assert.deepEqual(
      [...results, again].map(({ statusCode }) => statusCode).sort(),
      [200, 200, 200, 200, 200, 201],
    );
    assert.equal(new Set([...results, again].map((result) => bodyOf(result).id)).size, 1);
    const { Count } = await dynamodb.scan({ TableName: table });
    assert.equal(Count, 1);
    const ids = new Set((await announcements()).map(({ id }) => id));
    assert.equal(ids.size, 1, "consumers know repeated announcements by their id");
  });

  it("refuses a key that was used for another order, and keeps the first", async () => {
    const first = bodyOf(await handler()(post(content)));
    const other = await handler()(post({ ...content, currency: "USD" }));
    assert.equal(other.statusCode, 422);
    assert.deepEqual(bodyOf(await handler()(get(first.id))), first);
  });

  it("lets two customers use the same key, and shows neither the other's order", async () => {
    const [mine, yours] = [await handler()(post(content)), await handler()(post(content, "key-0001", "bob"))];
    assert.deepEqual([mine.statusCode, yours.statusCode], [201, 201]);
    assert.notEqual(bodyOf(mine).id, bodyOf(yours).id);
    const foreign = await handler()(get(bodyOf(yours).id));
    const missing = await handler()(get(orderId("nobody", "nothing")));
    assert.equal(foreign.statusCode, 404);
    assert.equal(foreign.body, missing.body, "the answer does not tell that the order is there");
  });

  it("answers 503 while the topic is lost, and finishes the order when the client asks again", async () => {
    const lost = await handler(async () => {
      throw new Error("the topic is gone");
    })(post(content));
    assert.equal(lost.statusCode, 503);
    assert.equal(lost.headers["retry-after"], "2");
    assert.ok(!lost.body.includes("topic"), "what went wrong inside is not told");
    assert.deepEqual(await announcements(), []);
    const again = await handler()(post(content));
    assert.equal(again.statusCode, 200);
    assert.equal((await announcements()).length, 1);
    await handler()(post(content));
    assert.deepEqual(await announcements(), [], "announced once and not again");
  });

  it("answers 503 while the table is lost, for requests and for Route 53's health check", async () => {
    assert.equal((await handler()(proxyEvent("GET", "/health"))).statusCode, 200);
    await dynamodb.deleteTable({ TableName: table });
    assert.equal((await handler()(proxyEvent("GET", "/health"))).statusCode, 503);
    assert.equal((await handler()(post(content))).statusCode, 503);
  });

  const wrong: [title: string, body: unknown, mistakes: string[]][] = [
    ["a field that is unknown", { ...content, card: "4111111111111111" }, ["body: unknown keys"]],
    [
      "a field of an item that is unknown",
      { ...content, items: [{ sku: "A1", quantity: 1, price: 1 }] },
      ["items.0: unknown keys"],
    ],
    [
      "a currency that is none",
      { ...content, currency: "eur" },
      ["currency: three capital letters (ISO 4217)"],
    ],
    ["no items", { ...content, items: [] }, ["items: 1 to 100 items"]],
    [
      "a card number for a sku",
      { ...content, items: [{ sku: "4111111111111111", quantity: 1 }] },
      ["items.0.sku: 2 to 40 of A-Z, 0-9 and -, a letter first"],
    ],
    [
      "none of something",
      { ...content, items: [{ sku: "A1", quantity: 0 }] },
      ["items.0.quantity: 1 to 999"],
    ],
    [
      "half of it",
      { ...content, items: [{ sku: "A1", quantity: 0.5 }] },
      ["items.0.quantity: a whole number"],
    ],
    [
      "the same twice",
      { ...content, items: [content.items[0], content.items[0]] },
      ["items: every sku once"],
    ],
    [
      "two mistakes",
      { currency: 1, items: 2 },
      ["currency: three capital letters (ISO 4217)", "items: a list"],
    ],
  ];
  for (const [title, body, mistakes] of wrong) {
    it(`refuses ${title}`, async () => {
      const result = await handler()(post(body));
      assert.deepEqual([result.statusCode, bodyOf(result).mistakes], [400, mistakes]);
      assert.equal(result.headers["content-type"], "application/problem+json");
      assert.equal((await dynamodb.scan({ TableName: table })).Count, 0);
    });
  }

  const refused: [title: string, call: () => Promise<ProxyResult>, status: number][] = [
    ["no idempotency key", () => handler()(post(content, "")), 400],
    ["a key with blanks", () => handler()(post(content, "key 0001 ")), 400],
    ["no JSON", () => handler()(post("{")), 400],
    [
      "another content type",
      () => handler()({ ...post(content), headers: { "Idempotency-Key": "key-0001" } }),
      415,
    ],
    ["64 KB and a byte", () => handler()(post(`"${"x".repeat(65_535)}"`)), 413],
    [
      "nobody",
      () => handler()({ ...post(content), requestContext: { requestId: "1", authorizer: {} } }),
      401,
    ],
    ["another resource", () => handler()(proxyEvent("DELETE", "/orders/{orderId}")), 404],
    ["an id that is none", () => handler()(get("../../etc")), 404],
  ];
  for (const [title, call, status] of refused) {
    it(`refuses ${title} with ${status}`, async () => assert.equal((await call()).statusCode, status));
  }

  it("takes a body in base64, and a resource below a prefix", async () => {
    const event = post(Buffer.from(JSON.stringify(content)).toString("base64"));
    const result = await handler()({ ...event, isBase64Encoded: true, resource: "/v1/orders" });
    assert.equal(result.statusCode, 201);
  });

  it("REQ-12 hands X-Ray's header of the invocation on to the topic", async () => {
    const trace = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";
    const seen: unknown[] = [];
    const server = createServer((request, response) => {
      seen.push(request.headers["x-amzn-trace-id"]);
      response.end(
        "<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>",
      );
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    Object.assign(process.env, { AWS_LAMBDA_FUNCTION_NAME: "order-api", _X_AMZN_TRACE_ID: trace });
    try {
      const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      await onTopic(new SNS({ ...emulator().client, endpoint }), topicArn)(
        { id: "1", type: "test" },
        "group",
      );
    } finally {
      delete process.env.AWS_LAMBDA_FUNCTION_NAME;
      delete process.env._X_AMZN_TRACE_ID;
      server.close();
    }
    assert.deepEqual(seen, [trace]);
  });

  it("REQ-12 logs lines of JSON with trace and outcome, and nothing that a client sent", async () => {
    process.env._X_AMZN_TRACE_ID =
      "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";
    try {
      await handler()(post({ ...content, "4111111111111111": "4111111111111111" }));
      await handler()(post(content));
    } finally {
      delete process.env._X_AMZN_TRACE_ID;
    }
    const logged = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.deepEqual(
      logged.map(({ timestamp, ...rest }) => rest),
      [
        {
          level: "WARN",
          service: "order-api",
          message: "refused",
          traceId: "1-5759e988-bd862e3fe1be46a994272793",
          requestId: "request-1",
          route: "POST /orders",
          status: 400,
          reason: "the body is not as it has to be",
        },
        {
          level: "INFO",
          service: "order-api",
          message: "answered",
          traceId: "1-5759e988-bd862e3fe1be46a994272793",
          requestId: "request-1",
          route: "POST /orders",
          status: 201,
        },
      ],
    );
  });
});
