import type * as pulumi from "@pulumi/pulumi";
import type { AlarmSpec } from "../specs";
import { above, metricsOf, minutes } from "./parts";

/** A queue of SQS. */
export interface WatchedQueue {
  /** Start of the alarms' roles, for example `orders`. */
  name: string;
  queueName: pulumi.Input<string>;
  /** Seconds after which a message that nobody has taken is a trouble. */
  oldestSeconds: number;
  /**
   * Messages that may wait.
   * @default none: only their age is watched
   */
  mostWaiting?: number;
  /**
   * Name of its dead-letter queue: people hear of the first message in it.
   * @default none
   */
  deadLetterQueueName?: pulumi.Input<string>;
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html */
export function queueAlarms(watched: WatchedQueue): AlarmSpec[] {
  const { name, queueName, oldestSeconds, mostWaiting, deadLetterQueueName } = watched;
  const metric = metricsOf("AWS/SQS", { QueueName: queueName });
  const alarms: AlarmSpec[] = [
    {
      role: `${name}-age`,
      description: `A message of ${name} has waited for more than ${oldestSeconds} s: its consumer is down, or too slow.`,
      severity: "page",
      watches: metric("ApproximateAgeOfOldestMessage", "Maximum"),
      ...above,
      threshold: oldestSeconds,
      ...minutes(5, 3),
    },
  ];
  if (mostWaiting !== undefined) {
    alarms.push({
      role: `${name}-waiting`,
      description: `More than ${mostWaiting} messages of ${name} wait.`,
      severity: "warn",
      watches: metric("ApproximateNumberOfMessagesVisible", "Maximum"),
      ...above,
      threshold: mostWaiting,
      ...minutes(10),
    });
  }
  if (deadLetterQueueName !== undefined) {
    alarms.push({
      role: `${name}-dead-letters`,
      description: `The consumer of ${name} has given a message up: look at it in the dead-letter queue, and send it back when it can be handled.`,
      severity: "page",
      watches: metricsOf("AWS/SQS", { QueueName: deadLetterQueueName })(
        "ApproximateNumberOfMessagesVisible",
        "Maximum",
      ),
      ...above,
      threshold: 0,
      ...minutes(1),
    });
  }
  return alarms;
}
