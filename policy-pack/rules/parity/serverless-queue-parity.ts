import { stackRule } from "../../frame/rule";
import { shared } from "../../frame/shared-settings";
import { types } from "../../frame/types";
import { type Aspect, compareAspects, together } from "../comparison";
import { judgePairs } from "./pairs";
import { compareRedrive } from "./redrive";

/** With what AWS takes where nothing is said. */
const aspects: readonly { readonly tokens: readonly string[]; readonly compared: readonly Aspect[] }[] = [
  {
    tokens: types.lambdaFunction,
    compared: [
      { path: "memorySize", fallback: 128 },
      { path: "timeout", fallback: 3 },
      { path: "reservedConcurrentExecutions", fallback: -1 },
      { path: "runtime" },
      { path: "architectures", fallback: ["x86_64"] },
      { path: "ephemeralStorage.size", fallback: 512 },
      { path: "deadLetterConfig" },
    ],
  },
  {
    tokens: types.eventSourceMapping,
    compared: [
      { path: "batchSize" },
      { path: "maximumBatchingWindowInSeconds", fallback: 0 },
      { path: "maximumRetryAttempts", fallback: -1 },
      { path: "scalingConfig.maximumConcurrency" },
      { path: "enabled", fallback: true },
    ],
  },
  {
    tokens: types.queue,
    compared: [
      { path: "visibilityTimeoutSeconds", fallback: 30 },
      { path: "messageRetentionSeconds", fallback: 345_600 },
      { path: "delaySeconds", fallback: 0 },
      { path: "maxMessageSize" },
      { path: "receiveWaitTimeSeconds", fallback: 0 },
      { path: "fifoQueue", fallback: false },
      { path: "contentBasedDeduplication", fallback: false },
    ],
  },
  {
    tokens: types.topic,
    compared: [
      { path: "fifoTopic", fallback: false },
      { path: "contentBasedDeduplication", fallback: false },
    ],
  },
  {
    tokens: types.topicSubscription,
    compared: [
      { path: "protocol" },
      { path: "rawMessageDelivery", fallback: false },
      { path: "filterPolicy" },
    ],
  },
];

export const serverlessQueueParity = stackRule({
  id: "serverless-queue-parity",
  area: "parity",
  title: "The functions, queues and topics of all regions behave alike",
  severity: "medium",
  why: "A function with less memory, a queue with a shorter visibility timeout or without a dead-letter queue works until the whole traffic comes to it: then messages are handled twice, or lost.",
  mend: "Make the functions, queues and topics of all regions with the same function, or from the same settings.",
  example: `
for (const region of ["us-east-2", "us-west-2"]) {
  new aws.sqs.Queue(\`orders-\${region}\`, { region, visibilityTimeoutSeconds: 180, redrivePolicy: redriveTo(region) });
}`,
  wellArchitected: ["REL13-BP04"],
  pci: [],
  settings: { regions: shared.regions },
  types: aspects.flatMap(({ tokens }) => tokens),
  check(stack, { regions }) {
    for (const { tokens, compared } of aspects) {
      judgePairs(stack, stack.graph.own(tokens), regions, (one, other) => {
        const plain = compareAspects(one.props, other.props, compared);
        return together(plain, compareRedrive(one.props, other.props));
      });
    }
  },
});
