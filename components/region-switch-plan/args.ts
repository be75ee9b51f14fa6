import type * as pulumi from "@pulumi/pulumi";

/** One of the two regions of a plan: what stands there, by name, so that the plan needs nothing of its stack. */
export interface PlanRegion {
  /** Region. */
  region: string;
  /** Set identifier of the record that answers with this region, or that leads to it through a chain of names. */
  recordSetIdentifier: string;
  /** Identifier of the region's member of the global database. */
  databaseCluster: string;
  /** Name of the region's EKS cluster. */
  cluster: string;
  /** Name of the region's function that fences the other region. */
  fenceFunction: string;
  /** Name of the region's function that says whether the region can take payments. */
  verifyFunction: string;
  /** Name of the CloudWatch alarm that says that the region can't do its work. */
  alarm: string;
}

/** What is scaled in the region that is entered. */
export interface ScaledWorkload {
  /** Kubernetes namespace. */
  namespace: string;
  /** Name of the Deployment, and of the HorizontalPodAutoscaler that owns its replicas. */
  deployment: string;
}

/** A routing control that lets traffic into a region. */
export interface RegionControl {
  /** Region. */
  region: string;
  /** ARN of its routing control. */
  arn: pulumi.Input<string>;
}

/** What {@link RegionSwitchPlan} takes. */
export interface RegionSwitchPlanArgs {
  /** Name of the plan and start of its role's name, unique in the account, up to 32 characters. A change replaces it. */
  planName: string;
  /** The home region. */
  home: PlanRegion;
  /** The failover region. */
  failover: PlanRegion;
  /** Identifier of the Aurora global database. */
  globalClusterIdentifier: string;
  /** What is scaled. */
  workload: ScaledWorkload;
  /** Hosted zone of the record. */
  zoneId: pulumi.Input<string>;
  /** Failover name whose records the plan's health checks belong to. */
  recordName: string;
  /** ARN of the IAM role that approves: its holders say go. */
  approvalRoleArn: string;
  /**
   * Routing controls that move the traffic instead of the plan's health checks, one for each of the two regions.
   * @default none: the plan's health checks
   */
  routingControls?: RegionControl[];
  /**
   * Recovery time objective in minutes; the plan's executions are measured against it.
   * @default 15
   */
  recoveryTimeObjectiveMinutes?: number;
}

/** Defaults and waiting times; a step that takes longer stops the execution, and people decide. */
export const defaults = {
  recoveryTimeObjectiveMinutes: 15,
  approvalMinutes: 30,
  fenceMinutes: 5,
  databaseMinutes: 15,
  scaleMinutes: 10,
  verifyMinutes: 10,
  trafficMinutes: 5,
  /** Pods wanted where a region is entered, in percent of those that ran in the region that is left. */
  scalePercent: 100,
  /** Share of the pods that is enough when the region that is left is lost: better slow than away. */
  ungracefulPercent: 50,
} as const;
