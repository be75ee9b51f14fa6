import { Messaging } from "../../components/messaging";
import type { Flow } from "./flow";
import type { Foundation } from "./foundation";

/** Seconds that a consumer works on what it received at once. */
export const CONSUMER_SECONDS = 30;

/** Accepted orders: one topic, and a queue for each consumer, so that neither waits for the other. */
export function orderMessages({ settings, names, opts }: Flow, { messageKeyArn }: Foundation): Messaging {
  const { region, messages, recovery } = settings;
  const queue = {
    consumerTimeoutSeconds: CONSUMER_SECONDS,
    maxReceiveCount: messages.maxReceiveCount,
    retentionSeconds: messages.retentionDays * 86_400,
    maxAgeSeconds: messages.oldestSeconds,
    filterPolicy: { type: ["order.created"] },
  };
  return new Messaging(
    "orders",
    {
      region,
      resourceName: names.orders,
      keyArn: messageKeyArn,
      queues: [
        { ...queue, name: "confirmation" },
        { ...queue, name: "fulfilment" },
      ],
      protect: recovery.protect,
    },
    opts,
  );
}
