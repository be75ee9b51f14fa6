import type { Mutant } from "./operators/operator";

/** A change that is no mistake: which, and why it means nothing. */
export type Equivalent = readonly [operator: RegExp, type: RegExp, path: RegExp, reason: string];

/** Mutants that survive because they change nothing that matters; each was looked at. */
export const equivalents: readonly Equivalent[] = [
  [
    /^widen-resource$/,
    /(topicPolicy:TopicPolicy|queuePolicy:QueuePolicy|vaultPolicy:VaultPolicy)$/,
    /Resource$/,
    "the policy of a topic, queue or vault counts for that one alone, whatever it names",
  ],
  [
    /^shift-number$/,
    /(lambda\/function:Function|codebuild\/project:Project)$/,
    /^(timeout|buildTimeout|queuedTimeout)$/,
    "what ends by itself is as quick as before; only what hangs is given up later",
  ],
  [
    /^flip-flag$/,
    /(codebuild\/reportGroup:ReportGroup|synthetics\/canary:Canary)$/,
    /^(deleteReports|deleteLambda)$/,
    "counts only when the stack is taken down, for what a run left behind",
  ],
];

/** A mistake that nobody catches yet, and what would. It counts as a survivor. */
export type Open = readonly [operator: RegExp, type: RegExp, path: RegExp, missing: string];

/** Survivors that are known; the tests fail on every other. */
export const open: readonly Open[] = [
  [
    /^lower-count$/,
    /metricAlarm:MetricAlarm$/,
    /^datapointsToAlarm$/,
    "how many of the periods have to be bad",
  ],
  [
    /^drop-statement$/,
    /iam\/rolePolicy:RolePolicy$/,
    /Statement/,
    "a row of who must do what, for each role",
  ],
];

/** Why a mutant that nobody caught is no mistake; undefined for one that has to be caught. */
export function explanation({
  operator,
  type,
  path,
}: Pick<Mutant, "operator" | "type" | "path">): string | undefined {
  return equivalents.find(
    ([operators, types, paths]) => operators.test(operator) && types.test(type) && paths.test(path),
  )?.[3];
}

/** Whether a survivor is one that is known. */
export function isOpen({ operator, type, path }: Pick<Mutant, "operator" | "type" | "path">): boolean {
  return open.some(
    ([operators, types, paths]) => operators.test(operator) && types.test(type) && paths.test(path),
  );
}
