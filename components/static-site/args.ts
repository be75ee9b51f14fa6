import type { StorageTransition } from "../private-bucket/lifecycle";

/** A bucket of a site. */
export interface SiteBucket {
  /** Region of the bucket. A change replaces the bucket; upload the site again. */
  region: string;
  /** Name of the bucket, unique in all of AWS; also the alias of its key. A change replaces the bucket; upload the site again. */
  bucketName: string;
}

/** What {@link StaticSite} takes. */
export interface StaticSiteArgs {
  /** Start of the names that are unique in the account: the replication role's and the origin access control's. */
  resourceName: string;
  /** The bucket that the site is uploaded to. */
  source: SiteBucket;
  /** At least one bucket in another region; each follows the source. */
  replicas: SiteBucket[];
  /**
   * Days that a replaced or deleted file can still be restored; a smaller number deletes the older versions.
   * @default 90
   */
  noncurrentVersionExpirationDays?: number;
  /**
   * Moves of files to colder storage by their age, in each bucket. Those in `GLACIER` and `DEEP_ARCHIVE` are not served until
   * somebody restores them.
   * @default []
   */
  transitions?: StorageTransition[];
  /**
   * Protect the buckets and their keys from deletion by Pulumi.
   * @default the component's own `protect` option, else true
   */
  protect?: boolean;
  /**
   * Delete all files with the buckets; without it buckets that hold files can't be deleted.
   * @default false
   */
  forceDestroy?: boolean;
}

/** The posture of a site unless its args say otherwise. */
export const defaults = {
  noncurrentVersionExpirationDays: 90,
  protect: true,
  forceDestroy: false,
} as const;
