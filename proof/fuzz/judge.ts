import { checkSettings } from "../../stacks/settings/check";
import type { Mistake } from "../../stacks/settings/mistake";
import { type Sibling, siblingOf } from "../../stacks/settings/stack-files";
import type { StackSet } from "./stack-set";

/** What the settings of a stack are told. */
export interface Verdict {
  stack: string;
  mistakes: Mistake[];
}

/** What every stack of a system is told of its settings, as `pulumi up` would tell it; without any engine. */
export function judge({ stacks }: StackSet): Verdict[] {
  return stacks.map(({ stack, raw }) => {
    const others = stacks.filter((other) => other.stack !== stack);
    const siblingsOf = (own: { system: string; environment: string }): Sibling[] =>
      others
        .filter(({ raw: other }) => other.system === own.system && other.environment === own.environment)
        .map((other) => siblingOf(other.stack, other.raw));
    return { stack, mistakes: checkSettings(raw, siblingsOf).mistakes };
  });
}

/** Whether every stack's settings are right. */
export function isValid(set: StackSet): boolean {
  return judge(set).every(({ mistakes }) => mistakes.length === 0);
}
