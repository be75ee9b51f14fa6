import type * as pulumi from "@pulumi/pulumi";
import {
  EdgeDistribution,
  GeoRestrictionType,
  OriginKind,
  type PriceClass,
} from "../../components/edge-distribution";
import { LogArchive } from "../../components/log-archive";
import { StaticSite } from "../../components/static-site";
import { STORAGE } from "../settings/web-app/media";
import type { App } from "./app";

/** Pictures and videos: private buckets in two regions, colder with age, which the distribution alone reads. */
export function media(
  { settings, names, opts }: App,
  zoneId: pulumi.Input<string>,
  copies: readonly string[],
) {
  const { region, media: wanted, recovery } = settings;
  const kept = { protect: recovery.protect, forceDestroy: !recovery.protect };
  const logs = new LogArchive("media-logs", { region, bucketName: names.mediaLogBucket, ...kept }, opts);
  const bucket = (inRegion: string) => ({ region: inRegion, bucketName: names.mediaBucket(inRegion) });
  const files = new StaticSite(
    "media-files",
    {
      resourceName: `${names.prefix}-media`,
      source: bucket(region),
      replicas: copies.map(bucket),
      transitions: wanted.archive.map(({ days, storage }) => ({ days, storageClass: STORAGE[storage] })),
      ...kept,
    },
    opts,
  );
  const { originAccessControlId } = files;
  const [primary, secondary] = files.origins;
  const distribution = new EdgeDistribution(
    "media",
    {
      resourceName: `${names.prefix}-media`,
      aliases: [names.mediaName],
      zoneId,
      accessLogBucketArn: logs.bucketArn,
      priceClass: wanted.priceClass as PriceClass,
      geoRestriction:
        wanted.blockedCountries.length > 0
          ? { type: GeoRestrictionType.Deny, countries: wanted.blockedCountries }
          : undefined,
      rateLimit: wanted.requestsPerFiveMinutes,
      origin: { kind: OriginKind.Site, primary, secondary, originAccessControlId },
    },
    opts,
  );
  files.allowReadFrom(distribution.distributionArn);
  return { distribution, buckets: files.origins };
}

/** The distribution and the buckets behind it. */
export type Media = ReturnType<typeof media>;
