import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as sns from "@pulumi/aws/sns";
import * as sqs from "@pulumi/aws/sqs";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../arguments/mistakes";
import type { PolicyStatement } from "../arguments/policy-statements";
import { defaults, FilterScope, type MessageQueue, type MessagingArgs } from "./args";
import { deadLetterName, queueName, topicName } from "./names";
import {
  consumeStatements,
  type MessagingAccess,
  publishStatements,
  queuePolicy,
  sendStatements,
  topicPolicy,
} from "./policies";
import { mistakes, visibilityTimeout } from "./validate";

export { defaults, FilterScope, type MessageQueue, type MessagingArgs } from "./args";
export * from "./policies";

/** A queue that is there, for its consumers, its producers and its alarms. */
export interface DeliveredQueue {
  arn: pulumi.Output<string>;
  /** Address by which SQS is asked. */
  url: pulumi.Output<string>;
  /** Name in SQS, the `QueueName` of its metrics. */
  name: string;
  /** Seconds that a received message is hidden from other consumers. */
  visibilityTimeoutSeconds: number;
  /** Seconds that the oldest message may wait before somebody is told. */
  maxAgeSeconds: number;
  deadLetterArn: pulumi.Output<string>;
  /** Name of the dead-letter queue, the `QueueName` of its metrics. */
  deadLetterName: string;
  /** What a role needs that receives from it. */
  consume: PolicyStatement[];
  /** What a role needs that sends to it. */
  send: PolicyStatement[];
}

/**
 * A topic and the queues that each get a copy of its messages, or queues alone; each queue has a dead-letter queue of its
 * own, for messages that its consumer failed at and for those that SNS could not hand over.
 *
 * A FIFO queue keeps the order within a message group: a message at which its consumer fails holds the rest of its group
 * back until it is in the dead-letter queue.
 *
 * Cost: 0.40 USD per million requests to a queue (0.50 for FIFO), 0.50 USD per million published messages; the first
 * million a month is free.
 */
export class Messaging extends pulumi.ComponentResource {
  /** ARN of the topic, if there is one. */
  readonly topicArn: pulumi.Output<string> | undefined;
  /** Name of the topic, the `TopicName` of its metrics, if there is one. */
  readonly topicName: string | undefined;
  /** What a role needs that publishes to the topic; nothing without one. */
  readonly publish: PolicyStatement[];
  /** The queues by the names given. */
  readonly queues: Readonly<Record<string, DeliveredQueue>>;

  private readonly name: string;

  constructor(name: string, args: MessagingArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("Messaging", name, mistakes(args));
    super("tandem:components:Messaging", name, args, opts);
    this.name = name;

    const topic = (args.topic ?? defaults.topic) ? this.topic(args) : undefined;
    this.topicArn = topic?.arn;
    this.topicName = topic && topicName(args);
    this.publish = topic ? publishStatements(this.access(args, "topic", topic.arn)) : [];
    this.queues = Object.fromEntries(
      args.queues.map((queue) => [queue.name, this.deliver(args, queue, topic)]),
    );
    this.registerOutputs({ topicArn: this.topicArn });
  }

  /**
   * One queue by the name given.
   * @throws pulumi.ResourceError when there is none of that name
   */
  queue(name: string): DeliveredQueue {
    const found = this.queues[name];
    if (found) return found;
    const known = Object.keys(this.queues).join(", ");
    throw new pulumi.ResourceError(
      `Messaging "${this.name}" has no queue "${name}", it has ${known}.`,
      this,
      true,
    );
  }

  private topic(args: MessagingArgs): sns.Topic {
    const { region, keyArn, fifo = defaults.fifo } = args;
    const topic = new sns.Topic(
      `${this.name}-topic`,
      {
        region,
        name: topicName(args),
        kmsMasterKeyId: keyArn,
        // Signed with SHA-256; version 1 is SHA-1.
        signatureVersion: 2,
        ...(fifo ? { fifoTopic: true, contentBasedDeduplication: deduplicates(args) } : {}),
      },
      { parent: this },
    );
    new sns.TopicPolicy(
      `${this.name}-topic-policy`,
      { region, arn: topic.arn, policy: topic.arn.apply(topicPolicy) },
      { parent: this },
    );
    return topic;
  }

  private deliver(args: MessagingArgs, queue: MessageQueue, topic: sns.Topic | undefined): DeliveredQueue {
    const role = `${this.name}-${queue.name}`;
    const deadLetter = this.make(`${role}-dead-letter`, args, topic, {
      name: deadLetterName(args, queue.name),
      messageRetentionSeconds: defaults.deadLetterRetentionSeconds,
    });
    const visibilityTimeoutSeconds = visibilityTimeout(queue);
    const { maxReceiveCount = defaults.maxReceiveCount } = queue;
    const made = this.make(role, args, topic, {
      name: queueName(args, queue.name),
      messageRetentionSeconds: queue.retentionSeconds ?? defaults.retentionSeconds,
      visibilityTimeoutSeconds,
      delaySeconds: queue.delaySeconds ?? defaults.delaySeconds,
      redrivePolicy: deadLetter.arn.apply((deadLetterTargetArn) =>
        JSON.stringify({ deadLetterTargetArn, maxReceiveCount }),
      ),
    });
    new sqs.RedriveAllowPolicy(
      `${role}-redrive`,
      {
        region: args.region,
        queueUrl: deadLetter.url,
        redriveAllowPolicy: made.arn.apply((arn) =>
          JSON.stringify({ redrivePermission: "byQueue", sourceQueueArns: [arn] }),
        ),
      },
      { parent: this },
    );
    if (topic) this.subscribe(role, args.region, queue, topic, made, deadLetter);
    const access = this.access(args, queue.name, made.arn);
    return {
      arn: made.arn,
      url: made.url,
      name: queueName(args, queue.name),
      visibilityTimeoutSeconds,
      maxAgeSeconds: queue.maxAgeSeconds ?? defaults.maxAgeSeconds,
      deadLetterArn: deadLetter.arn,
      deadLetterName: deadLetterName(args, queue.name),
      consume: consumeStatements(access),
      send: sendStatements(access),
    };
  }

  private access(
    { region, keyArn }: MessagingArgs,
    name: string,
    arn: pulumi.Output<string>,
  ): MessagingAccess {
    const { dnsSuffix } = getPartitionOutput({}, { parent: this });
    return { name, arn, keyArn, region, dnsSuffix };
  }

  /** A queue with its policy; SNS sends to the dead-letter queue as well, what it could not hand over. */
  private make(
    role: string,
    args: MessagingArgs,
    topic: sns.Topic | undefined,
    own: sqs.QueueArgs,
  ): sqs.Queue {
    const { region, keyArn, fifo = defaults.fifo, protect = defaults.protect } = args;
    const queue = new sqs.Queue(
      `${role}-queue`,
      {
        region,
        kmsMasterKeyId: keyArn,
        kmsDataKeyReusePeriodSeconds: defaults.dataKeyReuseSeconds,
        receiveWaitTimeSeconds: defaults.receiveWaitSeconds,
        ...(fifo
          ? {
              fifoQueue: true,
              contentBasedDeduplication: deduplicates(args),
              // Groups don't wait for each other, and a duplicate is one within its group.
              deduplicationScope: "messageGroup",
              fifoThroughputLimit: "perMessageGroupId",
            }
          : {}),
        ...own,
      },
      { parent: this, protect },
    );
    new sqs.QueuePolicy(
      `${role}-queue-policy`,
      {
        region,
        queueUrl: queue.url,
        policy: pulumi.all([queue.arn, topic?.arn]).apply(([arn, topicArn]) => queuePolicy(arn, topicArn)),
      },
      { parent: this },
    );
    return queue;
  }

  private subscribe(
    role: string,
    region: string,
    queue: MessageQueue,
    topic: sns.Topic,
    made: sqs.Queue,
    deadLetter: sqs.Queue,
  ): void {
    const { filterPolicy, filterScope = FilterScope.MessageAttributes } = queue;
    new sns.TopicSubscription(
      `${role}-subscription`,
      {
        region,
        topic: topic.arn,
        protocol: "sqs",
        endpoint: made.arn,
        // The message as it was published, without an envelope that each consumer would have to open.
        rawMessageDelivery: true,
        ...(filterPolicy
          ? { filterPolicy: JSON.stringify(filterPolicy), filterPolicyScope: filterScope }
          : {}),
        redrivePolicy: deadLetter.arn.apply((deadLetterTargetArn) => JSON.stringify({ deadLetterTargetArn })),
      },
      { parent: this },
    );
  }
}

function deduplicates({ contentBasedDeduplication }: MessagingArgs): boolean {
  return contentBasedDeduplication ?? defaults.contentBasedDeduplication;
}
