import * as fs from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import {
  EdgeDistribution,
  defaults as edgeDefaults,
  GeoRestrictionType,
  OriginKind,
  type PriceClass,
} from "../../components/edge-distribution";
import { EdgeRequestLog } from "../../components/edge-request-log";
import { LogArchive } from "../../components/log-archive";
import { OriginHeader } from "../../components/origin-header";
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
  const header = originHeader(hub, copies);
  const common = {
    zoneId,
    requestLogFunctionArn: requestLog(hub)?.versionArn,
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
        viewerRequestCode: fs.readFileSync("workloads/origin-header/index.js", "utf8"),
        keyValueStoreArn: header.keyValueStoreArn,
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

/** The header by which the payment API knows that a request came through the edge, kept where each region's pods read it. */
function originHeader({ settings, names, opts }: Hub, copies: string[]): OriginHeader {
  return new OriginHeader(
    "origin-header",
    {
      region: settings.region,
      resourceName: names.originHeader,
      secretName: names.originSecret,
      keyAlias: names.key("edge-origin-header"),
      headerName: edgeDefaults.secretHeaderName,
      code: new pulumi.asset.FileArchive("workloads/origin-header-rotation"),
      replicaRegions: copies,
      rotationDays: settings.edge.api.headerRotationDays,
      protect: settings.recovery.protect,
    },
    opts,
  );
}

/** The log of the requests that reached an origin, where settings ask for one. */
function requestLog({ settings, names, opts }: Hub): EdgeRequestLog | undefined {
  const { regions, retentionDays } = settings.edge.requestLog;
  if (regions.length === 0) return undefined;
  return new EdgeRequestLog(
    "edge-requests",
    {
      functionName: names.edgeRequestLog,
      code: new pulumi.asset.FileArchive("workloads/edge-request-log"),
      logRegions: regions,
      retentionInDays: retentionDays,
    },
    opts,
  );
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
