import { randomUUID } from "node:crypto";
import { keys, lives } from "../shared/keys";
import type { Redis } from "../shared/redis";

/**
 * A customer's lock. Having it is a matter of time and so never certain; certain is only that a later holder has a higher
 * fence, by which the ledger tells who may write.
 */
export interface Lock {
  readonly customer: string;
  readonly fence: number;
  /** Whether it is still ours, and then for the whole time again. */
  extend(): Promise<boolean>;
  /** Gives it up; nothing when it is somebody else's by now. */
  release(): Promise<void>;
}

export interface Locks {
  /** The lock, or for how many seconds another worker has the customer unless it extends that. */
  acquire(customer: string): Promise<Lock | { heldFor: number }>;
  /** Lets the next fence be above one: Redis may have lost the latest when a replica took over. */
  raise(customer: string, fence: number): Promise<void>;
  /** @throws Error while Redis can't be reached */
  check(): Promise<void>;
}

const ACQUIRE = `
if not redis.call("SET", KEYS[1], ARGV[1], "NX", "PX", ARGV[2]) then return -redis.call("PTTL", KEYS[1]) end
local fence = redis.call("INCR", KEYS[2])
redis.call("EXPIRE", KEYS[2], ARGV[3])
return fence`;

const EXTEND = `
if redis.call("GET", KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call("PEXPIRE", KEYS[1], ARGV[2])`;

const RELEASE = `
if redis.call("GET", KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call("DEL", KEYS[1])`;

const RAISE = `
if tonumber(redis.call("GET", KEYS[1]) or "0") < tonumber(ARGV[1]) then
  redis.call("SET", KEYS[1], ARGV[1], "EX", ARGV[2])
end
return 1`;

/**
 * Locks in Redis.
 *
 * @param milliseconds time that a lock lasts without being extended
 */
export function redisLocks(redis: Redis, milliseconds: number): Locks {
  return {
    async acquire(customer) {
      const lockKeys = [keys.lock(customer), keys.fence(customer)];
      const owner = randomUUID();
      const own = { keys: [keys.lock(customer)], arguments: [owner] };
      const life = [String(milliseconds), String(lives.fence)];
      const fence = Number(await redis.eval(ACQUIRE, { keys: lockKeys, arguments: [owner, ...life] }));
      if (!(fence > 0)) return { heldFor: Math.ceil(-fence / 1_000) };
      return {
        customer,
        fence,
        async extend() {
          const { keys, arguments: [id = ""] = [] } = own;
          return (await redis.eval(EXTEND, { keys, arguments: [id, String(milliseconds)] })) === 1;
        },
        async release() {
          await redis.eval(RELEASE, own);
        },
      };
    },
    async raise(customer, fence) {
      await redis.eval(RAISE, {
        keys: [keys.fence(customer)],
        arguments: [String(fence), String(lives.fence)],
      });
    },
    async check() {
      await redis.get(keys.lock("nobody"));
    },
  };
}
