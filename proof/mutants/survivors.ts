import type { Mutant } from "./operators/operator";

/** A change that is no mistake: which, and why it means nothing. */
export type Equivalent = readonly [
  operator: RegExp,
  type: RegExp,
  path: RegExp,
  reason: string,
  /** Which of the changes, as people read them; without it all. */
  change?: RegExp,
];

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
  [
    /^shift-number$/,
    /bucketReplicationConfig:BucketReplicationConfig$/,
    /^rules\[0\]\.priority$/,
    "the only rule of a bucket comes first with every number",
  ],
  [
    /^drop-dependency$/,
    /bucketReplicationConfig:BucketReplicationConfig$/,
    /^dependsOn$/,
    "the copies back wait for a bucket and its copies as wholes; S3 asks for the versioning alone, which a test asks for",
    /^without [a-z-]+-(alias|key|lifecycle|ownership|policy|public-access|encryption|replication-role|replication-permissions|bucket)$/,
  ],
];

/** Why a mutant that nobody caught is no mistake; undefined for one that has to be caught. */
export function explanation({
  operator,
  type,
  path,
  change,
}: Pick<Mutant, "operator" | "type" | "path" | "change">): string | undefined {
  return equivalents.find(
    ([operators, types, paths, , changes]) =>
      operators.test(operator) && types.test(type) && paths.test(path) && (changes?.test(change) ?? true),
  )?.[3];
}
