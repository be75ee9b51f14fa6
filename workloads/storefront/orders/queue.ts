import { createHash } from "node:crypto";
import type { SQS } from "@aws-sdk/client-sqs";
import { type AcceptedOrder, messageOf } from "../order-processor/message";

/** Hands an order to the workers. When it returns, the order is safe. */
export type Send = (order: AcceptedOrder) => Promise<void>;

/**
 * Sends orders to a FIFO queue, a customer's in their sequence. The same order within five minutes is there once. Another
 * order under the same id is not taken for the same: the worker, who sees both, keeps the first and leaves the other to
 * people.
 */
export function sendTo(client: SQS, queueUrl: string): Send {
  return async (order) => {
    const { id, customer, currency, items } = order;
    const content = [currency, ...items.map(({ sku, quantity }) => `${sku}*${quantity}`).sort()];
    const hash = createHash("sha256").update(JSON.stringify(content)).digest("hex");
    await client.sendMessage({
      QueueUrl: queueUrl,
      MessageBody: messageOf(order),
      MessageGroupId: customer,
      MessageDeduplicationId: `${id}-${hash}`,
    });
  };
}
