import type { RuleText } from "./rule";

/** Something that is wrong with what the pack was given, not with a resource. */
export interface PackFinding {
  readonly rule: RuleText;
  /** Says where, what, and what is allowed. */
  readonly message: string;
}
