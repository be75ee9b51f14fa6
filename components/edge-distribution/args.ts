import type * as pulumi from "@pulumi/pulumi";
import type { PathRateLimit } from "../web-firewall/args";
import { type BucketOrigin, OriginKind } from "./origin-kind";
import type { PathsOriginArgs } from "./path-args";

export type { PathRateLimit } from "../web-firewall/args";
export * from "./origin-kind";
export * from "./path-args";

/**
 * A static site in two buckets, or in one. There are no more, because an origin group has two members, and no methods to
 * choose, because CloudFront refuses an origin group to a behaviour that writes.
 */
export interface SiteOriginArgs {
  kind: OriginKind.Site;
  /** The bucket that is asked first. */
  primary: BucketOrigin;
  /**
   * The bucket, in another region, that is asked when the first fails.
   * @default none: the site goes down with the first bucket's region
   */
  secondary?: BucketOrigin;
  /** Origin access control that signs the requests to both. */
  originAccessControlId: pulumi.Input<string>;
  /**
   * Source of a CloudFront Function (`cloudfront-js-2.0`, at most 10 KB) that sees each request before the cache,
   * for example to serve deep links of a single-page app.
   * @default none: addresses reach the bucket as they are
   */
  viewerRequestCode?: pulumi.Input<string>;
}

/** An API behind one DNS name. It is one, because CloudFront never fails over a write. */
export interface ApiOriginArgs {
  kind: OriginKind.Api;
  /** The name that Route 53 answers with a healthy region, for example `api-origin.example.com`; its certificate holds it. */
  domainName: string;
  /**
   * Source of a CloudFront Function (`cloudfront-js-2.0`, at most 10 KB) that sees each request before the cache and
   * adds the header by which the origin knows this distribution.
   */
  viewerRequestCode: pulumi.Input<string>;
  /**
   * ARN of the key value store in which that function finds the header's value. The value is there and not in the
   * distribution, where each later update would write back the one that Pulumi knows.
   */
  keyValueStoreArn: pulumi.Input<string>;
  /**
   * Name of the header that the function adds.
   * @default "x-origin-verify"
   */
  secretHeaderName?: string;
  /**
   * Path patterns that are cached and read only, such as `/docs/*`. Nothing else is cached.
   * @default []
   */
  staticPaths?: string[];
  /**
   * Limits on parts of the API besides the overall one; at most nine.
   * @default []
   */
  rateLimitedPaths?: PathRateLimit[];
}

/** Edge locations that serve a distribution. */
export enum PriceClass {
  /** All of them. */
  All = "PriceClass_All",
  /** All but the most expensive: without South America, Australia and New Zealand. */
  Most = "PriceClass_200",
  /** The least expensive: North America, Europe and Israel. */
  Least = "PriceClass_100",
}

/** Whether a list of countries names those let in or those kept out. */
export enum GeoRestrictionType {
  AllowOnly = "whitelist",
  Deny = "blacklist",
}

/** Which countries may use a distribution. */
export interface GeoRestriction {
  type: GeoRestrictionType;
  /** ISO 3166-1 codes of two capital letters; at least one. */
  countries: string[];
}

/** A web ACL that somebody else makes. */
export interface ExistingWebAcl {
  /** ARN of the web ACL, whose scope is CloudFront. */
  arn: pulumi.Input<string>;
  /** Its name, as its metrics carry it. */
  name: string;
}

/** What EdgeDistribution takes. */
export interface EdgeDistributionArgs {
  /** Start of all names that are unique in the account. A change replaces the web ACL, its log group and the policies. */
  resourceName: string;
  /** Names that the distribution answers to; the first is the certificate's. A change replaces the certificate. */
  aliases: string[];
  /** Hosted zone of the aliases: gets their records and the certificate's. */
  zoneId: pulumi.Input<string>;
  /** What stands behind the distribution. */
  origin: SiteOriginArgs | ApiOriginArgs | PathsOriginArgs;
  /** ARN of the bucket for access logs, which lets log delivery write. */
  accessLogBucketArn: pulumi.Input<string>;
  /**
   * Content-Security-Policy of every response.
   * @default for an API nothing at all; otherwise everything from its own host and nothing framed
   */
  contentSecurityPolicy?: string;
  /**
   * Whether browsers demand HTTPS of the hosts below each alias too, for two years.
   * @default true
   */
  hstsIncludeSubdomains?: boolean;
  /**
   * Edge locations that serve the distribution.
   * @default PriceClass.All
   */
  priceClass?: PriceClass;
  /**
   * Countries that are let in or kept out.
   * @default none: every country is served
   */
  geoRestriction?: GeoRestriction;
  /**
   * Requests that one address may make in five minutes, 10 to 2,000,000,000.
   * @default 2000 for a site, 10000 otherwise: callers of an API share addresses
   */
  rateLimit?: number;
  /**
   * Web ACL of CloudFront that exists already; then the args of the distribution's own are left out.
   * @default none: the distribution has one of its own
   */
  webAcl?: ExistingWebAcl;
  /**
   * Count, instead of block, callers in other companies' data centres: partners of an API live there.
   * @default true for an API, false otherwise
   */
  admitHostingProviders?: boolean;
  /**
   * Address ranges, such as `203.0.113.0/24`, that no other rule of the web ACL holds up.
   * @default []
   */
  allowedAddresses?: string[];
  /**
   * Address ranges that are turned away.
   * @default []
   */
  deniedAddresses?: string[];
  /**
   * Adds AWS WAF Bot Control at its common level; costs 10 USD a month and by the request.
   * @default false
   */
  botControl?: boolean;
  /**
   * Days that the web ACL's log is kept; one of CloudWatch's numbers. A smaller one deletes the older entries.
   * @default 400
   */
  firewallLogRetentionInDays?: number;
  /**
   * ARN, with its version, of a Lambda function in us-east-1 that sees each answer of the origin.
   * @default none
   */
  requestLogFunctionArn?: pulumi.Input<string>;
}

const ownHostOnly =
  "default-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

/** The posture of a distribution unless its args say otherwise; what no arg names is fixed. */
export const defaults = {
  secretHeaderName: "x-origin-verify",
  priceClass: PriceClass.All,
  hstsIncludeSubdomains: true,
  botControl: false,
  // PCI DSS 10.5.1 asks for twelve months; a month more covers the audit of the twelve.
  firewallLogRetentionInDays: 400,
  minimumProtocolVersion: "TLSv1.2_2021",
  httpVersion: "http2and3",
  rateLimit: { [OriginKind.Site]: 2000, [OriginKind.Api]: 10_000, [OriginKind.Paths]: 10_000 },
  contentSecurityPolicy: {
    [OriginKind.Site]: ownHostOnly,
    [OriginKind.Api]: "default-src 'none'; frame-ancestors 'none'",
    [OriginKind.Paths]: ownHostOnly,
  },
} as const;

/** CloudFront's certificates, web ACLs, logs and functions are looked after in this region, wherever the origins are. */
export const EDGE_REGION = "us-east-1";
