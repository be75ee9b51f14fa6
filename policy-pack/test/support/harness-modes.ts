/** How the harness bends rules: they never find anything, always find something, or never say that they can't tell. */
export const bends = ["silent", "loud", "sure"] as const;

/** What the harness saw of the rules. */
export interface Seen {
  /** `rule: what it printed`, where a message held a text of a resource's properties. */
  readonly printed: readonly string[];
  /** `rule: type`, where a rule asked for a type that it does not declare. */
  readonly undeclared: readonly string[];
  /** Ids of the rules of which some test saw a violation. */
  readonly violated: readonly string[];
  /** Ids of the rules of which some test saw "not evaluated". */
  readonly open: readonly string[];
}
