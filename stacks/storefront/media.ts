import type { PolicyStatement } from "../../components/arguments/policy-statements";
import { BucketReplication } from "../../components/bucket-replication";
import { ColderStorage } from "../../components/private-bucket";
import { ReplicatedBucket } from "../../components/replicated-bucket";
import { accountOf } from "../shared/account";
import type { Contract } from "./contract";
import type { Shop } from "./shop";

/**
 * Images and videos of a region. The stack that comes later joins its bucket with that of the home region, in both
 * directions, so that what is uploaded during an outage is there after it.
 */
export function createMedia({ settings, names, opts }: Shop, contract?: Contract): ReplicatedBucket {
  const { region, media, recovery } = settings;
  const { infrequentAccessDays, instantArchiveDays } = media;
  const move = (days: number | undefined, storageClass: ColderStorage) =>
    days === undefined ? [] : [{ days, storageClass }];
  const bucket = new ReplicatedBucket(
    "media",
    {
      region,
      bucketName: names.mediaBucket(region),
      resourceName: names.mediaRole(region),
      replicateTo: contract === undefined ? [] : [contract.media],
      noncurrentVersionExpirationDays: media.deletedDays,
      transitions: [
        ...move(infrequentAccessDays, ColderStorage.StandardInfrequentAccess),
        ...move(instantArchiveDays, ColderStorage.GlacierInstantRetrieval),
      ],
      protect: recovery.protect,
      forceDestroy: !recovery.protect,
    },
    opts,
  );
  if (contract !== undefined) {
    new BucketReplication(
      `media-from-${contract.region}`,
      {
        resourceName: names.mediaRole(contract.region),
        source: contract.media,
        destinations: [bucket.store],
        // S3 takes no rule towards a bucket that has no versions yet.
        after: [bucket],
      },
      opts,
    );
  }
  return bucket;
}

/** What mounts the bucket to read it. https://github.com/awslabs/mountpoint-s3/blob/main/doc/CONFIGURATION.md#iam-permissions */
export function mountStatements({ settings, opts }: Shop, media: ReplicatedBucket): PolicyStatement[] {
  const via = accountOf(opts).apply(({ dnsSuffix }) => `s3.${settings.region}.${dnsSuffix}`);
  return [
    { sid: "ListMedia", actions: ["s3:ListBucket"], resources: [media.arn] },
    { sid: "ReadMedia", actions: ["s3:GetObject"], resources: [media.arn.apply((arn) => `${arn}/*`)] },
    {
      sid: "DecryptMedia",
      actions: ["kms:Decrypt"],
      resources: [media.keyArn],
      conditions: { StringEquals: { "kms:ViaService": via } },
    },
  ];
}
