import { matches } from "../../../policy-pack/rules/policy-documents";
import { arnParts } from "../patterns";
import type { RequestContext } from "./request";

/** Stand for `*` and `?` as they are written, in what a variable brings and in `${*}`: characters of no alphabet. */
const STAR = "\uE000";
const MARK = "\uE001";

/**
 * A pattern with its variables filled in, as `${aws:username}` and `${aws:PrincipalTag/team, 'none'}`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 *
 * @returns undefined where a variable has no value: what holds it then matches nothing
 */
export function filledIn(pattern: string, context: RequestContext): string | undefined {
  let missing = false;
  const filled = pattern.replace(
    /\$\{\s*([^},\s]+)\s*(?:,\s*'([^']*)'\s*)?\}/g,
    (_, key: string, otherwise?: string) => {
      if (/^[*?$]$/.test(key)) return literal(key);
      const [value = otherwise] = context[key.toLowerCase()] ?? [];
      if (value === undefined) missing = true;
      return literal(value ?? "");
    },
  );
  return missing ? undefined : filled;
}

/** Whether a pattern, its variables filled in, matches a value as it is. */
export function meets(pattern: string, value: string): boolean {
  return matches(pattern, literal(value));
}

/** As `meets`, for ARNs: wildcards stay inside their part. */
export function arnMeets(pattern: string, arn: string): boolean {
  if (pattern === "*") return true;
  const actual = arnParts(arn);
  return arnParts(pattern).every((part, index) => meets(part, actual[index] ?? ""));
}

/** A text in which `*` and `?` stand for themselves. */
export function literal(value: string): string {
  return value.replace(/\*/g, STAR).replace(/\?/g, MARK);
}
