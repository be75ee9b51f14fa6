import type { Rule } from "../../frame/rule";
import { type JudgeOptions, judge, type TestResource } from "../../testing";

/** Everything a rule says, as `name: message` for violations and `name? reason` for what it can't tell. */
export async function said(
  rule: Rule,
  resources: readonly TestResource[],
  options: JudgeOptions = {},
): Promise<string[]> {
  const outcomes = await judge(rule, resources, options);
  return outcomes.map(({ resource, status, message }) => {
    return `${resource ?? "stack"}${status === "violation" ? ":" : "?"} ${message}`;
  });
}
