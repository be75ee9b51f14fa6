import type { Mistake } from "../arguments/mistakes";
import { bucketNameMistakes } from "../private-bucket/bucket-name";
import { ColderStorage, retentionMistakes, type StorageTransition } from "../private-bucket/lifecycle";
import { defaults, type UploadBucketArgs } from "./args";

/** What S3 would refuse, or what would let more in than uploads. */
export function mistakes(args: UploadBucketArgs): Mistake[] {
  const found = [...bucketNameMistakes("bucketName", args.bucketName), ...lifecycleMistakes(args)];
  const wrong = (propertyPath: string, value: unknown, allowed: string) =>
    found.push({ propertyPath, reason: `${JSON.stringify(value)} is not allowed, ${allowed}` });
  args.origins?.forEach((origin, index) => {
    if (!/^https:\/\/[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/.test(origin)) {
      wrong(`origins[${index}]`, origin, "an origin such as https://www.example.com is, without a path");
    }
  });
  const { presignedSeconds, archiveAfterDays, deepArchiveAfterDays } = args;
  if (presignedSeconds !== undefined && !within(presignedSeconds, 60, 604_800)) {
    wrong("presignedSeconds", presignedSeconds, "60 to 604800 is");
  }
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_Tiering.html
  if (archiveAfterDays !== undefined && !within(archiveAfterDays, 90, 730)) {
    wrong("archiveAfterDays", archiveAfterDays, "90 to 730 is");
  }
  if (deepArchiveAfterDays !== undefined && !within(deepArchiveAfterDays, 180, 730)) {
    wrong("deepArchiveAfterDays", deepArchiveAfterDays, "180 to 730 is");
  } else if (deepArchiveAfterDays !== undefined && deepArchiveAfterDays <= (archiveAfterDays ?? 0)) {
    wrong(
      "deepArchiveAfterDays",
      deepArchiveAfterDays,
      `more than archiveAfterDays, ${archiveAfterDays}, is`,
    );
  }
  return found;
}

/** Every object begins in Intelligent-Tiering; what the args add comes after. */
export function transitionsOf({ transitions = [] }: UploadBucketArgs): StorageTransition[] {
  return [...transitions, { days: 0, storageClass: ColderStorage.IntelligentTiering }];
}

/** The paths are those of the args, since the first move is put behind them. */
function lifecycleMistakes(args: UploadBucketArgs): Mistake[] {
  return retentionMistakes({
    noncurrentVersionExpirationDays: 1,
    abortIncompleteMultipartUploadDays:
      args.abortIncompleteMultipartUploadDays ?? defaults.abortIncompleteMultipartUploadDays,
    expirationDays: args.expirationDays,
    transitions: transitionsOf(args),
  });
}

const within = (value: number, least: number, most: number): boolean =>
  Number.isInteger(value) && value >= least && value <= most;
