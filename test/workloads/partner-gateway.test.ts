import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { jsonLog } from "../../workloads/lambda/log";
import { api, type ProxyEvent } from "../../workloads/lambda/proxy";
import { type Announce, onTopic } from "../../workloads/lambda/topic";
import { partnerRoutes } from "../../workloads/partner-gateway/gateway";
import { parsePartners } from "../../workloads/partner-gateway/partners";
import { secretsOf } from "../../workloads/partner-gateway/secrets";
import { receivedTable } from "../../workloads/partner-gateway/table";
import { makeTable } from "../support/dynamodb-table";
import { useEmulator } from "../support/emulator";
import { bodyOf, proxyEvent } from "../support/proxy-event";

const now = Date.parse("2026-03-01T10:00:00Z") / 1_000;
const arnOf = (name: string) => `arn:aws:secretsmanager:us-east-2:111122223333:secret:${name}-AbCdEf`;
const partners = parsePartners({
  "fast-ship": { kind: "shipping", apiKeyId: "key-ship", secretArn: arnOf("ship") },
  "fraud-watch": { kind: "fraud-check", apiKeyId: "key-fraud", secretArn: arnOf("fraud") },
});
const current: Record<string, string> = { [arnOf("ship")]: "ship secret", [arnOf("fraud")]: "fraud secret" };
const delivered = {
  id: "event-0001",
  orderId: "0".repeat(26),
  status: "delivered",
  trackingNumber: "1Z999AA10123456784",
};
const approved = { id: "event-0001", orderId: "0".repeat(26), decision: "approve", score: 7 };

const sign = (body: string, secret: string, at: number | string = now) =>
  createHmac("sha256", secret).update(`${at}.${body}`).digest("hex");

describe("partner-gateway", () => {
  const emulator = useEmulator();
  let dynamodb: DynamoDB;
  let sns: SNS;
  let table: string;
  let topicArn: string;
  let heard: () => Promise<Record<string, unknown>[]>;
  let lines: string[];

  beforeEach(async () => {
    lines = [];
    dynamodb = new DynamoDB(emulator().client);
    sns = new SNS(emulator().client);
    const sqs = new SQS(emulator().client);
    table = await makeTable(dynamodb);
    // FIFO, so that the reports of one order keep their sequence.
    const fifo = { FifoTopic: "true" };
    topicArn = (await sns.createTopic({ Name: `${table}.fifo`, Attributes: fifo })).TopicArn ?? "";
    const queue = await sqs.createQueue({ QueueName: `${table}.fifo`, Attributes: { FifoQueue: "true" } });
    const QueueUrl = queue.QueueUrl ?? "";
    const { Attributes } = await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ["QueueArn"] });
    await sns.subscribe({
      TopicArn: topicArn,
      Protocol: "sqs",
      Endpoint: Attributes?.QueueArn,
      Attributes: { RawMessageDelivery: "true" },
    });
    heard = async () => {
      const { Messages = [] } = await sqs.receiveMessage({ QueueUrl, MaxNumberOfMessages: 10 });
      return Messages.map(({ Body }) => JSON.parse(Body ?? "") as Record<string, unknown>);
    };
  });

  const secrets = secretsOf({
    async getSecretValue({ SecretId, VersionStage }) {
      if (VersionStage === "AWSCURRENT") return { SecretString: current[SecretId] };
      if (SecretId === arnOf("ship")) return { SecretString: "ship secret before" };
      throw Object.assign(new Error("no version"), { name: "ResourceNotFoundException" });
    },
  });

  function handler(announce: Announce = onTopic(sns, topicArn)) {
    const routes = partnerRoutes({
      partners,
      secrets,
      table: receivedTable(dynamodb, table),
      announce,
      now: () => now,
    });
    return api(
      routes,
      jsonLog("partner-gateway", (line) => lines.push(line)),
    );
  }

  function post(
    report: unknown,
    { partner = "fast-ship", apiKeyId = "key-ship", secret = "ship secret", signature = "" } = {},
  ): ProxyEvent {
    const body = typeof report === "string" ? report : JSON.stringify(report);
    const header = signature || `t=${now},v1=${sign(body, secret)}`;
    return proxyEvent("POST", "/partners/{partner}/events", {
      body,
      headers: { "content-type": "application/json", "X-Signature": header },
      pathParameters: { partner },
      requestContext: { requestId: "request-1", identity: { apiKeyId } },
    });
  }
  const status = async (event: ProxyEvent) => (await handler()(event)).statusCode;

  it("NET-10 takes what a partner reports and announces it", async () => {
    const result = await handler()(post(delivered));
    assert.deepEqual([result.statusCode, bodyOf(result)], [202, { id: "event-0001" }]);
    assert.deepEqual(await heard(), [
      { id: "fast-ship#event-0001", type: "shipping.reported", partner: "fast-ship", report: delivered },
    ]);
  });

  it("takes each kind of report from its partner alone, and ids of two partners do not meet", async () => {
    const fraud = { partner: "fraud-watch", apiKeyId: "key-fraud", secret: "fraud secret" };
    assert.equal(await status(post(delivered)), 202);
    assert.equal(await status(post(approved, fraud)), 202);
    assert.equal(await status(post({ ...delivered, id: "event-0002" }, fraud)), 400);
    assert.equal(await status(post({ ...approved, id: "event-0002" })), 400);
    assert.deepEqual(
      (await heard()).map(({ type }) => type),
      ["shipping.reported", "fraud-check.reported"],
    );
  });

  it("takes a report once, also when it comes twice at the same time", async () => {
    const { id, ...rest } = delivered;
    const results = await Promise.all([1, 2, 3].map(() => status(post(delivered))));
    assert.deepEqual(results.sort(), [200, 200, 202]);
    assert.equal(await status(post({ ...rest, id })), 200, "however it is spelled");
    assert.equal((await heard()).length, 1);
  });

  it("refuses another report under the same id", async () => {
    await handler()(post(delivered));
    assert.equal(await status(post({ ...delivered, status: "returned" })), 409);
    assert.equal((await heard()).length, 1);
  });

  it("remembers a report far longer than its signature is good for", async () => {
    await handler()(post(delivered));
    const { Items } = await dynamodb.scan({ TableName: table });
    assert.deepEqual(Items?.[0]?.expiresAt, { N: String(now + 7 * 86_400) });
  });

  it("announces at the second time what could not be announced at the first", async () => {
    const lost = await handler(async () => {
      throw new Error("the topic is gone");
    })(post(delivered));
    assert.equal(lost.statusCode, 503);
    assert.equal(await status(post(delivered)), 200);
    assert.equal((await heard()).length, 1);
  });

  const body = JSON.stringify(delivered);
  const good = sign(body, "ship secret");
  const refused: [title: string, event: () => ProxyEvent, status: number][] = [
    ["another partner's API key", () => post(delivered, { apiKeyId: "key-fraud" }), 403],
    ["a partner that nobody knows", () => post(delivered, { partner: "constructor" }), 403],
    ["another partner's secret", () => post(delivered, { secret: "fraud secret" }), 401],
    [
      "another body under the signature",
      () => post({ ...delivered, status: "returned" }, { signature: `t=${now},v1=${good}` }),
      401,
    ],
    ["a body with a blank more", () => post(`${body} `, { signature: `t=${now},v1=${good}` }), 401],
    ["a signature without its time", () => post(delivered, { signature: `v1=${good}` }), 401],
    ["another time than was signed", () => post(delivered, { signature: `t=${now - 1},v1=${good}` }), 401],
    ["two times", () => post(delivered, { signature: `t=${now},t=${now + 1},v1=${good}` }), 401],
    [
      "a time that is no number",
      () => post(delivered, { signature: `t=now,v1=${sign(body, "ship secret", "now")}` }),
      401,
    ],
    ["no signature", () => ({ ...post(delivered), headers: { "content-type": "application/json" } }), 401],
    ["the third of three", () => post(delivered, { signature: `t=${now},v1=0,v1=0,v1=${good}` }), 401],
    ["what is no JSON, signed", () => post("{"), 400],
    ["17 KB", () => post("x".repeat(17_000)), 413],
  ];
  for (const [title, event, expected] of refused) {
    it(`refuses ${title} with ${expected}, and keeps nothing of it`, async () => {
      assert.equal(await status(event()), expected);
      assert.equal((await dynamodb.scan({ TableName: table })).Count, 0);
      assert.ok(!lines.join().includes(good));
    });
  }

  for (const [seconds, expected] of [
    [-300, 202],
    [300, 202],
    [-301, 401],
    [301, 401],
  ] as const) {
    it(`answers ${expected} to a signature of ${seconds} seconds from now`, async () => {
      const at = now + seconds;
      const signature = `t=${at},v1=${sign(body, "ship secret", at)}`;
      assert.equal(await status(post(delivered, { signature })), expected);
    });
  }

  it("NET-10 takes the secret of before a rotation, and a partner's two signatures while it changes over", async () => {
    assert.equal(await status(post(delivered, { secret: "ship secret before" })), 202);
    const second = JSON.stringify({ ...delivered, id: "event-0002" });
    const signature = `t=${now}, v1=${sign(second, "next")}, v1=${sign(second, "ship secret")}`;
    assert.equal(await status(post(second, { signature })), 202);
  });

  it("is asked by Route 53 whether its table is there", async () => {
    assert.equal(await status(proxyEvent("GET", "/health")), 200);
    await dynamodb.deleteTable({ TableName: table });
    assert.equal(await status(proxyEvent("GET", "/health")), 503);
  });

  describe("secrets", () => {
    it("are asked for once a minute, and used on while nobody answers", async () => {
      let time = 0;
      let asked = 0;
      let down = false;
      const client = {
        async getSecretValue({ VersionStage }: { VersionStage: string }) {
          asked += 1;
          if (down) throw new Error("no answer");
          return { SecretString: `${VersionStage} ${time}` };
        },
      };
      const secrets = secretsOf(client, () => time);
      for (time of [0, 59_999]) assert.deepEqual(await secrets("a"), ["AWSCURRENT 0", "AWSPREVIOUS 0"]);
      assert.equal(asked, 2);
      time = 60_000;
      assert.deepEqual(await secrets("a"), ["AWSCURRENT 60000", "AWSPREVIOUS 60000"]);
      down = true;
      time = 9_000_000;
      assert.deepEqual(await secrets("a"), ["AWSCURRENT 60000", "AWSPREVIOUS 60000"]);
      await assert.rejects(secrets("b"), /no answer/);
    });

    it("without a value are none: an empty one would be everybody's", async () => {
      const secrets = secretsOf({ getSecretValue: async () => ({ SecretString: "" }) });
      await assert.rejects(secrets("a"), /has no value/);
    });
  });

  it("refuses settings of partners that are not whole, all at once", () => {
    const one = { kind: "shipping", apiKeyId: "a", secretArn: arnOf("a") };
    const wrong = {
      "fast-ship": { ...one, kind: "news", secretArn: "hunter2" },
      Else: { ...one, apiKeyId: "" },
    };
    assert.throws(
      () => parsePartners(wrong),
      (error: Error) => {
        const { message } = error;
        assert.match(message, /^PARTNERS is wrong: /);
        for (const part of [
          "fast-ship.kind: shipping or fraud-check",
          "fast-ship.secretArn: the ARN of a secret",
          "Else",
        ]) {
          assert.ok(message.includes(part), `${part} in ${message}`);
        }
        return !message.includes("hunter2");
      },
    );
  });
});
