import type { Mistake } from "../arguments/mistakes";

/** A colder storage class, as S3 names it. */
export enum ColderStorage {
  StandardInfrequentAccess = "STANDARD_IA",
  IntelligentTiering = "INTELLIGENT_TIERING",
  GlacierInstantRetrieval = "GLACIER_IR",
  GlacierFlexibleRetrieval = "GLACIER",
  GlacierDeepArchive = "DEEP_ARCHIVE",
}

/** A move of objects to a colder storage class. */
export interface StorageTransition {
  /**
   * Age of an object in days. `STANDARD_IA` takes 30 or more, and 30 more before the next move; and what a class
   * is paid for at least has to be over before the next move or the end.
   */
  days: number;
  /** Storage class that objects of this age move to. */
  storageClass: ColderStorage;
}

/**
 * Classes from the warmest to the coldest, which is the only way that S3 moves objects, with the days that an object in
 * one is paid for at least, however soon it leaves.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
 */
const CLASSES: readonly [ColderStorage, number][] = [
  [ColderStorage.StandardInfrequentAccess, 30],
  [ColderStorage.IntelligentTiering, 0],
  [ColderStorage.GlacierInstantRetrieval, 90],
  [ColderStorage.GlacierFlexibleRetrieval, 90],
  [ColderStorage.GlacierDeepArchive, 180],
];

/** How long a bucket keeps what. */
export interface Retention {
  /** Days that a replaced or deleted version can still be restored. */
  noncurrentVersionExpirationDays: number;
  /** Days after which an upload that was never finished is dropped; its parts are paid for until then. */
  abortIncompleteMultipartUploadDays: number;
  /** Days after which objects are deleted; `undefined` keeps them for ever. */
  expirationDays?: number;
  /** Start of the keys whose objects `expirationDays` deletes; without it those of the whole bucket. */
  expirationPrefix?: string;
  /** Moves to colder storage, in any order. */
  transitions: readonly StorageTransition[];
}

/** One rule over the whole bucket, in the shape that S3's lifecycle configuration takes. */
export interface LifecycleRule {
  id: string;
  status: "Enabled";
  filter: Record<string, never>;
  abortIncompleteMultipartUpload: { daysAfterInitiation: number };
  noncurrentVersionExpiration: { noncurrentDays: number };
  expiration: { days: number } | { expiredObjectDeleteMarker: true };
  transitions?: StorageTransition[];
}

/** A rule that deletes the old objects of one folder. */
export interface FolderRule {
  id: string;
  status: "Enabled";
  filter: { prefix: string };
  expiration: { days: number };
}

/** The lifecycle rules of a bucket: one over all of it, and one over the folder whose objects are deleted by their age. */
export function lifecycleRules(retention: Retention): (LifecycleRule | FolderRule)[] {
  const { expirationDays: days, expirationPrefix: prefix } = retention;
  if (prefix === undefined || days === undefined) return [lifecycleRule(retention)];
  return [
    lifecycleRule({ ...retention, expirationDays: undefined }),
    { id: "old-objects", status: "Enabled", filter: { prefix }, expiration: { days } },
  ];
}

/** The rule over the whole bucket. */
export function lifecycleRule(retention: Retention): LifecycleRule {
  const { expirationDays, transitions } = retention;
  return {
    id: "retention",
    status: "Enabled",
    filter: {},
    abortIncompleteMultipartUpload: { daysAfterInitiation: retention.abortIncompleteMultipartUploadDays },
    noncurrentVersionExpiration: { noncurrentDays: retention.noncurrentVersionExpirationDays },
    // S3 takes either a number of days or the clean-up of delete markers; the days include the clean-up.
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
    expiration: expirationDays === undefined ? { expiredObjectDeleteMarker: true } : { days: expirationDays },
    ...(transitions.length > 0 && { transitions: [...transitions].sort((a, b) => a.days - b.days) }),
  };
}

/** What S3 would refuse, or what would have no effect. */
export function retentionMistakes(retention: Retention): Mistake[] {
  const found: Mistake[] = [];
  const days = (propertyPath: string, value: number, least: number) => {
    if (Number.isInteger(value) && value >= least) return;
    found.push({
      propertyPath,
      reason: `${value} is not allowed, a whole number of days from ${least} up is`,
    });
  };
  days("noncurrentVersionExpirationDays", retention.noncurrentVersionExpirationDays, 1);
  days("abortIncompleteMultipartUploadDays", retention.abortIncompleteMultipartUploadDays, 1);
  const { expirationDays } = retention;
  if (expirationDays !== undefined) days("expirationDays", expirationDays, 1);
  else if (retention.expirationPrefix !== undefined) {
    found.push({
      propertyPath: "expirationPrefix",
      reason: `"${retention.expirationPrefix}" is not allowed without expirationDays, which says when`,
    });
  }
  retention.transitions.forEach((transition, index) => {
    const path = `transitions[${index}].days`;
    days(path, transition.days, transition.storageClass === ColderStorage.StandardInfrequentAccess ? 30 : 0);
    if (expirationDays !== undefined && transition.days >= expirationDays) {
      const reason = `${transition.days} is not allowed, objects are deleted after ${expirationDays} days`;
      found.push({ propertyPath: path, reason });
    }
  });
  return found.length > 0 ? found : stayMistakes(retention);
}

/** Moves that S3 would refuse after another, and objects that would leave a class before what is paid anyway is over. */
function stayMistakes({ transitions, expirationDays, expirationPrefix }: Retention): Mistake[] {
  const steps = transitions
    .map((transition, index) => ({ ...transition, index }))
    .sort((one, other) => one.days - other.days);
  const end = expirationPrefix === undefined ? expirationDays : undefined;
  return steps.flatMap(({ days, storageClass }, at) => {
    const place = CLASSES.findIndex(([name]) => name === storageClass);
    const [, least] = CLASSES[place] ?? [storageClass, 0];
    const next = steps[at + 1];
    if (next && CLASSES.findIndex(([name]) => name === next.storageClass) <= place) {
      const reason = `${next.storageClass} is not allowed after ${storageClass}, only a colder class is`;
      return [{ propertyPath: `transitions[${next.index}].storageClass`, reason }];
    }
    const until = next?.days ?? end;
    if (until === undefined || until - days >= least) return [];
    const propertyPath = next ? `transitions[${next.index}].days` : "expirationDays";
    const reason =
      `${until} is not allowed, ${days + least} or more is: ` +
      `objects in ${storageClass} from day ${days} on are paid for ${least} days`;
    return [{ propertyPath, reason }];
  });
}
