import type * as pulumi from "@pulumi/pulumi";

/** Where a subscription's filter looks. */
export enum FilterScope {
  /** At the attributes that travel with a message. */
  MessageAttributes = "MessageAttributes",
  /** At the message itself, which then has to be JSON. */
  MessageBody = "MessageBody",
}

/** A queue, and what its consumer needs of it. */
export interface MessageQueue {
  /** Last part of its name, unique among the queues, for example `billing`. A change replaces it and loses its messages. */
  name: string;
  /** Longest time in seconds that a consumer works on what it received at once, 1 to 43200. */
  consumerTimeoutSeconds: number;
  /**
   * Seconds that a received message is hidden from other consumers, `consumerTimeoutSeconds` to 43200. Lambda wants six
   * times its function's timeout.
   * @default six times `consumerTimeoutSeconds`
   */
  visibilityTimeoutSeconds?: number;
  /**
   * Times that a message is received before it goes to the dead-letter queue, 1 to 1000.
   * @default 5
   */
  maxReceiveCount?: number;
  /**
   * Seconds that a message waits for a consumer, 60 to 1123200, which is 13 days: the dead-letter queue counts from the
   * same moment and keeps 14. A smaller number deletes the older messages.
   * @default 345600, which is 4 days
   */
  retentionSeconds?: number;
  /**
   * Seconds that a new message is held back, 0 to 900.
   * @default 0
   */
  delaySeconds?: number;
  /**
   * Which of the topic's messages it gets, in the words of SNS filter policies, for example `{ type: ["order-placed"] }`.
   * @default all of them
   */
  filterPolicy?: Record<string, unknown>;
  /**
   * Where the filter looks.
   * @default FilterScope.MessageAttributes
   */
  filterScope?: FilterScope;
  /**
   * Age in seconds of the oldest message at which somebody should be told; handed to the alarms through
   * {@link Messaging.queue}.
   * @default 300
   */
  maxAgeSeconds?: number;
}

/** What {@link Messaging} takes. */
export interface MessagingArgs {
  /** Region of topic and queues. A change replaces them and loses what waits in them. */
  region: string;
  /** Name of the topic, and start of the queues' names. A change replaces them and loses what waits in them. */
  resourceName: string;
  /** Customer-managed key of the region. With a topic it has to admit `KeyUser.TopicSubscriptions`. */
  keyArn: pulumi.Input<string>;
  /** The queues, at least one. */
  queues: MessageQueue[];
  /**
   * Make a topic whose messages go to the queues; without it producers send to a queue itself.
   * @default true
   */
  topic?: boolean;
  /**
   * Keep the order within a message group and deliver each message once. A change replaces topic and queues and loses what
   * waits in them.
   * @default false
   */
  fifo?: boolean;
  /**
   * Take messages of equal content within five minutes for one; producers of a FIFO queue otherwise send a deduplication id.
   * @default false
   */
  contentBasedDeduplication?: boolean;
  /**
   * Protect the queues and what waits in them from deletion by Pulumi.
   * @default true
   */
  protect?: boolean;
}

/** Defaults of {@link MessagingArgs}, and what every queue has. */
export const defaults = {
  topic: true,
  fifo: false,
  contentBasedDeduplication: false,
  protect: true,
  /** AWS's advice for queues that Lambda reads: retries of a throttled function count, too. */
  visibilityPerConsumerTimeout: 6,
  maxReceiveCount: 5,
  retentionSeconds: 345_600,
  delaySeconds: 0,
  maxAgeSeconds: 300,
  /** The longest that SQS keeps a message: time for people to look at it. */
  deadLetterRetentionSeconds: 1_209_600,
  /** Consumers wait at the queue instead of asking again and again: fewer calls, and no empty answers by chance. */
  receiveWaitSeconds: 20,
  /** Seconds for which SQS and SNS use a data key again before they ask KMS for another. */
  dataKeyReuseSeconds: 300,
} as const;
