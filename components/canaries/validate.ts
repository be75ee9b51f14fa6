import { logRetentionMistakes } from "../arguments/log-retention";
import type { Mistake } from "../arguments/mistakes";
import { bucketNameMistakes } from "../private-bucket/bucket-name";
import { type CanariesArgs, defaults } from "./args";

/** Characters that Lambda takes for the environment of a function, with some room for Synthetics' own. */
const LONGEST_CHECKS = 3500;

/** What AWS would refuse, and canaries that could not fail. */
export function mistakes(args: CanariesArgs): Mistake[] {
  const found = [
    ...bucketNameMistakes("bucketName", args.bucketName),
    ...logRetentionMistakes("logRetentionInDays", args.logRetentionInDays),
  ];
  const refuse = (propertyPath: string, reason: string) => found.push({ propertyPath, reason });
  const every = args.everyMinutes ?? defaults.everyMinutes;
  if (!Number.isInteger(every) || every < 1 || every > 5) {
    refuse("everyMinutes", `${every} is not allowed, 1 to 5 is: the alarm looks at five minutes`);
  }
  if (args.canaries.length === 0) refuse("canaries", "none is not allowed, at least one canary is");
  const names = args.canaries.map(({ name }) => name);
  args.canaries.forEach(({ name, checks }, index) => {
    const path = `canaries[${index}]`;
    const full = `${args.resourceName}-${name}`;
    if (!/^[0-9a-z_-]{1,255}$/.test(full)) {
      refuse(`${path}.name`, `"${full}" is not allowed, up to 255 lower-case letters, digits, - and _ are`);
    }
    if (names.indexOf(name) !== index) refuse(`${path}.name`, `"${name}" is there twice`);
    if (checks.length === 0) {
      refuse(`${path}.checks`, "none is not allowed: a canary that checks nothing always passes");
    }
    for (const { url, status } of checks) {
      if (!url.startsWith("https://")) {
        refuse(`${path}.checks`, `"${url}" is not allowed, an address that starts with https:// is`);
      }
      if (status.length === 0) refuse(`${path}.checks`, `${url} has no status that is right, name one`);
    }
    const { length } = JSON.stringify(checks);
    if (length > LONGEST_CHECKS) {
      refuse(
        `${path}.checks`,
        `${length} characters are not allowed, up to ${LONGEST_CHECKS} are: split the canary`,
      );
    }
  });
  return found;
}
