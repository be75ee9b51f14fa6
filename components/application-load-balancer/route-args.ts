import type * as pulumi from "@pulumi/pulumi";

/** What a target is registered as. */
export enum TargetKind {
  /** An address, such as that of a task with an interface of its own. */
  Ip = "ip",
  /** An EC2 instance. */
  Instance = "instance",
}

/** What the load balancer speaks to targets. */
export enum TargetProtocol {
  /** In clear, behind the TLS that ends at the load balancer. */
  Http = "HTTP",
  /** TLS; the certificate of a target is not verified. */
  Https = "HTTPS",
}

/** How requests are spread over the targets. */
export enum Algorithm {
  /** One target after the other. */
  RoundRobin = "round_robin",
  /** To the target with the fewest requests under way. */
  LeastOutstandingRequests = "least_outstanding_requests",
}

/** Who moves requests from one version to the next, between two target groups. */
export enum TrafficShifter {
  /** ECS itself, in its blue/green, canary and linear deployments. */
  Ecs = "ecs",
  /** AWS CodeDeploy. */
  CodeDeploy = "code-deploy",
}

/** A header that a request has to bring, such as the secret one that only the edge knows. */
export interface RequiredHeader {
  name: string;
  /** Values of which one is right; two while a secret is rotated. */
  values: pulumi.Input<string>[];
}

/** Which requests a route takes; a request has to fit all that is given, and at least one is. */
export interface RouteConditions {
  /** Place of the rule among those of its listener, 1 to 50000, each once; the lowest that fits takes the request. */
  priority: number;
  /**
   * Paths, with `*` and `?`.
   * @default every path
   */
  pathPatterns?: string[];
  /**
   * Host names, with `*` and `?`.
   * @default every host
   */
  hostHeaders?: string[];
  /**
   * A header without which a request is not taken.
   * @default none
   */
  requiredHeader?: RequiredHeader;
}

/** How targets are asked and spread over. */
export interface TargetSettings {
  /** Path whose answer tells whether a target can work. */
  healthCheckPath: string;
  /**
   * Codes that a healthy target answers, as Elastic Load Balancing writes them: `200`, `200,204`, `200-299`.
   * @default 200
   */
  healthyCodes?: string;
  /**
   * What is spoken to targets. A change replaces the target group.
   * @default TargetProtocol.Http
   */
  protocol?: TargetProtocol;
  /**
   * How requests are spread.
   * @default Algorithm.LeastOutstandingRequests
   */
  algorithm?: Algorithm;
  /**
   * Seconds that a target which leaves may finish its requests, 0 to 3600.
   * @default 30
   */
  deregistrationSeconds?: number;
}

/** What {@link LoadBalancerRoute} takes. */
export interface LoadBalancerRouteArgs extends RouteConditions, TargetSettings {
  /** Region of the load balancer. A change replaces the route. */
  region: string;
  /** What the targets are, in the `Name` tag of the target groups. */
  resourceName: string;
  /** VPC of the targets. A change replaces the target group. */
  vpcId: pulumi.Input<string>;
  /** ARN of the listener. A change replaces the rule. */
  listenerArn: pulumi.Input<string>;
  /** What a target is registered as. A change replaces the target group. */
  targetKind: TargetKind;
  /** TCP port of the targets. A change replaces the target group. */
  port: number;
  /**
   * Who moves requests between two target groups.
   * @default none: there is one target group
   */
  shifter?: TrafficShifter;
  /**
   * ARN of the listener that shows a new version before it is released; only with a shifter.
   * @default none
   */
  testListenerArn?: pulumi.Input<string>;
}

/** The posture of a route unless its args say otherwise; what is no argument is fixed. */
export const routeDefaults = {
  healthyCodes: "200",
  protocol: TargetProtocol.Http,
  algorithm: Algorithm.LeastOutstandingRequests,
  deregistrationSeconds: 30,
  healthCheck: { interval: 15, timeout: 5, healthyThreshold: 2, unhealthyThreshold: 3 },
} as const;
