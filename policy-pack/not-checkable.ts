/** What people ask of a policy pack that can't be told before a deployment, and why. */
export interface NotCheckable {
  /** Named like a rule. */
  readonly id: string;
  /** What would have to be known. */
  readonly reason: string;
}

/** In the order of the ids. */
export const notCheckable: readonly NotCheckable[] = [
  {
    id: "backup-vault-key-not-shared-with-workloads",
    reason:
      "Whether a workload's role can use the key of a backup vault depends on all IAM policies of its account together with the key's policy; a stack holds only some of them.",
  },
  {
    id: "s3-existing-objects-replicated",
    reason:
      "S3 replicates objects that are written after the rule exists. Whether older ones were copied by a batch job is in the bucket, not in the program.",
  },
];
