import type { ReportViolation } from "@pulumi/policy";
import type { Level, RuleText } from "./rule";

/** What the engine shows and, for `mandatory`, stops at. */
export interface Finding {
  readonly rule: RuleText;
  readonly level: Exclude<Level, "disabled">;
  readonly message: string;
  /** The resource; without one the finding is about the stack. */
  readonly urn?: string;
}

/**
 * Reports under a rule's own name, level and severity, whichever policy is running.
 *
 * `@pulumi/policy` 1.21 takes an object for this but declares only `(message, urn)`, hence the one cast. An SDK that
 * does not know the object makes a text of it: then `toString` gives the rule and the message, under the name and
 * level of the running policy.
 */
export function report(reportViolation: ReportViolation, { rule, level, message, urn }: Finding): void {
  const violation = {
    name: rule.id,
    description: rule.title,
    severity: rule.severity,
    enforcementLevel: level,
    message,
    urn,
    toString: () => `${rule.id}: ${message}`,
  };
  reportViolation(violation as unknown as string, urn);
}
