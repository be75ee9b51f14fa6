import { randomUUID } from "node:crypto";
import { keys, lives } from "../shared/keys";
import type { Redis } from "../shared/redis";

/** A cart. Its id names this filling of it: an order that is sent twice is one order. */
export interface Cart {
  id: string;
  items: { sku: string; quantity: number }[];
}

/** Products that a cart may have; an order has no more either. */
export const MOST_ITEMS = 100;

export interface Carts {
  get(customer: string): Promise<Cart | undefined>;
  /** Puts so many of a product into the cart, in place of those that are there. @returns whether there was room */
  put(customer: string, sku: string, quantity: number): Promise<boolean>;
  /** Empties the cart; with an id only if it is still that one. */
  clear(customer: string, id?: string): Promise<void>;
}

/** A quantity of 0 takes the product out; the last one takes the cart along. */
const PUT = `
if ARGV[2] == "0" then
  redis.call("HDEL", KEYS[1], ARGV[1])
  if redis.call("HLEN", KEYS[1]) <= 1 then redis.call("DEL", KEYS[1]) end
  return 1
end
if redis.call("HEXISTS", KEYS[1], ARGV[1]) == 0 and redis.call("HLEN", KEYS[1]) > tonumber(ARGV[4]) then return 0 end
redis.call("HSETNX", KEYS[1], "id", ARGV[3])
redis.call("HSET", KEYS[1], ARGV[1], ARGV[2])
redis.call("EXPIRE", KEYS[1], ARGV[5])
return 1`;

const CLEAR = `
if redis.call("HGET", KEYS[1], "id") == ARGV[1] then redis.call("DEL", KEYS[1]) end
return 1`;

export function redisCarts(redis: Redis): Carts {
  return {
    async get(customer) {
      const { id, ...quantities } = await redis.hGetAll(keys.cart(customer));
      if (id === undefined) return undefined;
      const items = Object.entries(quantities).map(([sku, quantity]) => ({
        sku,
        quantity: Number(quantity),
      }));
      return { id, items: items.sort((one, other) => (one.sku < other.sku ? -1 : 1)) };
    },
    async put(customer, sku, quantity) {
      const done = await redis.eval(PUT, {
        keys: [keys.cart(customer)],
        arguments: [sku, String(quantity), randomUUID(), String(MOST_ITEMS), String(lives.cart)],
      });
      return done === 1;
    },
    async clear(customer, id) {
      if (id === undefined) await redis.del(keys.cart(customer));
      else await redis.eval(CLEAR, { keys: [keys.cart(customer)], arguments: [id] });
    },
  };
}
