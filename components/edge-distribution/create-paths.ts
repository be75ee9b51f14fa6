import * as cloudfront from "@pulumi/aws/cloudfront";
import type * as pulumi from "@pulumi/pulumi";
import { defaults, type EdgeDistributionArgs } from "./args";
import { type Behaviour, fileCache, type Shared, staticPathRequest, uncachedErrors } from "./behaviours";
import { physicalNames } from "./names";
import { type ApiOriginShape, apiOrigin, type BucketOriginShape, bucketGroup, siteOrigins } from "./origins";
import { type EdgeFunction, isBuckets, type PathsOriginArgs, PathUse, type RouteArgs } from "./path-args";
import { pathNames } from "./path-names";
import {
  bucketIds,
  hashedFileCache,
  KEEP_FOR_A_YEAR,
  type RouteParts,
  readCache,
  readRequest,
  routeBehaviour,
} from "./paths";

type Id = pulumi.Input<string>;

/** Creates the functions and policies of a distribution with several origins, and gives the parts that hold them. */
export function createPaths(
  name: string,
  args: EdgeDistributionArgs,
  origin: PathsOriginArgs,
  shared: Shared<Id>,
  parent: pulumi.Resource,
) {
  const routes: RouteArgs[] = [origin.defaultRoute, ...(origin.paths ?? [])];
  const parts: RouteParts<Id> = {
    shared,
    origins: new Map(origin.origins.map((one) => [one.id, one])),
    functions: edgeFunctions(name, args, origin, parent),
    ...(routes.some(({ use }) => use === PathUse.HashedFiles) && {
      keepForAYearArn: keepForAYear(name, args, parent),
    }),
    policies: policies(name, args, origin, parent),
  };
  const first = parts.origins.get(origin.defaultRoute.originId);
  const hasApi = routes.some(({ use }) => use === PathUse.CachedReads || use === PathUse.Uncached);
  const groups = origin.origins.filter((one) => isBuckets(one) && one.secondary !== undefined);
  return {
    origins: origin.origins.flatMap(originShapes),
    originGroups: groups.flatMap((one) => (isBuckets(one) ? [bucketGroup(bucketIds(one))] : [])),
    defaultCacheBehavior: routeBehaviour(parts, origin.defaultRoute),
    orderedCacheBehaviors: (origin.paths ?? []).map((path): Behaviour<Id> & { pathPattern: string } => ({
      ...routeBehaviour(parts, path),
      pathPattern: path.pattern,
    })),
    ...(first && isBuckets(first) && { defaultRootObject: "index.html" }),
    ...(hasApi && { customErrorResponses: uncachedErrors }),
  };
}

function originShapes(
  origin: PathsOriginArgs["origins"][number],
): (BucketOriginShape<Id> | ApiOriginShape)[] {
  if (isBuckets(origin)) {
    const { primary, secondary, originAccessControlId } = origin;
    return siteOrigins<Id>(
      primary.domainName,
      secondary?.domainName,
      originAccessControlId,
      bucketIds(origin),
    );
  }
  const { id, domainName, readTimeoutSeconds } = origin;
  return [apiOrigin(domainName, { originId: id, originReadTimeout: readTimeoutSeconds })];
}

function edgeFunctions(
  name: string,
  args: EdgeDistributionArgs,
  { functions = [] }: PathsOriginArgs,
  parent: pulumi.Resource,
): Map<string, { event: string; arn: Id }> {
  const made = (one: EdgeFunction) =>
    new cloudfront.Function(
      `${name}-${one.name}`,
      {
        name: pathNames(args.resourceName).function(one.name),
        comment: `${one.event} of ${args.resourceName}`,
        runtime: "cloudfront-js-2.0",
        code: one.code,
        publish: true,
        ...(one.keyValueStoreArn !== undefined && { keyValueStoreAssociations: [one.keyValueStoreArn] }),
      },
      { parent },
    );
  return new Map(functions.map((one) => [one.name, { event: one.event, arn: made(one).arn }]));
}

function keepForAYear(name: string, { resourceName }: EdgeDistributionArgs, parent: pulumi.Resource): Id {
  return new cloudfront.Function(
    `${name}-keep-for-a-year`,
    {
      name: pathNames(resourceName).keepForAYear,
      comment: `Tells browsers to keep hashed files of ${resourceName}`,
      runtime: "cloudfront-js-2.0",
      code: KEEP_FOR_A_YEAR,
      publish: true,
    },
    { parent },
  ).arn;
}

/** Each policy is made when the first route needs it. */
function policies(
  name: string,
  { resourceName }: EdgeDistributionArgs,
  { secretHeaderName = defaults.secretHeaderName, cacheKeyHeaders = [] }: PathsOriginArgs,
  parent: pulumi.Resource,
): RouteParts<Id>["policies"] {
  const [names, own] = [physicalNames(resourceName), pathNames(resourceName)];
  const made = new Map<string, Id>();
  const once = (role: string, create: (logicalName: string) => { id: Id }): Id => {
    const id = made.get(role) ?? create(`${name}-${role}`).id;
    made.set(role, id);
    return id;
  };
  const cache = (
    role: string,
    physicalName: string,
    settings: typeof fileCache | ReturnType<typeof readCache>,
  ) =>
    once(role, (logicalName) => {
      const comment = `${role} of ${resourceName}`;
      return new cloudfront.CachePolicy(
        logicalName,
        { name: physicalName, comment, ...settings },
        { parent },
      );
    });
  const request = (
    role: string,
    physicalName: string,
    settings: ReturnType<typeof staticPathRequest> | typeof readRequest,
  ) =>
    once(role, (logicalName) => {
      const comment = `${role} of ${resourceName}`;
      return new cloudfront.OriginRequestPolicy(
        logicalName,
        { name: physicalName, comment, ...settings },
        { parent },
      );
    });
  return {
    files: () => cache("cache", names.cachePolicy.name, fileCache),
    hashedFiles: () => cache("hashed-cache", own.hashedFiles, hashedFileCache),
    reads: (seconds) =>
      cache(`reads-${seconds}-cache`, own.reads(seconds), readCache(seconds, cacheKeyHeaders)),
    filesRequest: () =>
      request("static-request", names.originRequestPolicy.name, staticPathRequest(secretHeaderName)),
    readsRequest: () => request("reads-request", own.readsRequest, readRequest),
  };
}
