import type { InstanceFleetArgs } from "../instance-fleet";

/** EC2 instances on which tasks run, besides Fargate. */
export interface ClusterInstancesArgs
  extends Pick<
    InstanceFleetArgs,
    | "vpcId"
    | "subnetIds"
    | "instanceTypes"
    | "minimum"
    | "maximum"
    | "spot"
    | "imageId"
    | "volumeGigabytes"
    | "reaches"
    | "statements"
    | "maximumLifetimeDays"
    | "refreshAlarmNames"
    | "tags"
  > {
  /**
   * Percent of the instances that tasks shall fill, 1 to 100: 90 keeps a tenth free for the next task.
   * @default 90
   */
  targetCapacityPercent?: number;
}

/** What {@link ContainerCluster} takes. */
export interface ContainerClusterArgs {
  /** Region of the cluster. A change replaces it. */
  region: string;
  /** Name of the cluster and of its namespace, start of the names of logs, key and instances. A change replaces it. */
  resourceName: string;
  /**
   * Instances that tasks may run on. Fargate is always there besides, so a service moves from one to the other by its own
   * setting while it runs. Take the instances away in a later deployment than the one that moves the last service: ECS
   * keeps capacity that a service still uses.
   * @default none: Fargate only
   */
  instances?: ClusterInstancesArgs;
  /**
   * Days that logs of the cluster are kept; one of CloudWatch's numbers.
   * @default 400
   */
  logRetentionInDays?: number;
}

/** The posture of a cluster unless its args say otherwise; what is no argument is fixed. */
export const defaults = {
  targetCapacityPercent: 90,
  logRetentionInDays: 400,
  containerInsights: "enhanced",
  /** Most instances that ECS starts at once. */
  largestStep: 10,
} as const;
