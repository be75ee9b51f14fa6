import type * as pulumi from "@pulumi/pulumi";
import { BucketReplication } from "../../components/bucket-replication";
import { ReplicatedBucket } from "../../components/replicated-bucket";
import type { Cart } from "./cart";
import type { Contract } from "./contract";

/**
 * The region's bucket of product images and scripts. The stack that comes later has both buckets follow each other, since
 * S3 takes no rule towards a bucket that is not there yet.
 *
 * @param home what the primary's contract says, in any other stack
 */
export function images({ settings, names, opts }: Cart, home?: Contract): ReplicatedBucket {
  const { region, recovery } = settings;
  const homeStore = home && { ...home.images, region: home.region };
  const bucket = new ReplicatedBucket(
    "images",
    {
      region,
      bucketName: names.imageBucket(region),
      resourceName: names.imageRole(region),
      replicateTo: homeStore ? [homeStore] : [],
      readByDistribution: true,
      originAccessName: homeStore ? undefined : `${names.prefix}-images`,
      protect: recovery.protect,
      forceDestroy: !recovery.protect,
    },
    opts,
  );
  if (homeStore !== undefined) {
    new BucketReplication(
      `images-from-${homeStore.region}`,
      {
        resourceName: names.imageRole(homeStore.region),
        source: homeStore,
        destinations: [bucket.store],
        after: [bucket],
      },
      opts,
    );
  }
  return bucket;
}

/** DNS name of a region's bucket, told by its name: the distribution waits for no other stack. */
export function bucketHost(
  { names }: Cart,
  region: string,
  dnsSuffix: pulumi.Output<string>,
): pulumi.Output<string> {
  return dnsSuffix.apply((suffix) => `${names.imageBucket(region)}.s3.${region}.${suffix}`);
}
