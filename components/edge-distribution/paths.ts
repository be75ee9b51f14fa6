import { ALL, type Behaviour, common, fileCache, READ, READ_AND_ASK, type Shared } from "./behaviours";
import { managedCachePolicies, managedOriginRequestPolicies } from "./managed-policies";
import { type BucketsOrigin, isBuckets, type NameOrigin, PathUse, type RouteArgs } from "./path-args";

/** Seconds that an API's read is kept unless a path says otherwise. */
export const DEFAULT_CACHE_SECONDS = 60;

/** What a distribution's routes are made of; `T` is a plain id or an output of one. */
export interface RouteParts<T> {
  shared: Shared<T>;
  /** Origins by their ids. */
  origins: ReadonlyMap<string, BucketsOrigin | NameOrigin>;
  /** Functions by their names. */
  functions: ReadonlyMap<string, { event: string; arn: T }>;
  /** The function that tells browsers to keep an answer for a year; where a path needs it. */
  keepForAYearArn?: T;
  policies: {
    files(): T;
    hashedFiles(): T;
    reads(seconds: number): T;
    /** Request policy of files behind a name. */
    filesRequest(): T;
    /** Request policy of an API's cached reads. */
    readsRequest(): T;
  };
}

/** Ids of the origins that a pair of buckets makes; with one bucket the group's id is the bucket's. */
export function bucketIds({ id, secondary }: BucketsOrigin) {
  return secondary === undefined
    ? { group: id, primary: id, secondary: id }
    : { group: id, primary: `${id}-primary`, secondary: `${id}-secondary` };
}

/** The cache behaviour of a route. */
export function routeBehaviour<T>(parts: RouteParts<T>, route: RouteArgs): Behaviour<T> {
  const origin = parts.origins.get(route.originId);
  const buckets = origin !== undefined && isBuckets(origin);
  return {
    ...common(parts.shared),
    ...associations(parts, route),
    targetOriginId: route.originId,
    ...caching(parts, route, buckets),
  };
}

type Caching<T> = Pick<
  Behaviour<T>,
  "viewerProtocolPolicy" | "allowedMethods" | "cachedMethods" | "cachePolicyId" | "originRequestPolicyId"
>;

function caching<T>({ policies }: RouteParts<T>, route: RouteArgs, buckets: boolean): Caching<T> {
  switch (route.use) {
    case PathUse.Files:
    case PathUse.HashedFiles: {
      // OPTIONS is cached where there may be a group, since CloudFront fails over only what it may cache.
      const methods = buckets ? READ_AND_ASK : READ;
      return {
        viewerProtocolPolicy: "redirect-to-https",
        allowedMethods: methods,
        cachedMethods: methods,
        cachePolicyId: route.use === PathUse.Files ? policies.files() : policies.hashedFiles(),
        ...(!buckets && { originRequestPolicyId: policies.filesRequest() }),
      };
    }
    case PathUse.CachedReads:
      return {
        viewerProtocolPolicy: "https-only",
        allowedMethods: ALL,
        cachedMethods: READ,
        cachePolicyId: policies.reads(route.cacheSeconds ?? DEFAULT_CACHE_SECONDS),
        originRequestPolicyId: policies.readsRequest(),
      };
    case PathUse.Uncached:
      return {
        viewerProtocolPolicy: "https-only",
        allowedMethods: ALL,
        cachedMethods: READ,
        cachePolicyId: managedCachePolicies.cachingDisabled.id,
        originRequestPolicyId: managedOriginRequestPolicies.allViewerExceptHostHeader.id,
      };
  }
}

function associations<T>(parts: RouteParts<T>, { functions = [], lambdas = [], use }: RouteArgs) {
  const named = functions.flatMap((name) => {
    const found = parts.functions.get(name);
    return found === undefined ? [] : [{ eventType: found.event, functionArn: found.arn }];
  });
  const own =
    use === PathUse.HashedFiles && parts.keepForAYearArn !== undefined
      ? [{ eventType: "viewer-response", functionArn: parts.keepForAYearArn }]
      : [];
  const log = common(parts.shared).lambdaFunctionAssociations ?? [];
  const all = { functions: [...named, ...own], lambdas: [...lambdas.map(lambdaShape<T>), ...log] };
  return {
    ...(all.functions.length > 0 && { functionAssociations: all.functions }),
    ...(all.lambdas.length > 0 && { lambdaFunctionAssociations: all.lambdas }),
  };
}

function lambdaShape<T>({
  event,
  functionArn,
  includeBody = false,
}: NonNullable<RouteArgs["lambdas"]>[number]) {
  return { eventType: event as string, lambdaArn: functionArn as T, includeBody };
}

/** Cache settings of files that never change: whatever they say, a year. */
export const hashedFileCache = { ...fileCache, minTtl: 0, defaultTtl: fileCache.maxTtl };

/** Headers that tell who asks an API, and from which page: what one caller gets is never given to another. */
const CALLER_HEADERS = ["Authorization", "Origin", "X-Api-Key"];

/** Cache settings of an API's reads: an origin may ask for less time, and not for more. */
export function readCache(seconds: number, moreHeaders: readonly string[]) {
  return {
    minTtl: 0,
    defaultTtl: seconds,
    maxTtl: seconds,
    parametersInCacheKeyAndForwardedToOrigin: {
      enableAcceptEncodingBrotli: true,
      enableAcceptEncodingGzip: true,
      cookiesConfig: { cookieBehavior: "none" },
      headersConfig: {
        headerBehavior: "whitelist",
        headers: { items: [...CALLER_HEADERS, ...moreHeaders] },
      },
      queryStringsConfig: { queryStringBehavior: "all" },
    },
  };
}

/** What the origin of an API's cached reads sees besides: everything but the host, whose certificate is not its own, and cookies. */
export const readRequest = {
  cookiesConfig: { cookieBehavior: "none" },
  headersConfig: { headerBehavior: "allExcept", headers: { items: ["Host"] } },
  queryStringsConfig: { queryStringBehavior: "all" },
};

/**
 * Tells browsers and apps to keep a file for a year. A function and not a policy of response headers: it does not run
 * for errors, which a policy would have them keep as well.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-functions-restrictions-all.html
 */
export const KEEP_FOR_A_YEAR = `function handler(event) {
  var response = event.response;
  response.headers["cache-control"] = { value: "public, max-age=31536000, immutable" };
  return response;
}
`;
