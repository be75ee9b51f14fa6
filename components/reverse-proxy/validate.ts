import { logRetentionMistakes } from "../arguments/log-retention";
import type { Mistake } from "../arguments/mistakes";
import { statementMistakes } from "../arguments/policy-statements";
import { healthCheckMistakes } from "../health-check/args";
import type { ReverseProxyArgs } from "./args";

/** Statements that every proxy has. */
const OWN_STATEMENTS = ["TakeAddress", "TakeAddressItself", "WriteLog", "SessionManager"];
/** Bytes of user data that EC2 takes, less those of the part that takes the address. */
const LONGEST_SCRIPT = 16_384 - 1024;

/** What EC2 or Route 53 would refuse, and what would not start. The instances' own args are judged by their fleet. */
export function mistakes(args: ReverseProxyArgs): Mistake[] {
  const found: Mistake[] = [];
  const refuse = (propertyPath: string, reason: string) => found.push({ propertyPath, reason });
  const { hostName, script, logGroupName, statements = [] } = args;
  if (
    !/^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/.test(hostName)
  ) {
    refuse("hostName", `"${hostName}" is not allowed, a domain name in lower case is`);
  }
  if (!/^[\w./#-]{1,512}$/.test(logGroupName)) {
    refuse("logGroupName", `"${logGroupName}" is not allowed, up to 512 letters, digits and ._-/# are`);
  }
  // One that is an output is looked at by EC2.
  if (typeof script === "string") {
    const bytes = Buffer.byteLength(script);
    if (bytes > LONGEST_SCRIPT)
      refuse("script", `${bytes} bytes are not allowed, up to ${LONGEST_SCRIPT} are`);
  }
  for (const { sid } of statements) {
    if (OWN_STATEMENTS.includes(sid))
      refuse("statements", `"${sid}" is not allowed, the proxy has it itself`);
  }
  return [
    ...found,
    ...healthCheckMistakes("healthCheck", args.healthCheck ?? {}),
    ...statementMistakes("statements", statements),
    ...logRetentionMistakes("logRetentionInDays", args.logRetentionInDays),
  ];
}
