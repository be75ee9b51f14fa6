import { logRetentionMistakes } from "../arguments/log-retention";
import type { Mistake } from "../arguments/mistakes";
import type { SecretRotatorArgs } from "./args";

/** What AWS would refuse, or what would leave a password in place for too long. */
export function mistakes(args: SecretRotatorArgs): Mistake[] {
  const found: Mistake[] = logRetentionMistakes("logRetentionInDays", args.logRetentionInDays);
  if (!Number.isInteger(args.days) || args.days < 1 || args.days > 90) {
    const reason = `${args.days} is not allowed, 1 to 90 is: PCI DSS 8.6.3 and most audits ask for 90 days at most`;
    found.push({ propertyPath: "days", reason });
  }
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(args.functionName)) {
    const reason = `"${args.functionName}" is not allowed, up to 64 letters, digits, "-" and "_" are`;
    found.push({ propertyPath: "functionName", reason });
  }
  if (args.otherRanges?.[args.region] !== undefined) {
    const reason = `${args.region} is not allowed, other regions are: it is the rotator's own`;
    found.push({ propertyPath: "otherRanges", reason });
  }
  return found;
}
