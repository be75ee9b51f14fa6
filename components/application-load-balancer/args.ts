import type * as pulumi from "@pulumi/pulumi";
import type { TrafficPeer } from "../arguments/traffic";

/** From where a load balancer is reached. */
export enum Scheme {
  /** Private addresses only. */
  Internal = "internal",
  /** Public addresses, one per subnet; 3.65 USD a month each. */
  InternetFacing = "internet-facing",
}

/** A second listener, on which a deployment shows its new version before customers get it. */
export interface TestListenerArgs {
  /** TCP port, another than 443. */
  port: number;
  /** Who may connect to it, for example the group of a test function. */
  sources: TrafficPeer[];
}

/** What {@link ApplicationLoadBalancer} takes. */
export interface ApplicationLoadBalancerArgs {
  /** Region of the load balancer. A change replaces it. */
  region: string;
  /** Its name, unique in account and region: up to 32 letters, digits and "-". A change replaces it. */
  resourceName: string;
  /**
   * From where it is reached. A change replaces it.
   * @default Scheme.Internal
   */
  scheme?: Scheme;
  /** VPC of the load balancer. A change replaces it. */
  vpcId: pulumi.Input<string>;
  /** One subnet per zone, two or more: public ones if it faces the internet. */
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** Who may connect to port 443. A prefix list gets a security group of its own; a load balancer has at most five groups. */
  sources: TrafficPeer[];
  /** ARN of the certificate that is shown to clients which name no host, or none of the others. */
  certificateArn: pulumi.Input<string>;
  /**
   * ARNs of the certificates of further hosts.
   * @default []
   */
  otherCertificateArns?: pulumi.Input<string>[];
  /**
   * Name of the bucket in this region that takes the access and connection logs. Its policy lets the log delivery of
   * Elastic Load Balancing write below the prefix, and its default encryption is SSE-S3: the delivery takes no KMS key.
   * @default none: nothing is logged
   */
  logBucketName?: pulumi.Input<string>;
  /**
   * Folder of the logs in the bucket, without slashes at its ends; `/access` and `/connections` are added.
   * @default resourceName
   */
  logPrefix?: string;
  /**
   * ARN of a web ACL of this region.
   * @default none
   */
  webAclArn?: pulumi.Input<string>;
  /**
   * A listener for versions that are not released yet.
   * @default none
   */
  testListener?: TestListenerArgs;
  /**
   * TLS policy of the listeners; one with TLS 1.2 or newer only.
   * @default ELBSecurityPolicy-TLS13-1-2-2021-06
   */
  sslPolicy?: string;
  /**
   * Seconds without a byte after which a connection is closed, 1 to 4000.
   * @default 60
   */
  idleTimeoutSeconds?: number;
  /**
   * Deletion protection of AWS and of Pulumi.
   * @default true
   */
  protect?: boolean;
}

/** The posture of a load balancer unless its args say otherwise; what is no argument is fixed. */
export const defaults = {
  scheme: Scheme.Internal,
  sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
  idleTimeoutSeconds: 60,
  protect: true,
  dropInvalidHeaderFields: true,
  desyncMitigationMode: "defensive",
  enableZonalShift: true,
  /** What a request gets that no rule is for. */
  status: "404",
  strictTransportSecurity: "max-age=31536000; includeSubDomains",
} as const;
