import type * as pulumi from "@pulumi/pulumi";

/** Pods that an experiment may delete. */
export interface ExposedPods {
  /** Name of the EKS cluster. */
  clusterName: pulumi.Input<string>;
  /** Its ARN. */
  clusterArn: pulumi.Input<string>;
  /**
   * Namespace of the pods, and of the service account that deletes them.
   * @default "payments"
   */
  namespace?: string;
  /**
   * Label of the pods, as `key=value`.
   * @default "app.kubernetes.io/name=payment-api"
   */
  label?: string;
}

/** What {@link FaultExperiments} takes. */
export interface FaultExperimentsArgs {
  /** Region of what is disturbed. */
  region: string;
  /** Start of all names, unique in account and region: up to 200 characters. A change replaces log and key. */
  resourceName: string;
  /** Region that this one is cut off from. */
  otherRegion: string;
  /** ARNs of metric alarms of the region, one to five, of which each ends an experiment at once. */
  stopAlarmArns: pulumi.Input<string>[];
  /** Ids of the subnets that are cut off. */
  subnetIds: pulumi.Input<string[]>;
  /** ARN of the region's Aurora cluster, which fails over to a reader of the region. */
  databaseClusterArn: pulumi.Input<string>;
  /** Pods of which half are deleted. */
  pods: ExposedPods;
  /**
   * ARN of a bucket whose copying to `otherRegion` is paused.
   * @default none: there is no such experiment
   */
  replicatedBucketArn?: pulumi.Input<string>;
  /**
   * Minutes that a disturbance lasts, 1 to 60.
   * @default 10
   */
  minutes?: number;
  /**
   * Days that the log of experiments is kept; one of CloudWatch's numbers.
   * @default 365
   */
  logRetentionInDays?: number;
}

/** The posture of experiments unless their args say otherwise. */
export const defaults = {
  minutes: 10,
  logRetentionInDays: 365,
  namespace: "payments",
  label: "app.kubernetes.io/name=payment-api",
  /** Kubernetes user of the experiments' role, and service account of the pod that deletes pods. */
  kubernetesUser: "fault-experiments",
} as const;
