import type { Mistake } from "../arguments/mistakes";
import { wholeNumberMistakes } from "../arguments/numbers";
import { physicalNameMistakes } from "../arguments/physical-names";
import { defaults, type MessageQueue, type MessagingArgs } from "./args";
import { deadLetterName, topicName } from "./names";

/** The longest that SQS hides a message, in seconds. */
const LONGEST_VISIBILITY = 43_200;
const DAY = 86_400;

/** What SNS and SQS would refuse, or what would lose messages or process them twice. */
export function mistakes(args: MessagingArgs): Mistake[] {
  const { topic = defaults.topic, fifo = defaults.fifo } = args;
  const found: Mistake[] = physicalNameMistakes("resourceName", args.resourceName, [
    { what: "SNS topic", name: topicName(args), longest: 256 },
    ...args.queues.map(({ name }) => ({
      what: "SQS queue",
      name: deadLetterName(args, name),
      longest: 80,
    })),
  ]);
  const refuse = (propertyPath: string, reason: string) => found.push({ propertyPath, reason });
  if (args.queues.length === 0) refuse("queues", "[] is not allowed, at least one queue is");
  if (args.contentBasedDeduplication && !fifo) {
    refuse("contentBasedDeduplication", "true is not allowed without fifo: only FIFO queues know duplicates");
  }
  args.queues.forEach((queue, index) => {
    const path = `queues[${index}]`;
    const earlier = args.queues.findIndex(({ name }) => name === queue.name);
    if (earlier !== index) refuse(`${path}.name`, `"${queue.name}" is that of queues[${earlier}] too`);
    if (!/^[A-Za-z0-9_-]+$/.test(queue.name)) {
      refuse(`${path}.name`, `"${queue.name}" is not allowed, letters, digits, "-" and "_" are`);
    }
    if (!topic && queue.filterPolicy) {
      refuse(`${path}.filterPolicy`, "is not allowed without topic: only a subscription filters");
    }
    if (fifo && queue.delaySeconds) {
      // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-moving.html
      refuse(`${path}.delaySeconds`, `${queue.delaySeconds} is not allowed with fifo, 0 is`);
    }
    found.push(...durations(path, queue));
  });
  return found;
}

function durations(path: string, queue: MessageQueue): Mistake[] {
  const { consumerTimeoutSeconds: timeout } = queue;
  const seconds = (
    key: keyof MessageQueue & `${string}Seconds`,
    least: number,
    most: number,
    because?: string,
  ) => wholeNumberMistakes(`${path}.${key}`, queue[key], { least, most, unit: "seconds", because });
  const wrongTimeout = seconds("consumerTimeoutSeconds", 1, LONGEST_VISIBILITY);
  const leastVisibility = wrongTimeout.length === 0 ? timeout : 1;
  return [
    ...wrongTimeout,
    ...seconds(
      "visibilityTimeoutSeconds",
      leastVisibility,
      LONGEST_VISIBILITY,
      "a second consumer gets what the first one is still working on",
    ),
    ...seconds(
      "retentionSeconds",
      60,
      defaults.deadLetterRetentionSeconds - DAY,
      "the dead-letter queue keeps a message for 14 days since it was sent",
    ),
    ...seconds("delaySeconds", 0, 900),
    ...seconds("maxAgeSeconds", 1, defaults.deadLetterRetentionSeconds),
    ...wholeNumberMistakes(`${path}.maxReceiveCount`, queue.maxReceiveCount, {
      least: 1,
      most: 1000,
      unit: "receptions",
    }),
  ];
}

/** Seconds that a received message is hidden from other consumers. */
export function visibilityTimeout(queue: MessageQueue): number {
  return (
    queue.visibilityTimeoutSeconds ??
    Math.min(queue.consumerTimeoutSeconds * defaults.visibilityPerConsumerTimeout, LONGEST_VISIBILITY)
  );
}
