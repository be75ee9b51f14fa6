import type * as pulumi from "@pulumi/pulumi";
import type { PolicyStatement } from "../arguments/policy-statements";
import { HTTPS_ANYWHERE, type TrafficPeer, type TrafficTarget } from "../arguments/traffic";

/** Which of AWS's images instances start from. */
export enum FleetImage {
  /** Amazon Linux 2023. */
  AmazonLinux = "amazon-linux",
  /** Amazon Linux 2023 with the agent of ECS. */
  Containers = "containers",
}

/** How much of a fleet runs on Spot instances, which EC2 takes back with two minutes' notice. */
export interface SpotShare {
  /** Instances that are on demand before the share counts. */
  onDemandBase: number;
  /** Percentage of those above the base that is Spot, 1 to 100. */
  percent: number;
}

/** How a fleet follows its load; a target of both is followed by the one that asks for more instances. */
export interface FleetScaling {
  /**
   * Average CPU in percent that is aimed at, 1 to 100.
   * @default none
   */
  cpuPercent?: number;
  /**
   * Requests a minute and instance that are aimed at; only with a load balancer.
   * @default none
   */
  requests?: RequestTarget;
}

/** Requests that each instance shall get. */
export interface RequestTarget {
  /** Requests a minute. */
  perInstance: number;
  /** Last part of the load balancer's ARN. */
  loadBalancerArnSuffix: pulumi.Input<string>;
  /** Last part of the target group's ARN. */
  targetGroupArnSuffix: pulumi.Input<string>;
}

/** What {@link InstanceFleet} takes. */
export interface InstanceFleetArgs {
  /** Region of the fleet. A change replaces it. */
  region: string;
  /** Name of group and launch template, and alias of the key, unique in account and region. A change replaces the fleet. */
  resourceName: string;
  /** VPC of the instances. A change replaces their security group. */
  vpcId: pulumi.Input<string>;
  /** Private subnets, one per zone. */
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** Types in the order of preference, all with Graviton or none. Several types, so that Spot and a full zone leave a choice. */
  instanceTypes: string[];
  /** Fewest instances. */
  minimum: number;
  /** Most instances. */
  maximum: number;
  /**
   * Instances at first; afterwards scaling decides.
   * @default minimum
   */
  desired?: number;
  /**
   * Share that runs on Spot instances.
   * @default none: all are on demand
   */
  spot?: SpotShare;
  /**
   * Image that is looked up whenever an instance starts: patches arrive with the next instance. An instance refresh that
   * fails then stops where it is: EC2 Auto Scaling rolls back to a fixed image only.
   * @default FleetImage.AmazonLinux
   */
  image?: FleetImage;
  /**
   * Id of a fixed image in place of `image`: an instance refresh that fails is rolled back, and patches are the caller's.
   * @default none
   */
  imageId?: pulumi.Input<string>;
  /**
   * Script or cloud-config that runs at an instance's first start. Never a secret: everyone on the instance can read it.
   * @default none
   */
  userData?: pulumi.Input<string>;
  /**
   * Root device of the image: an image of another vendor may have `/dev/sda1`, and its root volume is not encrypted by a wrong one.
   * @default /dev/xvda
   */
  rootDeviceName?: string;
  /**
   * Size of the root volume in GiB.
   * @default 30
   */
  volumeGigabytes?: number;
  /**
   * Network hops that the answer of the metadata service takes, 1 or 2; 2 lets containers on a bridge take the instance's role.
   * @default 1
   */
  metadataHops?: number;
  /**
   * What instances may do besides being reached by Session Manager.
   * @default []
   */
  statements?: PolicyStatement[];
  /**
   * TCP port on which the instances listen.
   * @default none
   */
  port?: number;
  /**
   * Security group of the load balancer that calls the port; its rule outwards is made too.
   * @default none
   */
  loadBalancerGroupId?: pulumi.Input<string>;
  /**
   * Who may call the port besides.
   * @default []
   */
  admits?: TrafficPeer[];
  /**
   * Whom instances may call. A security group at the other end gets the rule inwards.
   * @default HTTPS to anywhere
   */
  reaches?: TrafficTarget[];
  /**
   * Target groups in which instances register; an instance that fails their health check is replaced.
   * @default []
   */
  targetGroupArns?: pulumi.Input<string>[];
  /**
   * Seconds after its start in which an instance's health does not count.
   * @default 120
   */
  healthGraceSeconds?: number;
  /**
   * Seconds until a new instance carries load and counts in metrics.
   * @default 120
   */
  warmupSeconds?: number;
  /**
   * Seconds that an instance which is to go waits before it is terminated, 30 to 7200: for sessions and logs.
   * @default none: it goes at once
   */
  drainSeconds?: number;
  /**
   * Days after which an instance is replaced by one with the newest image, 1 to 365.
   * @default 30
   */
  maximumLifetimeDays?: number;
  /**
   * Names of CloudWatch alarms that stop an instance refresh when they go off.
   * @default []
   */
  refreshAlarmNames?: pulumi.Input<string>[];
  /**
   * How the fleet follows its load.
   * @default { cpuPercent: 60 }; none when ECS scales it
   */
  scaling?: FleetScaling;
  /**
   * Whether ECS scales the fleet: a capacity provider then decides how many instances there are and which of them go.
   * @default false
   */
  scaledByEcs?: boolean;
  /**
   * Tags of group, instances, volumes and network interfaces: the default tags of a provider do not reach them.
   * @default {}
   */
  tags?: Record<string, string>;
}

/** The posture of a fleet unless its args say otherwise; what is no argument is fixed. */
export const defaults = {
  image: FleetImage.AmazonLinux,
  rootDeviceName: "/dev/xvda",
  volumeGigabytes: 30,
  volumeType: "gp3",
  metadataHops: 1,
  httpTokens: "required",
  reaches: HTTPS_ANYWHERE,
  healthGraceSeconds: 120,
  warmupSeconds: 120,
  maximumLifetimeDays: 30,
  cpuPercent: 60,
  spotAllocation: "price-capacity-optimized",
  onDemandAllocation: "prioritized",
  /** Percent of the fleet that stay in service while instances are replaced, and that there are at most meanwhile. */
  healthy: { minimum: 100, maximum: 120 },
} as const;
