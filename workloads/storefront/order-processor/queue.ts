import type { SQS } from "@aws-sdk/client-sqs";
import type { Messages } from "./process";

/** What a worker has to know of its queue. */
export interface QueueFacts {
  /** Seconds for which a message is hidden from others once somebody has it. */
  hiddenFor: number;
  /** Times that a message is given out before it goes to the dead letters. */
  receipts: number;
  deadLetterUrl: string;
}

/** @throws Error for a queue without a dead-letter queue: what can't be processed would hold its customer up for days */
export async function factsOf(client: SQS, queueUrl: string): Promise<QueueFacts> {
  const { Attributes } = await client.getQueueAttributes({
    QueueUrl: queueUrl,
    AttributeNames: ["VisibilityTimeout", "RedrivePolicy"],
  });
  const policy = JSON.parse(Attributes?.RedrivePolicy ?? "{}") as Record<string, string | number>;
  const QueueName = String(policy.deadLetterTargetArn ?? "").split(":")[5];
  if (!QueueName) throw new Error("the queue of ORDER_QUEUE_URL has no dead-letter queue");
  const { QueueUrl = "" } = await client.getQueueUrl({ QueueName });
  return {
    hiddenFor: Number(Attributes?.VisibilityTimeout),
    receipts: Number(policy.maxReceiveCount),
    deadLetterUrl: QueueUrl,
  };
}

/** Messages of a queue; of those that are gone or another worker's nothing is changed. */
export function queueMessages(client: SQS, queueUrl: string, deadLetterUrl: string): Messages {
  return {
    async hide(records, seconds) {
      if (records.length === 0) return;
      const Entries = records.map(({ receiptHandle: ReceiptHandle = "" }, index) => ({
        Id: String(index),
        ReceiptHandle,
        VisibilityTimeout: seconds,
      }));
      await client.changeMessageVisibilityBatch({ QueueUrl: queueUrl, Entries });
    },
    async park({ messageId, body, attributes }, reason) {
      await client.sendMessage({
        QueueUrl: deadLetterUrl,
        MessageBody: body,
        MessageAttributes: { reason: { DataType: "String", StringValue: reason.slice(0, 256) } },
        MessageGroupId: attributes.MessageGroupId,
        MessageDeduplicationId: messageId,
      });
    },
  };
}

/**
 * Whether orders may be asked for: after the start and after each failure not before everything has answered again.
 *
 * @param parts what the work depends on
 */
export function gate(parts: { check(): Promise<void> }[]): { ready(): Promise<void>; broken(): void } {
  let isOpen = false;
  return {
    async ready() {
      if (isOpen) return;
      await Promise.all(parts.map((part) => part.check()));
      isOpen = true;
    },
    broken() {
      isOpen = false;
    },
  };
}
