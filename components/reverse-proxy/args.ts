import type * as pulumi from "@pulumi/pulumi";
import type { PolicyStatement } from "../arguments/policy-statements";
import { HTTPS_ANYWHERE, type TrafficTarget } from "../arguments/traffic";
import type { OriginHealthCheck } from "../health-check/args";

/** What {@link ReverseProxy} takes. */
export interface ReverseProxyArgs {
  /** Region of the proxy. A change replaces it. */
  region: string;
  /** Name of group and launch template, and alias of its disk's key, unique in account and region. A change replaces the proxy. */
  resourceName: string;
  /** VPC of the proxy. A change replaces its security group. */
  vpcId: pulumi.Input<string>;
  /** Public subnet of the proxy: the zone in which it is. */
  subnetId: pulumi.Input<string>;
  /** Types in the order of preference, all with Graviton or none; several, so that a full zone leaves a choice. */
  instanceTypes: string[];
  /** Name that the proxy answers to, in the TLS handshake and as `Host`: what Route 53 asks for at its address. */
  hostName: string;
  /**
   * Script of bash that makes the proxy out of an Amazon Linux instance. It runs as root, after the instance has taken its
   * address. Never a secret: everyone on the instance can read it.
   */
  script: pulumi.Input<string>;
  /**
   * How Route 53 asks the proxy.
   * @default every 10 seconds for /healthz/ready, 3 failures
   */
  healthCheck?: OriginHealthCheck;
  /** Name of its log group, unique in account and region. A change replaces the log. */
  logGroupName: string;
  /** Key of the log, which CloudWatch Logs may use. */
  keyArn: pulumi.Input<string>;
  /**
   * What the proxy may do besides taking its address and writing its log.
   * @default []
   */
  statements?: PolicyStatement[];
  /**
   * Whom it may call. A security group at the other end gets the rule inwards.
   * @default HTTPS to anywhere
   */
  reaches?: TrafficTarget[];
  /**
   * Size of its disk in GiB, with what it caches.
   * @default 30
   */
  volumeGigabytes?: number;
  /**
   * Days that the log is kept; one of CloudWatch's numbers.
   * @default 400
   */
  logRetentionInDays?: number;
  /**
   * Tags of group, instance, volume and network interface: the default tags of a provider do not reach them.
   * @default {}
   */
  tags?: Record<string, string>;
  /**
   * Protect the address from deletion by Pulumi: records of others, and their firewalls, may name it.
   * @default true
   */
  protect?: boolean;
}

/** The posture of a proxy unless its args say otherwise; what is no argument is fixed. */
export const defaults = {
  volumeGigabytes: 30,
  logRetentionInDays: 400,
  reaches: HTTPS_ANYWHERE,
  protect: true,
  port: 443,
  /** Instances: the address is one, too. */
  instances: 1,
} as const;
