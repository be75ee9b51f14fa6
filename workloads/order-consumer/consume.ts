import { setTimeout as sleep } from "node:timers/promises";
import type { Message, SQS } from "@aws-sdk/client-sqs";
import { failure, type Log } from "../lambda/log";
import type { BatchResult, QueueEvent, QueueRecord } from "../lambda/queue";

/** Seconds for which SQS keeps a question open while there is no message; also the longest wait at the end. */
const OPEN = 10;

export interface Tools {
  client: SQS;
  queueUrl: string;
  /** What Lambda would call; what it gives back comes again. */
  handle(event: QueueEvent): Promise<BatchResult>;
  log: Log;
  /** After each answer of the queue: a sign of life. */
  answered(): void;
  /**
   * Before each question to the queue; what it throws is a reason to ask later.
   * @default always ready
   */
  ready?(): Promise<void>;
  /** Milliseconds after the first of several failures; each further one doubles them, up to 64 times. */
  pause?: number;
}

/**
 * Takes messages from a queue as Lambda's event source does, until the signal: the batch that it has then is finished.
 * What was done is deleted, what failed comes again when its time of invisibility is over. A queue that can't be
 * reached is asked again and again, more and more slowly.
 */
export async function consume(tools: Tools, signal: AbortSignal): Promise<void> {
  const { client, queueUrl, log, answered, ready, pause = 500 } = tools;
  let failures = 0;
  while (!signal.aborted) {
    let isReady = ready === undefined;
    try {
      await ready?.();
      isReady = true;
      const { Messages = [] } = await client.receiveMessage({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: 10,
        WaitTimeSeconds: OPEN,
        MessageSystemAttributeNames: ["ApproximateReceiveCount", "MessageGroupId", "AWSTraceHeader"],
      });
      answered();
      if (Messages.length > 0) await work(Messages, tools);
      failures = 0;
    } catch (error) {
      log("ERROR", isReady ? "the queue can't be reached" : "no message is asked for yet", failure(error));
      await sleep(pause * 2 ** Math.min(failures, 6), undefined, { signal }).catch(() => {});
      failures += 1;
    }
  }
}

async function work(messages: Message[], { client, queueUrl, handle, log }: Tools): Promise<void> {
  const { batchItemFailures } = await handle({ Records: messages.map(recordOf) });
  const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  const Entries = messages
    .filter(({ MessageId = "" }) => !failed.has(MessageId))
    .map(({ ReceiptHandle = "" }, index) => ({ Id: String(index), ReceiptHandle }));
  if (Entries.length === 0) return;
  const { Failed = [] } = await client.deleteMessageBatch({ QueueUrl: queueUrl, Entries });
  // They come once more; who handles them knows what is done.
  if (Failed.length > 0) log("WARN", "messages are not deleted", { count: Failed.length });
}

function recordOf({ MessageId = "", ReceiptHandle, Body = "", Attributes = {} }: Message): QueueRecord {
  return { messageId: MessageId, receiptHandle: ReceiptHandle, body: Body, attributes: Attributes };
}
