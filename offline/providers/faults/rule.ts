/** What goes wrong. */
export const faults = {
  throttle: "AWS answers that calls come too fast; the provider waits and tries again, 25 times in all",
  fail: "AWS refuses the call, and nothing was done",
  "fail-after": "the call is done, but its answer is an error: the state does not know what was made",
  "half-create": "the resource is made, but does not come up: the state has it, with the error",
  hang: "no answer comes for a while, then the call gives up",
  crash: "the provider's process ends",
  die: "the engine is killed, as by a lost machine",
} as const;

export type Fault = keyof typeof faults;

/** What a call does. `call` is a function, such as `getVpc`. */
export const operations = ["create", "read", "update", "delete", "call", "any"] as const;

export type Operation = (typeof operations)[number];

/** One fault, and which calls it hits. */
export interface FaultRule {
  fault: Fault;
  operation: Operation;
  /** Type, URN, name or function token with `*` and `?`. */
  pattern: string;
  /** Only this one of the calls that fit, counted from 1; undefined hits all. */
  nth: number | undefined;
  /** How often a call is throttled before it is answered. */
  times: number;
  /** Seconds of a `hang`. */
  seconds: number;
  /** Whether `crash` and `die` come before or after the call is done. */
  when: "before" | "after";
}

/** A call as a rule sees it. */
export interface Hit {
  operation: Operation;
  /** Type or function token. */
  type: string;
  /** Empty for functions. */
  urn: string;
  /** Empty for functions. */
  name: string;
}

/** Whether a rule is about a call, leaving `nth` apart. */
export function fits({ operation, pattern }: FaultRule, hit: Hit): boolean {
  if (operation !== "any" && operation !== hit.operation) return false;
  const expression = new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replace(/\*/g, ".*")
      .replace(/\?/g, ".")}$`,
  );
  return [hit.type, hit.urn, hit.name].some((word) => word !== "" && expression.test(word));
}
