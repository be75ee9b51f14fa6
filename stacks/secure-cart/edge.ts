import type * as pulumi from "@pulumi/pulumi";
import {
  EdgeDistribution,
  GeoRestrictionType,
  OriginKind,
  PathUse,
  type PriceClass,
} from "../../components/edge-distribution";
import { LogArchive } from "../../components/log-archive";
import type { ReplicatedBucket } from "../../components/replicated-bucket";
import type { Cart } from "./cart";
import type { Foundation } from "./foundation";
import { bucketHost } from "./images";

/** Files that have a part of their content in their names: kept for a year, at the edge and by clients. */
const HASHED_FILES = "/assets/*";

/**
 * CloudFront in front of the buckets of both regions: the second is asked when the first fails.
 *
 * @param otherRegion region of the system's other stack, whose bucket may come later
 */
export function edgeOf(
  cart: Cart,
  { account }: Foundation,
  zoneId: pulumi.Input<string>,
  bucket: ReplicatedBucket,
  otherRegion: string | undefined,
): EdgeDistribution {
  const { settings, names, opts } = cart;
  const { region, edge, recovery } = settings;
  const logs = new LogArchive(
    "edge-logs",
    {
      region,
      bucketName: names.edgeLogBucket,
      protect: recovery.protect,
      forceDestroy: !recovery.protect,
    },
    opts,
  );
  const { originAccessControlId } = bucket;
  if (originAccessControlId === undefined) throw new Error("the home region's bucket has no access control");
  const dnsSuffix = account.apply((one) => one.dnsSuffix);
  const distribution = new EdgeDistribution(
    "edge",
    {
      resourceName: `${names.prefix}-edge`,
      aliases: [names.staticName],
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
      origin: {
        kind: OriginKind.Paths,
        origins: [
          {
            id: "images",
            primary: { region, domainName: bucket.regionalDomainName },
            secondary:
              otherRegion === undefined
                ? undefined
                : { region: otherRegion, domainName: bucketHost(cart, otherRegion, dnsSuffix) },
            originAccessControlId,
          },
        ],
        defaultRoute: { originId: "images", use: PathUse.Files },
        paths: [{ pattern: HASHED_FILES, originId: "images", use: PathUse.HashedFiles }],
      },
    },
    opts,
  );
  bucket.allowReadFrom(distribution.distributionArn);
  return distribution;
}
