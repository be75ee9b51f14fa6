import { failure, type Log } from "../../lambda/log";
import type { BatchResult, QueueEvent, QueueRecord } from "../../lambda/queue";
import type { Ledger } from "./ledger";
import type { Lock, Locks } from "./locks";
import { orderOf, Unprocessable } from "./message";

/** What the worker may do with messages that it has. */
export interface Messages {
  /** Hides messages for so many seconds from now, from all workers. */
  hide(records: readonly QueueRecord[], seconds: number): Promise<void>;
  /** Puts a message among the dead letters, where people look at it. */
  park(record: QueueRecord, reason: string): Promise<void>;
}

export interface Tools {
  locks: Locks;
  ledger: Ledger;
  messages: Messages;
  log: Log;
  /** Seconds for which the queue hides a message from other workers. */
  hiddenFor: number;
  /** Times that the queue gives a message out before it goes to the dead letters. */
  receipts: number;
  /** Something that everything depends on did not answer. */
  broken(): void;
}

/** Seconds after which a message comes again that failed for a reason that may pass. */
const AGAIN = 2;

/**
 * Processes a batch of a FIFO queue whose groups are customers. Customers are worked on side by side, the orders of one in
 * their sequence: SQS gives a customer's messages to one worker at a time, until their time is over. Then they may be with
 * two, and the lock and its fence decide. Lock and invisibility are extended for as long as the work takes.
 *
 * What can't be processed goes to the dead letters at once, and what fails at its last receipt then: SQS itself would
 * count the receipts of the customer's later orders, which came along each time, and put them there too.
 */
export function orderHandler(tools: Tools): (event: QueueEvent) => Promise<BatchResult> {
  return async ({ Records }) => {
    const groups = new Map<string, QueueRecord[]>();
    for (const record of Records) {
      const customer = record.attributes.MessageGroupId ?? "";
      groups.set(customer, [...(groups.get(customer) ?? []), record]);
    }
    const failed = await Promise.all(
      [...groups].map(([customer, records]) => workOn(customer, records, tools)),
    );
    return { batchItemFailures: failed.flat().map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };
}

/** @returns the messages that come again */
async function workOn(customer: string, records: QueueRecord[], tools: Tools): Promise<QueueRecord[]> {
  const { locks, log, messages, broken } = tools;
  const waiting = [...records];
  let again = AGAIN;
  try {
    const lock = await locks.acquire(customer);
    if ("heldFor" in lock) {
      // Not sooner: each receipt counts, and a worker that died holds the customer until its time is over.
      again = Math.max(lock.heldFor, 1);
      log("INFO", "another worker has the customer", { messages: waiting.length });
    } else {
      await whileHeld(lock, waiting, tools);
    }
  } catch (error) {
    broken();
    log("ERROR", "failed", { ...about(waiting[0]), ...failure(error) });
  }
  if (waiting.length > 0) {
    // Without this they come again when their time is over.
    await messages
      .hide(waiting, again)
      .catch((error: unknown) => log("WARN", "not given back", failure(error)));
  }
  return waiting;
}

/** Takes the messages that are done from `waiting`, the first first, as long as the lock is held. */
async function whileHeld(lock: Lock, waiting: QueueRecord[], tools: Tools): Promise<void> {
  const { locks, messages, log, hiddenFor } = tools;
  let isOurs = true;
  const extend = async () => {
    const [held] = await Promise.all([lock.extend(), messages.hide(waiting, hiddenFor)]);
    isOurs &&= held;
  };
  const heartbeat = setInterval(
    () => {
      extend().catch((error: unknown) => log("WARN", "not extended", failure(error)));
    },
    (hiddenFor * 1_000) / 3,
  );
  try {
    for (let [record] = waiting; record !== undefined && isOurs; [record] = waiting) {
      const newest = await workOnOne(record, lock, tools);
      if (newest === undefined) {
        waiting.shift();
      } else {
        await locks.raise(lock.customer, newest);
        isOurs = false;
      }
    }
    if (!isOurs) log("WARN", "the customer is another worker's by now", { messages: waiting.length });
  } finally {
    clearInterval(heartbeat);
    // Nobody waits for it: what this worker asks of Redis next comes after it, and other workers get the customer's next
    // messages when these are taken away. It ends by itself when Redis is what failed.
    lock.release().catch(() => {});
  }
}

/** @returns undefined when the message is done with; otherwise the fence of the worker who has the customer now */
async function workOnOne(
  record: QueueRecord,
  { customer, fence }: Lock,
  { ledger, messages, log, receipts }: Tools,
): Promise<number | undefined> {
  try {
    const order = orderOf(record.body);
    if (order.customer !== customer) throw new Unprocessable("the order is another customer's");
    const recorded = await ledger.record(order, fence);
    if (recorded.outcome === "stale") return recorded.newest;
    log("INFO", recorded.outcome, { ...about(record), order: order.id });
  } catch (error) {
    const isLast = Number(record.attributes.ApproximateReceiveCount ?? 1) >= receipts;
    if (!(error instanceof Unprocessable) && !isLast) throw error;
    log("ERROR", "left to people", { ...about(record), ...failure(error) });
    await messages.park(record, error instanceof Error ? error.message : "unknown");
  }
  return undefined;
}

function about(record: QueueRecord | undefined) {
  return { messageId: record?.messageId, received: Number(record?.attributes.ApproximateReceiveCount ?? 1) };
}
