import type * as pulumi from "@pulumi/pulumi";
import type { RouteConditions, TargetSettings } from "../application-load-balancer";
import type { PolicyStatement } from "../arguments/policy-statements";
import { HTTPS_ANYWHERE, type TrafficPeer, type TrafficTarget } from "../arguments/traffic";
import { DeploymentKind, Releaser, type ServiceDeployment, type ServiceScaling } from "./change-args";

export * from "./change-args";

/** Processors that a container's image is built for. */
export enum Architecture {
  /** Graviton; the same work for a fifth less. */
  Arm64 = "ARM64",
  X86 = "X86_64",
}

/** The way in through an application load balancer. */
export interface ServiceEntrance extends RouteConditions, TargetSettings {
  /** ARN of the listener. */
  listenerArn: pulumi.Input<string>;
  /** Security group of the load balancer; the rules at both ends are made here. */
  loadBalancerGroupId: pulumi.Input<string>;
  /** Last part of the load balancer's ARN. */
  loadBalancerArnSuffix: pulumi.Input<string>;
  /**
   * ARN of a listener that shows a new version before customers get it; not with rolling deployments.
   * @default none
   */
  testListenerArn?: pulumi.Input<string>;
}

/** What other services of a namespace see. */
export interface ConnectServer {
  /** Name by which they call the service. */
  dnsName: string;
  /** Port at which they call it. */
  port: number;
}

/** TLS between the proxies of Service Connect. */
export interface ConnectTls {
  /**
   * ARN of a private certificate authority, best one in short-lived mode (50 USD a month; 400 otherwise): ECS asks it for a
   * certificate of seven days and renews it every five.
   */
  certificateAuthorityArn: pulumi.Input<string>;
}

/** Calls between services by name, through a proxy beside each task. */
export interface ServiceConnect {
  /** ARN of the namespace. */
  namespaceArn: pulumi.Input<string>;
  /**
   * What the service offers to others.
   * @default nothing: it only calls
   */
  server?: ConnectServer;
  /**
   * Encryption of calls to this service, of which neither side knows anything.
   * @default none: in clear within the VPC
   */
  tls?: ConnectTls;
}

/** What {@link ContainerService} takes. */
export interface ContainerServiceArgs {
  /** Region of the service. A change replaces it. */
  region: string;
  /** Name of service and task family, part of the names of log and alarms, once in its cluster. A change replaces the service. */
  resourceName: string;
  /** ARN of the cluster. A change replaces the service. */
  clusterArn: pulumi.Input<string>;
  /** Name of the cluster. */
  clusterName: pulumi.Input<string>;
  /** ARN of the key of the log, which CloudWatch Logs may use. */
  kmsKeyArn: pulumi.Input<string>;
  /** VPC of the tasks. A change replaces their security group. */
  vpcId: pulumi.Input<string>;
  /** Private subnets of the tasks, one per zone. */
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;

  /** Image with its digest, or with a tag that is not `latest`. */
  image: pulumi.Input<string>;
  /** CPU of a task in units of 1/1024 of a processor; one of Fargate's sizes. */
  cpu: number;
  /** Memory of a task in MiB; one that Fargate has for the CPU. */
  memory: number;
  /**
   * Processor of the image.
   * @default Architecture.Arm64
   */
  architecture?: Architecture;
  /**
   * TCP port on which the container listens.
   * @default none: it only calls
   */
  port?: number;
  /**
   * What runs in place of the image's own command.
   * @default the image's
   */
  command?: string[];
  /**
   * User and group of the process, as numbers; never root.
   * @default 1000:1000
   */
  user?: string;
  /**
   * Folders that the container may write to, empty at its start; the rest of its file system is read only.
   * @default [/tmp]
   */
  writablePaths?: string[];
  /**
   * Environment of the container. Never a secret.
   * @default {}
   */
  environment?: Record<string, pulumi.Input<string>>;
  /**
   * Secrets that ECS puts into the environment: ARN of a secret of Secrets Manager (with `:key::` at its end for one key of it)
   * or of a parameter.
   * @default {}
   */
  secrets?: Record<string, pulumi.Input<string>>;
  /**
   * ARNs of the customer-managed keys of these secrets.
   * @default []
   */
  secretKeyArns?: pulumi.Input<string>[];
  /**
   * Command in the container whose success says that it is healthy, for example `["CMD", "node", "health.js"]`.
   * @default none
   */
  healthCheckCommand?: string[];
  /**
   * Seconds that the container may take to end by itself, 2 to 120.
   * @default 30
   */
  stopSeconds?: number;
  /**
   * What the code may do.
   * @default []
   */
  statements?: PolicyStatement[];
  /**
   * Start of the names of its roles, to which `-task` and `-execution` are added, unique in the account; for whoever passes
   * the roles on without being told their ARNs. A change replaces the roles.
   * @default none: the names are made up
   */
  roleName?: string;
  /**
   * Whether a collector of OpenTelemetry runs beside the container and hands its traces to X-Ray.
   * @default true
   */
  tracing?: boolean;
  /**
   * Image of the collector, with its digest or a tag that is not `latest`.
   * @default AWS's distribution for OpenTelemetry
   */
  tracingImage?: string;

  /**
   * Name of a capacity provider with EC2 instances to run on.
   * @default none: Fargate
   */
  instanceProviderName?: pulumi.Input<string>;
  /**
   * Percentage of the tasks that run on Fargate Spot, 0 to 99; the first task is always on demand.
   * @default 0
   */
  spotPercent?: number;
  /** Tasks; with scaling only those at first. */
  desiredCount: number;
  /**
   * How many tasks there are under load.
   * @default none: always desiredCount
   */
  scaling?: ServiceScaling;
  /**
   * How versions change.
   * @default rolling, by the program
   */
  deployment?: ServiceDeployment;
  /**
   * Topic of the region that hears of the service's errors.
   * @default none: only deployments look at them
   */
  topicArn?: pulumi.Input<string>;

  /**
   * The way in through an application load balancer.
   * @default none
   */
  entrance?: ServiceEntrance;
  /**
   * ARNs of target groups of other load balancers, such as a network load balancer, in which tasks register with their port.
   * @default []
   */
  otherTargetGroupArns?: pulumi.Input<string>[];
  /**
   * Who may call the port besides the entrance.
   * @default []
   */
  admits?: TrafficPeer[];
  /**
   * Whom tasks may call. A security group at the other end gets the rule inwards.
   * @default HTTPS to anywhere
   */
  reaches?: TrafficTarget[];
  /**
   * Calls between services by name.
   * @default none
   */
  serviceConnect?: ServiceConnect;
  /**
   * Days that the log is kept; one of CloudWatch's numbers.
   * @default 400
   */
  logRetentionInDays?: number;
}

/** The posture of a service unless its args say otherwise; what is no argument is fixed. */
export const defaults = {
  architecture: Architecture.Arm64,
  user: "1000:1000",
  writablePaths: ["/tmp"],
  stopSeconds: 30,
  tracing: true,
  tracingImage: "public.ecr.aws/aws-observability/aws-otel-collector:v0.43.3",
  spotPercent: 0,
  deployment: {
    kind: DeploymentKind.Rolling,
    releasedBy: Releaser.Program,
    bakeMinutes: 5,
    stepPercent: 10,
    stepMinutes: 5,
    errorPercent: 5,
  },
  upCooldownSeconds: 60,
  downCooldownSeconds: 300,
  reaches: HTTPS_ANYWHERE,
  logRetentionInDays: 400,
  /** Percent of the tasks that stay in service while versions change, and that there are at most meanwhile. */
  healthy: { minimum: 100, maximum: 200 },
  healthGraceSeconds: 60,
  readonlyRootFilesystem: true,
} as const;
