/** What experiments are made from. `T` is a plain string or an output of one, `L` a list of them. */
export interface ExperimentParts<T, L> {
  region: string;
  otherRegion: string;
  minutes: number;
  subnetArns: L;
  databaseClusterArn: T;
  pods: { clusterName: T; namespace: string; label: string; serviceAccount: string };
  replicatedBucketArn?: T;
}

/** One experiment: what it disturbs, by which action, and how. */
export interface Experiment<T, L> {
  /** Last part of the template's name. */
  role: string;
  description: string;
  /** Id of the one action. */
  actionId: string;
  /** The action's own name for what it takes, and the type of that. */
  target: { key: string; resourceType: string; selectionMode: "ALL" | "PERCENT(50)" };
  /** What is disturbed, by ARN. Pods have none. */
  resourceArns?: L | T[];
  targetParameters?: Record<string, T | string>;
  parameters: Record<string, string>;
}

/**
 * The experiments of one region, each with one disturbance, so that what is seen has one cause. None is started by itself.
 * https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html
 */
export function experiments<T, L>(parts: ExperimentParts<T, L>): Experiment<T, L>[] {
  const { region, otherRegion, minutes, pods, replicatedBucketArn } = parts;
  const duration = `PT${minutes}M`;
  const all: Experiment<T, L>[] = [
    {
      role: "region-cut-off",
      description: `${region} loses its way to ${otherRegion} for ${minutes} minutes: pods must go on, or fail cleanly where they need a writer there.`,
      actionId: "aws:network:route-table-disrupt-cross-region-connectivity",
      target: { key: "Subnets", resourceType: "aws:ec2:subnet", selectionMode: "ALL" },
      resourceArns: parts.subnetArns,
      parameters: { duration, region: otherRegion },
    },
    {
      role: "database-failover",
      description: `The database of ${region} fails over to a reader of the region: payments must go on within a minute. Run it where the writer is.`,
      actionId: "aws:rds:failover-db-cluster",
      target: { key: "Clusters", resourceType: "aws:rds:cluster", selectionMode: "ALL" },
      resourceArns: [parts.databaseClusterArn],
      parameters: {},
    },
    {
      role: "half-the-pods",
      description: `Half the pods of the payment API in ${region} are gone at once: the others must carry the load until new ones are ready.`,
      actionId: "aws:eks:pod-delete",
      target: { key: "Pods", resourceType: "aws:eks:pod", selectionMode: "PERCENT(50)" },
      targetParameters: {
        clusterIdentifier: pods.clusterName,
        namespace: pods.namespace,
        selectorType: "labelSelector",
        selectorValue: pods.label,
      },
      // The pod that does it is as bare as those beside it: the namespace admits no other.
      parameters: { kubernetesServiceAccount: pods.serviceAccount, fisPodSecurityPolicy: "restricted" },
    },
  ];
  if (replicatedBucketArn === undefined) return all;
  return [
    ...all,
    {
      role: "site-copy-paused",
      description: `Files of the site reach ${otherRegion} late by ${minutes} minutes: the alarm on waiting copies must tell.`,
      actionId: "aws:s3:bucket-pause-replication",
      target: { key: "Buckets", resourceType: "aws:s3:bucket", selectionMode: "ALL" },
      resourceArns: [replicatedBucketArn],
      parameters: { duration, region: otherRegion },
    },
  ];
}
