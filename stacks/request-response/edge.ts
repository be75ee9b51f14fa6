import * as fs from "node:fs";
import type * as pulumi from "@pulumi/pulumi";
import {
  EdgeDistribution,
  FunctionEvent,
  GeoRestrictionType,
  OriginKind,
  PathUse,
  type PriceClass,
} from "../../components/edge-distribution";
import { LogArchive } from "../../components/log-archive";
import { StaticSite } from "../../components/static-site";
import type { Flow } from "./flow";
import { EDGE_PATHS } from "./routes";

/** Folder of the site whose files have a part of their content in their names: kept for a year, at the edge and by clients. */
const HASHED_FILES = "/assets/*";

/** Name of the function that gives each address one spelling, and sends deep links to the site's page. */
const ROUTER = "router";

/** CloudFront in front of site and API: static files, answers of the API that may be kept, and everything else passing. */
export function edgeOf({ settings, names, opts }: Flow, zoneId: pulumi.Input<string>, copies: string[]) {
  const { region, edge, recovery } = settings;
  const kept = { protect: recovery.protect, forceDestroy: !recovery.protect };
  const logs = new LogArchive("edge-logs", { region, bucketName: names.accessLogBucket, ...kept }, opts);
  const bucket = (inRegion: string) => ({ region: inRegion, bucketName: names.siteBucket(inRegion) });
  const site = new StaticSite(
    "site",
    { resourceName: `${names.prefix}-site`, source: bucket(region), replicas: copies.map(bucket), ...kept },
    opts,
  );
  const { originAccessControlId } = site;
  const [primary, secondary] = site.origins;
  const functions = [ROUTER];
  const distribution = new EdgeDistribution(
    "edge",
    {
      resourceName: `${names.prefix}-edge`,
      aliases: names.siteAliases,
      zoneId,
      accessLogBucketArn: logs.bucketArn,
      priceClass: edge.priceClass as PriceClass,
      geoRestriction:
        edge.blockedCountries.length > 0
          ? { type: GeoRestrictionType.Deny, countries: edge.blockedCountries }
          : undefined,
      rateLimit: edge.requestsPerFiveMinutes,
      allowedAddresses: edge.allowedAddresses,
      deniedAddresses: edge.deniedAddresses,
      botControl: edge.botControl,
      contentSecurityPolicy:
        edge.contentSecurityPolicy ?? contentSecurityPolicy(names.apiName, names.localName),
      origin: {
        kind: OriginKind.Paths,
        origins: [
          { id: "site", primary, secondary, originAccessControlId },
          { id: "api", domainName: names.apiName },
        ],
        functions: [
          {
            name: ROUTER,
            event: FunctionEvent.ViewerRequest,
            code: fs.readFileSync("workloads/edge-router/index.js", "utf8"),
          },
        ],
        defaultRoute: { originId: "site", use: PathUse.Files, functions },
        paths: [
          { pattern: HASHED_FILES, originId: "site", use: PathUse.HashedFiles, functions },
          {
            pattern: EDGE_PATHS.cached,
            originId: "api",
            use: PathUse.CachedReads,
            cacheSeconds: edge.cacheSeconds,
            functions,
          },
          { pattern: EDGE_PATHS.uncached, originId: "api", use: PathUse.Uncached, functions },
        ],
      },
    },
    opts,
  );
  site.allowReadFrom(distribution.distributionArn);
  return { distribution, buckets: site.origins };
}

/** The distribution and the site's buckets. */
export type Edge = ReturnType<typeof edgeOf>;

/** The site loads from itself, also calls the API by its own names and S3 for uploads, and no other page frames it. */
function contentSecurityPolicy(...apiNames: string[]): string {
  return [
    "default-src 'self'",
    `connect-src 'self' ${apiNames.map((name) => `https://${name}`).join(" ")} https://*.s3-accelerate.amazonaws.com`,
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join("; ");
}
