import type { SourceMistake } from "./places";

/** A change of the code that is no mistake: where, and why it means nothing. */
type Equivalent = readonly [operator: RegExp, file: RegExp, change: RegExp, reason: string];

/** Changes that survive because they change nothing that matters; each was looked at. */
const equivalents: readonly Equivalent[] = [
  [
    /^drop-argument$/,
    /./,
    /^without (mapPublicIpOnLaunch: false|isIpv6Enabled: false|forceDestroy: false|inverted: false)$/,
    "AWS and its provider take the same without a word",
  ],
];

/** Why a change that nobody caught is no mistake; undefined for one that has to be caught. */
export function explanationOf({ operator, file, change }: SourceMistake): string | undefined {
  return equivalents.find(
    ([operators, files, changes]) => operators.test(operator) && files.test(file) && changes.test(change),
  )?.[3];
}
