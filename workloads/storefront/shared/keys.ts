/**
 * Every key that the storefront has in Redis. The braces around the customer are a hash tag: with cluster mode all keys
 * of a customer are in one shard, so that a script may use several of them.
 * https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/#hash-tags
 */
export const keys = {
  /** Hash: quantity by sku, and the cart's own id under `id`. Thirty days after the last change it is gone. */
  cart: (customer: string) => `shop:{${customer}}:cart`,
  /** String: who works on the customer's orders. Its expiry is the longest that a worker which died holds them up. */
  lock: (customer: string) => `shop:{${customer}}:lock`,
  /** Number: one more for each holder of the lock, and so the fencing token of the newest. */
  fence: (customer: string) => `shop:{${customer}}:fence`,
  /** String, JSON: what an idempotency key stood for when the order was accepted. */
  accepted: (customer: string, order: string) => `shop:{${customer}}:accepted:${order}`,
};

/** Seconds that keys live after they were written last. */
export const lives = { cart: 2_592_000, fence: 2_592_000, accepted: 604_800 };
