import { managedCachePolicies, managedOriginRequestPolicies } from "./managed-policies";
import { originIds } from "./origins";

/** A cache behaviour, in the shape that CloudFront takes; `T` is a plain id or an output of one. */
export interface Behaviour<T> {
  targetOriginId: string;
  viewerProtocolPolicy: "redirect-to-https" | "https-only";
  allowedMethods: string[];
  cachedMethods: string[];
  compress: true;
  cachePolicyId: T | string;
  originRequestPolicyId?: T | string;
  responseHeadersPolicyId: T;
  functionAssociations?: { eventType: string; functionArn: T }[];
  lambdaFunctionAssociations?: { eventType: string; lambdaArn: T; includeBody: boolean }[];
}

/** A behaviour of its own for some paths. */
export interface PathBehaviour<T> extends Behaviour<T> {
  pathPattern: string;
}

/** What every behaviour of a distribution shares. */
export interface Shared<T> {
  responseHeadersPolicyId: T;
  /** CloudFront Function that sees the viewers' requests, if any. */
  viewerRequestArn?: T;
  /** Lambda function that sees the origin's answers, if any. */
  requestLogFunctionArn?: T;
}

export const READ = ["GET", "HEAD"];
export const READ_AND_ASK = ["GET", "HEAD", "OPTIONS"];
export const ALL = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"];

/**
 * The one behaviour of a site: reads from the origin group. OPTIONS is cached, since CloudFront fails over only what
 * it may cache.
 */
export function siteBehaviour<T>(
  shared: Shared<T>,
  cachePolicyId: T,
  targetOriginId: string = originIds.group,
): Behaviour<T> {
  return {
    ...common(shared),
    targetOriginId,
    viewerProtocolPolicy: "redirect-to-https",
    allowedMethods: READ_AND_ASK,
    cachedMethods: READ_AND_ASK,
    cachePolicyId,
  };
}

/**
 * The behaviour of an API: every method, nothing cached, everything the viewer sent but its `Host`. Plain HTTP is
 * refused, not redirected: a redirected request has shown its credentials already.
 */
export function apiBehaviour<T>(shared: Shared<T>): Behaviour<T> {
  return {
    ...common(shared),
    targetOriginId: originIds.api,
    viewerProtocolPolicy: "https-only",
    allowedMethods: ALL,
    cachedMethods: READ,
    cachePolicyId: managedCachePolicies.cachingDisabled.id,
    originRequestPolicyId: managedOriginRequestPolicies.allViewerExceptHostHeader.id,
  };
}

/** The cached paths of an API: reads only, and nothing of the viewer's reaches the origin but the secret header. */
export function staticPathBehaviours<T>(
  shared: Shared<T>,
  pathPatterns: readonly string[],
  policies: { cachePolicyId: T; originRequestPolicyId: T },
): PathBehaviour<T>[] {
  return pathPatterns.map((pathPattern) => ({
    ...common(shared),
    pathPattern,
    targetOriginId: originIds.api,
    viewerProtocolPolicy: "https-only",
    allowedMethods: READ,
    cachedMethods: READ,
    ...policies,
  }));
}

/**
 * On the origin's side of the cache, because CloudFront takes no Lambda function on the viewer's side of a behaviour
 * which has a CloudFront Function there.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-functions-restrictions-all.html
 */
export function common<T>({ responseHeadersPolicyId, viewerRequestArn, requestLogFunctionArn }: Shared<T>) {
  const log = { eventType: "origin-response", includeBody: false } as const;
  const request = { eventType: "viewer-request" } as const;
  return {
    compress: true,
    responseHeadersPolicyId,
    ...(viewerRequestArn !== undefined && {
      functionAssociations: [{ ...request, functionArn: viewerRequestArn }],
    }),
    ...(requestLogFunctionArn !== undefined && {
      lambdaFunctionAssociations: [{ ...log, lambdaArn: requestLogFunctionArn }],
    }),
  } as const;
}

/**
 * Cache settings of a site's files and an API's static paths, where CloudFront's own policies don't fit: `CachingOptimized` keeps a file
 * without a `Cache-Control` header for a day, and even one with `no-cache` for a second, so that after a release
 * an old page asks for scripts which are gone. Here the file decides, and without a word of its own it is kept for
 * a minute.
 */
export const fileCache = {
  minTtl: 0,
  defaultTtl: 60,
  // A year, the longest `max-age` and `stale-if-error` that browsers honour.
  maxTtl: 31_536_000,
  parametersInCacheKeyAndForwardedToOrigin: {
    enableAcceptEncodingBrotli: true,
    enableAcceptEncodingGzip: true,
    cookiesConfig: { cookieBehavior: "none" },
    headersConfig: { headerBehavior: "none" },
    queryStringsConfig: { queryStringBehavior: "none" },
  },
};

/**
 * What the origin of a cached path of an API gets to see of a request besides its path: the header by which it knows
 * the edge, which CloudFront otherwise keeps to itself.
 */
export function staticPathRequest(secretHeaderName: string) {
  return {
    cookiesConfig: { cookieBehavior: "none" },
    headersConfig: { headerBehavior: "whitelist", headers: { items: [secretHeaderName] } },
    queryStringsConfig: { queryStringBehavior: "none" },
  };
}

/** Answers that CloudFront keeps even where nothing is cached, and that a distribution may say something about. */
const KEPT_ERRORS = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];

/**
 * No error of an API is kept either. CloudFront's own rule is ten seconds, on paths that cache nothing as well: who
 * asked for a payment a moment too early would be told for ten seconds that there is none. No page is given, so each
 * error stays what it is.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html
 */
export const uncachedErrors = KEPT_ERRORS.map((errorCode) => ({ errorCode, errorCachingMinTtl: 0 }));
