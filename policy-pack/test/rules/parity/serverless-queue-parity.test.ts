import assert from "node:assert/strict";
import { serverlessQueueParity as rule } from "../../../rules/parity/serverless-queue-parity";
import { resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const made = (type: string, region: string, props: Record<string, unknown> = {}) =>
  resource(`aws:${type}`, `orders-${region}`, { region, ...props });
const lambda = "lambda/function:Function";
const queue = "sqs/queue:Queue";
const redrive = (region: string, maxReceiveCount: number) =>
  JSON.stringify({ deadLetterTargetArn: `arn:aws:sqs:${region}:111122223333:dead`, maxReceiveCount });
const differs = (what: string) =>
  `orders-us-west-2: It differs from its twin orders-us-east-2 in us-east-2: ${what}.`;

describe("serverless-queue-parity", () => {
  it("accepts equal ones, defaults that only one writes out, and each region's own dead-letter queue", async () => {
    const written: [string, Record<string, unknown>, Record<string, unknown>][] = [
      [
        lambda,
        {},
        { memorySize: 128, timeout: 3, architectures: ["x86_64"], reservedConcurrentExecutions: -1 },
      ],
      [queue, {}, { visibilityTimeoutSeconds: 30, delaySeconds: 0, fifoQueue: false }],
      [queue, { redrivePolicy: redrive("us-east-2", 5) }, { redrivePolicy: redrive("us-west-2", 5) }],
      ["sns/topic:Topic", {}, { fifoTopic: false }],
    ];
    for (const [type, east, west] of written) {
      assert.deepEqual(await said(rule, [made(type, "us-east-2", east), made(type, "us-west-2", west)]), []);
    }
  });

  const changes: [string, string, Record<string, unknown>][] = [
    [lambda, "memorySize", { memorySize: 512 }],
    [lambda, "timeout", { timeout: 30 }],
    [lambda, "reservedConcurrentExecutions", { reservedConcurrentExecutions: 10 }],
    [lambda, "runtime", { runtime: "nodejs22.x" }],
    [
      lambda,
      "deadLetterConfig",
      { deadLetterConfig: { targetArn: "arn:aws:sqs:us-west-2:111122223333:dead" } },
    ],
    ["lambda/eventSourceMapping:EventSourceMapping", "batchSize", { batchSize: 10 }],
    [queue, "visibilityTimeoutSeconds", { visibilityTimeoutSeconds: 300 }],
    [queue, "fifoQueue", { fifoQueue: true }],
    [queue, "redrivePolicy", { redrivePolicy: redrive("us-west-2", 5) }],
    ["sns/topicSubscription:TopicSubscription", "rawMessageDelivery", { rawMessageDelivery: true }],
  ];
  for (const [type, what, change] of changes) {
    it(`refuses another ${what} of ${type}`, async () => {
      assert.deepEqual(await said(rule, [made(type, "us-east-2"), made(type, "us-west-2", change)]), [
        differs(what),
      ]);
    });
  }

  it("refuses another number of attempts before the dead-letter queue", async () => {
    const queues = [
      made(queue, "us-east-2", { redrivePolicy: redrive("us-east-2", 5) }),
      made(queue, "us-west-2", { redrivePolicy: redrive("us-west-2", 1) }),
    ];
    assert.deepEqual(await said(rule, queues), [differs("redrivePolicy")]);
  });

  it("compares with a peer's", async () => {
    const peers = [
      { stack: "peer", region: "us-east-2", resources: [made(queue, "us-east-2", { delaySeconds: 9 })] },
    ];
    assert.deepEqual(await said(rule, [made(queue, "us-west-2")], { peers }), [differs("delaySeconds")]);
  });

  it("finds the other delay beside a redrive policy that is not known", async () => {
    const queues = [
      made(queue, "us-east-2", { redrivePolicy: redrive("us-east-2", 5) }),
      made(queue, "us-west-2", { redrivePolicy: unknown, delaySeconds: 9 }),
    ];
    assert.deepEqual(await said(rule, queues), [
      differs("delaySeconds"),
      "orders-us-west-2? redrivePolicy is not known on both sides",
    ]);
  });
});
