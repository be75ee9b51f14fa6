import type * as pulumi from "@pulumi/pulumi";

/** A limit on one part of an API or site. */
export interface PathRateLimit {
  /** Name of the rule in logs and metrics: letters, digits, `-` and `_`. */
  name: string;
  /** Start of the path, in lower case, for example `/v1/login`. */
  pathPrefix: string;
  /** Requests that one address may make in five minutes, 10 to 2,000,000,000. */
  limit: number;
}

/** Something of the region that a web ACL guards. */
export interface GuardedResource {
  /** Short name, unique among them, for example `api`. A change replaces the association. */
  name: string;
  /** ARN of an application load balancer, a stage of API Gateway, a Cognito user pool or an AppSync API. */
  arn: pulumi.Input<string>;
}

/** What {@link WebFirewall} takes. */
export interface WebFirewallArgs {
  /** Region of what is guarded. A change replaces all of it. */
  region: string;
  /** Start of all names, unique in account and region. A change replaces the web ACL and its log group. */
  resourceName: string;
  /**
   * What the web ACL guards; each has one web ACL at most. More may be associated elsewhere by the web ACL's ARN.
   * @default []
   */
  guarded?: GuardedResource[];
  /**
   * Requests that one address may make in five minutes, 10 to 2,000,000,000.
   * @default 10000
   */
  rateLimit?: number;
  /**
   * Limits on parts besides the overall one; at most nine.
   * @default []
   */
  rateLimitedPaths?: PathRateLimit[];
  /**
   * Address ranges, such as `203.0.113.0/24`, that no other rule holds up.
   * @default []
   */
  allowedAddresses?: string[];
  /**
   * Address ranges that are turned away.
   * @default []
   */
  deniedAddresses?: string[];
  /**
   * Header in which a proxy in front, such as a CloudFront function, tells the caller's address. Behind CloudFront it is
   * needed, or all callers of an edge location are counted as one. A caller can make up the first address of
   * `X-Forwarded-For`; a header that the proxy overwrites is safe.
   * @default none: the address of the connection counts
   */
  clientAddressHeader?: string;
  /**
   * Count, instead of block, callers in other companies' data centres: partners of an API live there.
   * @default true
   */
  admitHostingProviders?: boolean;
  /**
   * Adds AWS WAF Bot Control at its common level; costs 10 USD a month and by the request.
   * @default false
   */
  botControl?: boolean;
  /**
   * Days that the web ACL's log is kept; one of CloudWatch's numbers. A smaller one deletes the older entries.
   * @default 400
   */
  logRetentionInDays?: number;
}

/** The posture of a web ACL unless its args say otherwise; the groups of managed rules are fixed. */
export const defaults = {
  rateLimit: 10_000,
  admitHostingProviders: true,
  botControl: false,
  // PCI DSS 10.5.1 asks for twelve months; a month more covers the audit of the twelve.
  logRetentionInDays: 400,
} as const;
