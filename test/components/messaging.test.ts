import assert from "node:assert/strict";
import { type Statement, statementsOf } from "../../components/arguments/policy-statements";
import {
  consumeStatements,
  FilterScope,
  Messaging,
  type MessagingArgs,
  publishStatements,
  sendStatements,
} from "../../components/messaging";
import { queuePolicy, topicPolicy } from "../../components/messaging/policies";
import { mistakes } from "../../components/messaging/validate";
import { names, only, type Registered, settled, startMocks } from "../support/mocks";

const TOPIC = "aws:sns/topic:Topic";
const QUEUE = "aws:sqs/queue:Queue";
const SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription";

const args: MessagingArgs = {
  region: "us-west-2",
  resourceName: "shop-orders",
  keyArn: "arn:aws:kms:us-west-2:111122223333:key/messages",
  queues: [
    { name: "billing", consumerTimeoutSeconds: 30 },
    {
      name: "shipping",
      consumerTimeoutSeconds: 60,
      filterPolicy: { type: ["order-placed"] },
      maxAgeSeconds: 900,
    },
  ],
};

const one = { name: "billing", consumerTimeoutSeconds: 30 };

async function build(
  change: Partial<MessagingArgs> = {},
): Promise<{ made: Messaging; registered: Registered[] }> {
  const registered = startMocks({ [QUEUE]: ({ name }) => ({ url: `https://sqs/${name}` }) });
  const made = new Messaging("orders", { ...args, ...change });
  await settled();
  return { made, registered };
}

const access = { arn: "arn", keyArn: "key", region: "cn-north-1", dnsSuffix: "amazonaws.com.cn" };

describe("Messaging", () => {
  it("REQ-13 hands each message of the topic to every queue, as it was published", async () => {
    const { registered } = await build();
    assert.deepEqual(names(registered, SUBSCRIPTION), [
      "orders-billing-subscription",
      "orders-shipping-subscription",
    ]);
    for (const queue of ["billing", "shipping"]) {
      const { inputs } = only(registered, SUBSCRIPTION, `orders-${queue}-subscription`);
      assert.deepEqual(
        [inputs.topic, inputs.protocol, inputs.endpoint, inputs.rawMessageDelivery],
        ["arn:mock:orders-topic", "sqs", `arn:mock:orders-${queue}-queue`, true],
      );
    }
  });

  it("gives a queue with a filter the messages that pass it", async () => {
    const { registered } = await build();
    const billing = only(registered, SUBSCRIPTION, "orders-billing-subscription").inputs;
    const shipping = only(registered, SUBSCRIPTION, "orders-shipping-subscription").inputs;
    assert.equal(billing.filterPolicy, undefined);
    assert.deepEqual(JSON.parse(shipping.filterPolicy as string), { type: ["order-placed"] });
    assert.equal(shipping.filterPolicyScope, "MessageAttributes");
    const [, second] = args.queues;
    assert.ok(second);
    const body = await build({ queues: [{ ...second, filterScope: FilterScope.MessageBody }] });
    assert.equal(only(body.registered, SUBSCRIPTION).inputs.filterPolicyScope, "MessageBody");
  });

  it("moves what fails five times, and what SNS can't hand over, to a dead-letter queue of the queue's own", async () => {
    const { registered } = await build();
    const deadLetterArn = "arn:mock:orders-billing-dead-letter-queue";
    const queue = only(registered, QUEUE, "orders-billing-queue").inputs;
    assert.deepEqual(JSON.parse(queue.redrivePolicy as string), {
      deadLetterTargetArn: deadLetterArn,
      maxReceiveCount: 5,
    });
    const subscription = only(registered, SUBSCRIPTION, "orders-billing-subscription").inputs;
    assert.deepEqual(JSON.parse(subscription.redrivePolicy as string), {
      deadLetterTargetArn: deadLetterArn,
    });
    const allow = only(
      registered,
      "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy",
      "orders-billing-redrive",
    ).inputs;
    assert.equal(allow.queueUrl, "https://sqs/shop-orders-billing-dead-letter");
    assert.deepEqual(JSON.parse(allow.redriveAllowPolicy as string), {
      redrivePermission: "byQueue",
      sourceQueueArns: ["arn:mock:orders-billing-queue"],
    });
  });

  it("keeps a failed message for 14 days and a waiting one for four, under the key", async () => {
    const { registered } = await build();
    const retention = (name: string) => only(registered, QUEUE, name).inputs.messageRetentionSeconds;
    assert.deepEqual(
      [retention("orders-billing-queue"), retention("orders-billing-dead-letter-queue")],
      [345_600, 1_209_600],
    );
    const encrypted = registered.filter(({ type }) => type === QUEUE || type === TOPIC);
    assert.equal(encrypted.length, 5);
    for (const { inputs, name } of encrypted) {
      assert.equal(inputs.kmsMasterKeyId ?? inputs.kmsKeyId, args.keyArn, name);
    }
  });

  it("hides a message for six times its consumer's timeout, or for as long as it is told", async () => {
    const { made } = await build({
      queues: [
        { name: "short", consumerTimeoutSeconds: 30 },
        { name: "long", consumerTimeoutSeconds: 40_000 },
        { name: "told", consumerTimeoutSeconds: 60, visibilityTimeoutSeconds: 60 },
      ],
    });
    assert.deepEqual(
      ["short", "long", "told"].map((name) => made.queue(name).visibilityTimeoutSeconds),
      [180, 43_200, 60],
    );
  });

  it("SHOP-3 is a queue alone without a topic, and tells alarms when a message is too old", async () => {
    const { made, registered } = await build({
      topic: false,
      queues: [{ name: "orders", consumerTimeoutSeconds: 30, maxAgeSeconds: 900 }],
    });
    assert.deepEqual(names(registered, TOPIC), []);
    assert.deepEqual(names(registered, SUBSCRIPTION), []);
    assert.equal(made.topicArn, undefined);
    const queue = made.queue("orders");
    assert.deepEqual(
      [queue.name, queue.deadLetterName, queue.maxAgeSeconds],
      ["shop-orders-orders", "shop-orders-orders-dead-letter", 900],
    );
    const policy = only(registered, "aws:sqs/queuePolicy:QueuePolicy", "orders-orders-queue-policy").inputs;
    assert.doesNotMatch(policy.policy as string, /sns\.amazonaws\.com/);
    assert.throws(() => made.queue("payments"), /no queue "payments", it has orders/);
  });

  it("SHOP-9 keeps the order within a group in topic, queue and dead-letter queue alike", async () => {
    const { registered } = await build({ fifo: true, contentBasedDeduplication: true });
    const topic = only(registered, TOPIC).inputs;
    assert.deepEqual(
      [topic.name, topic.fifoTopic, topic.contentBasedDeduplication],
      ["shop-orders.fifo", true, true],
    );
    for (const name of ["shop-orders-billing.fifo", "shop-orders-billing-dead-letter.fifo"]) {
      const queue = registered.find(({ type, inputs }) => type === QUEUE && inputs.name === name);
      assert.ok(queue, name);
      const { fifoQueue, deduplicationScope, fifoThroughputLimit } = queue.inputs;
      assert.deepEqual(
        [fifoQueue, deduplicationScope, fifoThroughputLimit],
        [true, "messageGroup", "perMessageGroupId"],
      );
    }
  });

  it("admits the one topic to a queue and nobody without TLS", () => {
    const { Statement } = JSON.parse(queuePolicy("queue", "topic"));
    assert.deepEqual(Statement, [
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "sqs:*",
        Resource: "queue",
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
      {
        Sid: "FromTopic",
        Effect: "Allow",
        Principal: { Service: "sns.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: "queue",
        Condition: { ArnEquals: { "aws:SourceArn": "topic" } },
      },
    ]);
    assert.equal(JSON.parse(queuePolicy("queue")).Statement.length, 1);
    assert.deepEqual(JSON.parse(topicPolicy("topic")).Statement, [
      { ...Statement[0], Action: "sns:Publish", Resource: "topic" },
    ]);
  });

  it("gives consumers and producers one queue or topic, and its key through that service alone", async () => {
    startMocks();
    const name = "order-events";
    const all = [consumeStatements, sendStatements, publishStatements].flatMap((of) =>
      of({ ...access, name }),
    );
    const known = await new Promise<Statement[]>((resolve) => statementsOf(all).apply(resolve));
    assert.deepEqual(
      known.map(({ Sid, Resource }) => [Sid, Resource]),
      [
        ["ReceiveOrderEvents", ["arn"]],
        ["ReceiveOrderEventsKey", ["key"]],
        ["SendOrderEvents", ["arn"]],
        ["SendOrderEventsKey", ["key"]],
        ["PublishOrderEvents", ["arn"]],
        ["PublishOrderEventsKey", ["key"]],
      ],
    );
    assert.deepEqual(
      known.flatMap(({ Condition }) => Condition?.StringEquals?.["kms:ViaService"] ?? []),
      ["sqs", "sqs", "sns"].map((service) => `${service}.cn-north-1.amazonaws.com.cn`),
    );
    assert.ok(all.every(({ actions }) => actions.every((action) => !action.includes("*"))));
  });

  it("hands the statements over that its consumers and producers need", async () => {
    const { made } = await build();
    assert.deepEqual(
      [made.queue("billing").consume, made.queue("billing").send, made.publish].map((own) => own[0]?.sid),
      ["ReceiveBilling", "SendBilling", "PublishTopic"],
    );
    assert.deepEqual((await build({ topic: false, queues: [one] })).made.publish, []);
  });

  it("registers every resource in its own region", async () => {
    const { registered } = await build({ fifo: true });
    assert.equal(registered.length, 15);
    for (const { name, inputs } of registered) assert.equal(inputs.region, "us-west-2", name);
  });

  const wrong: [string, Partial<MessagingArgs>, RegExp][] = [
    ["resourceName", { resourceName: "shop orders" }, /letters, digits/],
    ["resourceName", { resourceName: "s".repeat(70) }, /59 are allowed: the SQS queue/],
    ["queues", { queues: [] }, /at least one queue/],
    ["contentBasedDeduplication", { contentBasedDeduplication: true }, /not allowed without fifo/],
    ["queues[1].name", { queues: [one, one] }, /that of queues\[0\] too/],
    ["queues[0].name", { queues: [{ ...one, name: "a.fifo" }] }, /letters, digits/],
    ["queues[0].filterPolicy", { topic: false, queues: [{ ...one, filterPolicy: {} }] }, /without topic/],
    [
      "queues[0].delaySeconds",
      { fifo: true, queues: [{ ...one, delaySeconds: 5 }] },
      /5 is not allowed with fifo/,
    ],
    ["queues[0].delaySeconds", { queues: [{ ...one, delaySeconds: 901 }] }, /^901 is not allowed, 0 to 900/],
    ["queues[0].consumerTimeoutSeconds", { queues: [{ ...one, consumerTimeoutSeconds: 0 }] }, /1 to 43200/],
    [
      "queues[0].visibilityTimeoutSeconds",
      { queues: [{ ...one, visibilityTimeoutSeconds: 29 }] },
      /^29 is not allowed, 30 to 43200 seconds are: a second consumer/,
    ],
    ["queues[0].retentionSeconds", { queues: [{ ...one, retentionSeconds: 1_209_600 }] }, /60 to 1123200/],
    ["queues[0].maxReceiveCount", { queues: [{ ...one, maxReceiveCount: 0 }] }, /1 to 1000 receptions/],
    ["queues[0].maxAgeSeconds", { queues: [{ ...one, maxAgeSeconds: 0 }] }, /1 to 1209600/],
  ];
  for (const [path, change, sentence] of wrong) {
    it(`refuses ${path} ${JSON.stringify(change).slice(0, 80)}`, () => {
      const found = mistakes({ ...args, ...change });
      assert.deepEqual(
        found.map(({ propertyPath }) => propertyPath),
        [path],
      );
      assert.match(found[0]?.reason ?? "", sentence);
    });
  }

  it("names all mistakes at once, before anything is made", () => {
    const registered = startMocks();
    assert.throws(
      () => new Messaging("orders", { ...args, contentBasedDeduplication: true, queues: [] }),
      /queues: \[\] is not allowed[\s\S]+contentBasedDeduplication: true is not allowed/,
    );
    assert.equal(registered.length, 0);
  });
});
