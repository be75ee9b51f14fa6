import { failure, type Log } from "./log";

/** A message as Lambda takes it from a queue. */
export interface QueueRecord {
  messageId: string;
  /** By which it is given back or taken away. */
  receiptHandle?: string;
  body: string;
  attributes: { ApproximateReceiveCount?: string; MessageGroupId?: string; AWSTraceHeader?: string };
}

export interface QueueEvent {
  Records: QueueRecord[];
}

/** Which messages come again; the event source has to have `ReportBatchItemFailures`. */
export interface BatchResult {
  batchItemFailures: { itemIdentifier: string }[];
}

/**
 * A handler of batches: what fails comes again alone, and goes to the dead-letter queue when it has come too often.
 * Messages of a FIFO queue keep their sequence: after one that failed, the later ones of its group wait for it.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 *
 * @param handle does the work of one message, and nothing when it has been done; it gives what became of it
 */
export function consumer(
  handle: (message: unknown) => Promise<string>,
  log: Log,
): (event: QueueEvent) => Promise<BatchResult> {
  return async ({ Records }) => {
    const failed: string[] = [];
    const heldUp = new Set<string>();
    for (const { messageId, body, attributes } of Records) {
      const group = attributes.MessageGroupId;
      const about = {
        messageId,
        received: Number(attributes.ApproximateReceiveCount ?? 1),
        sentBy: /Root=([^;]+)/.exec(attributes.AWSTraceHeader ?? "")?.[1],
      };
      if (group !== undefined && heldUp.has(group)) {
        failed.push(messageId);
        log("WARN", "waits for an earlier message of its group", about);
        continue;
      }
      try {
        log("INFO", await handle(messageOf(body)), about);
      } catch (error) {
        failed.push(messageId);
        if (group !== undefined) heldUp.add(group);
        log("ERROR", "failed", { ...about, ...failure(error) });
      }
    }
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };
}

/** What was published, with or without the envelope that SNS puts around it (raw message delivery off or on). */
function messageOf(body: string): unknown {
  const outer = parsed(body);
  const { Type, Message } = (outer ?? {}) as { Type?: unknown; Message?: unknown };
  return Type === "Notification" && typeof Message === "string" ? parsed(Message) : outer;
}

/** A parser's own error would quote what it read. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error("the message is not JSON");
  }
}
