import type { AcceptedOrder } from "../order-processor/message";
import { keys, lives } from "../shared/keys";
import type { Redis } from "../shared/redis";

/** What is remembered of accepted orders until the database has them: a help to customers, never the truth. */
export interface AcceptedOrders {
  /** Remembers an order unless one with its id is there, and gives the one that is there. */
  add(order: AcceptedOrder): Promise<AcceptedOrder>;
  get(customer: string, id: string): Promise<AcceptedOrder | undefined>;
}

/** Accepted orders in Redis, for a week. */
export function acceptedOrders(redis: Redis): AcceptedOrders {
  const get = async (customer: string, id: string) => {
    const text = await redis.get(keys.accepted(customer, id));
    return text === null ? undefined : (JSON.parse(text) as AcceptedOrder);
  };
  return {
    async add(order) {
      const { customer, id } = order;
      const isNew = await redis.set(keys.accepted(customer, id), JSON.stringify(order), {
        NX: true,
        EX: lives.accepted,
      });
      return isNew === null ? ((await get(customer, id)) ?? order) : order;
    },
    get,
  };
}
