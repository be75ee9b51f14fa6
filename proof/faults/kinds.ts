/** What is done to an `up`, by name. */
export const kinds = {
  engine: { group: "kill", does: "the engine is killed" },
  "engine-in-call": { group: "kill", does: "the engine is killed at a call that creates a resource" },
  program: { group: "kill", does: "the program is killed" },
  host: { group: "kill", does: "the language host is killed" },
  provider: { group: "kill", does: "a provider is killed" },
  "provider-in-call": { group: "kill", does: "the provider ends at a call that creates a resource" },
  throttle: { group: "fault", does: "all calls of a service are throttled" },
  fail: { group: "fault", does: "the n-th create fails" },
  "fail-after": { group: "fault", does: "a create succeeds and is answered with a failure" },
  "half-create": { group: "fault", does: "a resource is created and does not come up" },
  hang: { group: "fault", does: "a create hangs until it times out" },
  deleted: { group: "fault", does: "after a failure, a resource is deleted behind Pulumi's back" },
  changed: { group: "fault", does: "after a failure, a resource is changed behind Pulumi's back" },
} as const;

export type Kind = keyof typeof kinds;

/** A name as a kind; undefined for one that does not exist. */
export function kindOf(name: string): Kind | undefined {
  return Object.hasOwn(kinds, name) ? (name as Kind) : undefined;
}

/** Processes that a kill can be aimed at. */
export type Target = "engine" | "program" | "host" | "provider";

/** Which process a kind kills from outside, once a point is reached; undefined where the fault is in a call. */
export function targetOf(kind: Kind): Target | undefined {
  return kind === "engine" || kind === "program" || kind === "host" || kind === "provider" ? kind : undefined;
}

/** Whether a kind leaves the stack's lock behind, because nobody was left to give it back. */
export const leavesLock = (kind: Kind): boolean => kind === "engine" || kind === "engine-in-call";
