import * as fs from "node:fs";
import type * as pulumi from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random/randomPassword";
import {
  EdgeDistribution,
  GeoRestrictionType,
  OriginKind,
  type PriceClass,
} from "../../components/edge-distribution";
import { LogArchive } from "../../components/log-archive";
import { ReplicatedSecret } from "../../components/replicated-secret";
import { StaticSite } from "../../components/static-site";
import type { Hub } from "./hub";

/** Site and API at the edge: two distributions, the site's buckets in two regions, their access logs. */
export function edgeOf(hub: Hub, zoneId: pulumi.Input<string>, copies: string[]) {
  const { settings, names, opts } = hub;
  const { region, edge, recovery } = settings;
  const kept = { protect: recovery.protect, forceDestroy: !recovery.protect };
  const logs = new LogArchive("edge-logs", { region, bucketName: names.accessLogBucket, ...kept }, opts);
  const bucket = (inRegion: string) => ({ region: inRegion, bucketName: names.siteBucket(inRegion) });
  const site = new StaticSite(
    "site",
    { resourceName: `${names.prefix}-site`, source: bucket(region), replicas: copies.map(bucket), ...kept },
    opts,
  );
  const common = {
    zoneId,
    accessLogBucketArn: logs.bucketArn,
    priceClass: edge.priceClass as PriceClass,
    geoRestriction:
      edge.blockedCountries.length > 0
        ? { type: GeoRestrictionType.Deny, countries: edge.blockedCountries }
        : undefined,
    allowedAddresses: edge.allowedAddresses,
    deniedAddresses: edge.deniedAddresses,
    botControl: edge.botControl,
  };
  const [primary, secondary] = site.origins;
  const siteEdge = new EdgeDistribution(
    "site-edge",
    {
      ...common,
      resourceName: `${names.prefix}-site`,
      aliases: names.siteAliases,
      rateLimit: edge.requestsPerFiveMinutes,
      contentSecurityPolicy: edge.contentSecurityPolicy ?? sitePolicy(names.apiName),
      origin: {
        kind: OriginKind.Site,
        primary,
        secondary,
        originAccessControlId: site.originAccessControlId,
        viewerRequestCode: fs.readFileSync("workloads/spa-router/index.js", "utf8"),
      },
    },
    opts,
  );
  site.allowReadFrom(siteEdge.distributionArn);
  const apiEdge = new EdgeDistribution(
    "api-edge",
    {
      ...common,
      resourceName: `${names.prefix}-api`,
      aliases: [names.apiName],
      rateLimit: edge.api.requestsPerFiveMinutes,
      origin: {
        kind: OriginKind.Api,
        domainName: names.apiOrigin(0),
        secretHeaderValue: originHeader(hub, copies),
        staticPaths: edge.api.cachedPaths,
        rateLimitedPaths: edge.api.rateLimits.map(({ requestsPerFiveMinutes, ...rule }) => ({
          ...rule,
          limit: requestsPerFiveMinutes,
        })),
      },
    },
    opts,
  );
  return { site: siteEdge, api: apiEdge, buckets: site.origins };
}

/** Both distributions and the site's buckets. */
export type Edge = ReturnType<typeof edgeOf>;

/** What the primary stack tells of its edge. */
export function edgeOutputs({ names }: Hub, { site, api, buckets }: Edge) {
  return {
    siteUrl: `https://${names.siteName}`,
    apiUrl: `https://${names.apiName}`,
    siteDistributionId: site.distributionId,
    apiDistributionId: api.distributionId,
    siteBuckets: buckets.map(({ bucketName }) => bucketName),
  };
}

/** The value by which the payment API knows that a request came through the edge, kept where each region's pods read it. */
function originHeader({ settings, names, opts }: Hub, copies: string[]): pulumi.Output<string> {
  const { region, recovery } = settings;
  const value = new RandomPassword("origin-header", { length: 48, special: false });
  const args = {
    region,
    secretName: names.originSecret,
    description: "Header that CloudFront sends to the payment API",
    keyAlias: names.key("edge-origin-header"),
    replicaRegions: copies,
    protect: recovery.protect,
  };
  new ReplicatedSecret("origin-header", args, value.result, opts);
  return value.result;
}

/** The site loads from itself and calls its API, and no other page frames it. */
function sitePolicy(apiName: string): string {
  return [
    "default-src 'self'",
    `connect-src 'self' https://${apiName}`,
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join("; ");
}
