/** Minutes of replication time control; S3 takes no other number. */
export const REPLICATION_MINUTES = 15;

/** Where a replica goes. `T` is a plain string or an output of one. */
export interface ReplicaDestination<T> {
  region: string;
  bucketArn: T;
  keyArn: T;
}

/** One replication rule, in the shape that S3 takes. */
export interface ReplicationRule<T> {
  id: string;
  status: "Enabled";
  priority: number;
  filter: Record<string, never>;
  deleteMarkerReplication: { status: "Enabled" };
  sourceSelectionCriteria: {
    sseKmsEncryptedObjects: { status: "Enabled" };
    replicaModifications: { status: "Enabled" };
  };
  destination: {
    bucket: T;
    storageClass: "STANDARD";
    encryptionConfiguration: { replicaKmsKeyId: T };
    replicationTime: { status: "Enabled"; time: { minutes: number } };
    metrics: { status: "Enabled"; eventThreshold: { minutes: number } };
  };
}

/** Name of the rule that copies to a region; CloudWatch counts by it. */
export function replicationRuleId(region: string): string {
  return `to-${region}`;
}

/**
 * One rule per replica over all objects: encrypted ones too, deletions too, with replication time control and the
 * metrics that show its lag. S3 wants a priority of its own for each rule.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-add-config.html
 */
export function replicationRules<T>(
  replicas: readonly ReplicaDestination<T>[],
  minutes: number,
): ReplicationRule<T>[] {
  const enabled = { status: "Enabled" } as const;
  return replicas.map(({ region, bucketArn, keyArn }, index) => ({
    id: replicationRuleId(region),
    status: "Enabled",
    priority: index + 1,
    filter: {},
    deleteMarkerReplication: enabled,
    sourceSelectionCriteria: { sseKmsEncryptedObjects: enabled, replicaModifications: enabled },
    destination: {
      bucket: bucketArn,
      storageClass: "STANDARD",
      encryptionConfiguration: { replicaKmsKeyId: keyArn },
      replicationTime: { ...enabled, time: { minutes } },
      metrics: { ...enabled, eventThreshold: { minutes } },
    },
  }));
}
