import type * as pulumi from "@pulumi/pulumi";
import type { Addon } from "./addon-versions";

/** A managed node group over all zones. */
export interface NodeGroup {
  /**
   * Instance types of one processor and one size; EKS takes the first that it can have. A change replaces the group,
   * the new one first.
   * @default ["m7g.xlarge", "m6g.xlarge"]
   */
  instanceTypes?: string[];
  /**
   * Nodes that are always there.
   * @default 3
   */
  minimum?: number;
  /**
   * Nodes at most.
   * @default 30
   */
  maximum?: number;
}

/** A role that may scale workloads, and nothing else. */
export interface ScalingRole {
  /** ARN of the role. It has to be there before the cluster lets it in. */
  arn: pulumi.Input<string>;
  /** Namespaces of the workloads. */
  namespaces: string[];
}

/** What {@link PaymentCluster} takes. */
export interface PaymentClusterArgs {
  /**
   * Region of the cluster and its load balancer. A change replaces both. It has to be the region of the AWS provider as
   * well: the EKS component takes no region of its own.
   */
  region: string;
  /** VPC of both. A change replaces both. */
  vpcId: pulumi.Input<string>;
  /** Private subnets of the nodes, in two zones or more. */
  privateSubnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** Public subnets of the load balancer, one per zone. */
  publicSubnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** Zones of the load balancer, as many as there are public subnets; each gets a fixed address. */
  zoneCount: number;
  /** Name of the EKS cluster, unique in account and region, up to 100 characters. A change replaces the cluster. */
  clusterName: string;
  /** Name of the load balancer, unique in account and region, up to 32 characters. A change replaces it and its DNS name. */
  loadBalancerName: string;
  /** Name of the target group, unique in account and region, up to 32 characters. A change replaces it. */
  targetGroupName: string;
  /** Kubernetes version, such as `1.34`. A step of one minor version at a time is an update in place. */
  version: string;
  /** ARNs of the IAM roles that administer the cluster. Nobody else does, not even who creates it. */
  administrators: string[];
  /**
   * Roles of Region switch plans that may scale workloads in the cluster, by a name of their own each.
   * @default {} (none)
   */
  scalingRoles?: Record<string, ScalingRole>;
  /** Certificate of the load balancer's names, in its region. */
  certificateArn: pulumi.Input<string>;
  /**
   * Port on which the pods speak TLS. A change replaces the target group: give it another name in the same step.
   * @default 8443
   */
  targetPort?: number;
  /**
   * Path that the load balancer requests over HTTPS to tell a healthy pod.
   * @default "/healthz"
   */
  healthCheckPath?: string;
  /**
   * Node pools that EKS Auto Mode runs. Not together with `nodes`.
   * @default ["general-purpose", "system"]
   */
  nodePools?: string[];
  /**
   * A managed node group instead of Auto Mode. Its size is the Cluster Autoscaler's, which runs in the cluster.
   * @default none: Auto Mode
   */
  nodes?: NodeGroup;
  /**
   * Versions of add-ons, such as `{ "metrics-server": "v0.9.0-eksbuild.5" }`.
   * @default those of `addon-versions.ts` for the version of Kubernetes
   */
  addonVersions?: Partial<Record<Addon, string>>;
  /**
   * Days that logs of control plane, nodes and pods are kept; one of CloudWatch's numbers.
   * @default 365
   */
  logRetentionInDays?: number;
  /**
   * Protect cluster, load balancer and addresses against deletion, in Pulumi and in AWS.
   * @default true
   */
  protect?: boolean;
}

/** The posture of a cluster unless its args say otherwise. */
export const defaults = {
  targetPort: 8443,
  healthCheckPath: "/healthz",
  nodePools: ["general-purpose", "system"],
  nodes: { instanceTypes: ["m7g.xlarge", "m6g.xlarge"], minimum: 3, maximum: 30 },
  logRetentionInDays: 365,
  protect: true,
  /** Seconds that a pod on its way out still answers what it has begun. */
  deregistrationDelay: 30,
  /** TLS 1.2 with forward secrecy, or 1.3. */
  sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
  logTypes: ["api", "audit", "authenticator", "controllerManager", "scheduler"],
} as const;
