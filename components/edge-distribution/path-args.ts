import type * as pulumi from "@pulumi/pulumi";
import type { PathRateLimit } from "../web-firewall/args";
import type { BucketOrigin, OriginKind } from "./origin-kind";

/** What is behind a path, and with it how it is cached. */
export enum PathUse {
  /** Files: read only, kept as each file says, and a minute where it says nothing. */
  Files = "files",
  /** Files whose names change with their content: read only, kept for a year at the edge and in browsers. */
  HashedFiles = "hashed-files",
  /**
   * An API: reads are kept for a short time, for each caller and query apart; writes pass. Cookies do not reach the
   * origin, since an answer made for one cookie would be given to another.
   */
  CachedReads = "cached-reads",
  /** An API: every method passes, nothing is kept. */
  Uncached = "uncached",
}

/** One or two private buckets with the same files. */
export interface BucketsOrigin {
  /** Short name by which paths choose it: letters, digits and `-`. */
  id: string;
  /** The bucket that is asked first. */
  primary: BucketOrigin;
  /**
   * The bucket, in another region, that is asked when the first fails.
   * @default none
   */
  secondary?: BucketOrigin;
  /** Origin access control that signs the requests to both. */
  originAccessControlId: pulumi.Input<string>;
}

/** A load balancer, an API or a proxy behind one DNS name, which Route 53 answers with a healthy region. */
export interface NameOrigin {
  /** Short name by which paths choose it: letters, digits and `-`. */
  id: string;
  /** The name, for example `api-origin.example.com`; the origin's certificate holds it. */
  domainName: string;
  /**
   * Seconds that CloudFront waits for an answer, 1 to 120.
   * @default 30
   */
  readTimeoutSeconds?: number;
}

/** When a CloudFront Function runs. */
export enum FunctionEvent {
  /** For each request, before the cache. */
  ViewerRequest = "viewer-request",
  /** For each answer below 400, after the cache. */
  ViewerResponse = "viewer-response",
}

/** A CloudFront Function that paths share. */
export interface EdgeFunction {
  /** Short name by which paths choose it: letters, digits and `-`. A change replaces the function. */
  name: string;
  event: FunctionEvent;
  /** Source (`cloudfront-js-2.0`), at most 10 KB. */
  code: pulumi.Input<string>;
  /**
   * ARN of the key value store that it reads, such as the one with the header by which an origin knows the edge.
   * @default none
   */
  keyValueStoreArn?: pulumi.Input<string>;
}

/** When a Lambda@Edge function runs. */
export enum LambdaEvent {
  ViewerRequest = "viewer-request",
  OriginRequest = "origin-request",
  OriginResponse = "origin-response",
  ViewerResponse = "viewer-response",
}

/** A Lambda@Edge function of a path. */
export interface EdgeLambda {
  event: LambdaEvent;
  /** ARN of the function in us-east-1, with its version. */
  functionArn: pulumi.Input<string>;
  /**
   * Whether it sees the body of requests.
   * @default false
   */
  includeBody?: boolean;
}

/** Where requests go, and how their answers are kept. */
export interface RouteArgs {
  /** Id of the origin. */
  originId: string;
  use: PathUse;
  /**
   * Seconds that a read is kept where the origin doesn't ask for less, 1 to 86,400; for {@link PathUse.CachedReads}.
   * @default 60
   */
  cacheSeconds?: number;
  /**
   * Names of the CloudFront Functions that see its requests, at most one for each event.
   * @default []
   */
  functions?: string[];
  /**
   * Lambda@Edge functions, at most one for each event. CloudFront takes none on the viewer's side beside a CloudFront Function.
   * @default []
   */
  lambdas?: EdgeLambda[];
}

/** A route for some paths. */
export interface PathArgs extends RouteArgs {
  /** Path pattern, such as `/api/*`; the first that matches decides. */
  pattern: string;
}

/** Several origins behind one name, each behind paths of its own. */
export interface PathsOriginArgs {
  kind: OriginKind.Paths;
  /** The origins, at least one. */
  origins: (BucketsOrigin | NameOrigin)[];
  /** Where everything goes that no path pattern matches. */
  defaultRoute: RouteArgs;
  /**
   * Where some paths go, the most particular first.
   * @default []
   */
  paths?: PathArgs[];
  /**
   * CloudFront Functions by their names.
   * @default []
   */
  functions?: EdgeFunction[];
  /**
   * Header that a function adds, by which origins with names know the edge; passed on for files, too.
   * @default "x-origin-verify"
   */
  secretHeaderName?: string;
  /**
   * Headers of the caller by which an API's reads are kept apart, besides `Authorization`, `Origin` and `X-Api-Key`.
   * @default []
   */
  cacheKeyHeaders?: string[];
  /**
   * Limits on parts besides the overall one; at most nine.
   * @default []
   */
  rateLimitedPaths?: PathRateLimit[];
}

/** Whether an origin is buckets, which give files and nothing else. */
export function isBuckets(origin: BucketsOrigin | NameOrigin): origin is BucketsOrigin {
  return "primary" in origin;
}
