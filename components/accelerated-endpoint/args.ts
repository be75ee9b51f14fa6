import type * as pulumi from "@pulumi/pulumi";

/** Which of a client's connections go to the same endpoint. */
export enum ClientAffinity {
  /** Each connection by itself. */
  None = "NONE",
  /** All connections from one address. */
  SourceIp = "SOURCE_IP",
}

/** Where flow logs of the accelerator go. */
export interface AcceleratorFlowLog {
  /** Bucket that AWS's log delivery may write to, such as that of a `LogArchive`. */
  bucketName: pulumi.Input<string>;
  /** Folder in the bucket, without slashes at its ends. */
  prefix: string;
}

/** What {@link AcceleratedEndpoint} takes. */
export interface AcceleratedEndpointArgs {
  /** Name of the accelerator, 1 to 64 letters, digits and hyphens. */
  resourceName: string;
  /**
   * TCP ports that it listens on. A change moves clients while it takes effect.
   * @default [443]
   */
  ports?: number[];
  /**
   * Which of a client's connections go to the same endpoint.
   * @default ClientAffinity.None
   */
  clientAffinity?: ClientAffinity;
  /**
   * Flow log of the accelerator.
   * @default none
   */
  flowLog?: AcceleratorFlowLog;
  /**
   * Whether it takes traffic.
   * @default true
   */
  enabled?: boolean;
  /**
   * Protect the accelerator against deletion by Pulumi: its addresses would be lost, which partners allow by number.
   * @default true
   */
  protect?: boolean;
}

/** How the endpoints of a region are asked whether they are well. */
export interface EndpointHealth {
  /** TCP port. Load balancers are judged by their own health checks in any case; this is for addresses and instances. */
  port: number;
  /** Path that is asked over HTTPS; without one a connection is enough. */
  path?: string;
}

/** What {@link AcceleratedRegion} takes. */
export interface AcceleratedRegionArgs {
  /** Region of the endpoints. A change replaces the group. */
  region: string;
  /** Listener of the accelerator, which another stack may own. A change replaces the group. */
  listenerArn: pulumi.Input<string>;
  /** ARNs of the load balancers that answer; the list's length has to be known. */
  endpointArns: pulumi.Input<string>[];
  /**
   * How endpoints are asked.
   * @default a connection to port 443
   */
  health?: EndpointHealth;
  /**
   * Whether endpoints see the clients' own addresses. A network load balancer needs a security group and a listener for
   * TCP for it.
   * @default true
   */
  clientIpPreservation?: boolean;
  /**
   * Percentage at first of the traffic nearest to the region that it gets. People turn it afterwards, and no deployment
   * turns it back.
   * @default 100
   */
  trafficDialPercentage?: number;
}

/** The posture unless args say otherwise; what is no argument is fixed. */
export const defaults = {
  ports: [443],
  clientAffinity: ClientAffinity.None,
  enabled: true,
  protect: true,
  healthPort: 443,
  clientIpPreservation: true,
  trafficDialPercentage: 100,
  /** Half a minute until a region is left: three checks, ten seconds apart. */
  healthCheckIntervalSeconds: 10,
  thresholdCount: 3,
} as const;
