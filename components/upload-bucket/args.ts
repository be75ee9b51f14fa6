import type { StorageTransition } from "../private-bucket";

/** What {@link UploadBucket} takes. */
export interface UploadBucketArgs {
  /** Region of the bucket. A change replaces it and loses its objects. */
  region: string;
  /** Name of the bucket, unique in all of AWS; also the alias of its key. A change replaces it and loses its objects. */
  bucketName: string;
  /**
   * Uploads through the edge location that is nearest to the client, for a charge by the gigabyte.
   * @default true
   */
  accelerate?: boolean;
  /**
   * Origins of the pages that may upload, for example `https://www.example.com`.
   * @default []: browsers may not; programs may all the same
   */
  origins?: string[];
  /**
   * Seconds for which a presigned address may be good at most, whatever its maker says: 60 to 604,800.
   * @default 900
   */
  presignedSeconds?: number;
  /**
   * Days without use after which Intelligent-Tiering archives an object, 90 to 730. Whoever asks for it then has to
   * restore it first, which takes hours.
   * @default none: every object is answered at once
   */
  archiveAfterDays?: number;
  /**
   * Days without use after which Intelligent-Tiering archives an object deeply, 180 to 730.
   * @default none
   */
  deepArchiveAfterDays?: number;
  /**
   * Moves to colder storage by age. Objects begin in Intelligent-Tiering anyway.
   * @default []
   */
  transitions?: StorageTransition[];
  /**
   * Days after which objects are deleted.
   * @default none: objects stay
   */
  expirationDays?: number;
  /**
   * Days after which an unfinished multipart upload is dropped.
   * @default 1
   */
  abortIncompleteMultipartUploadDays?: number;
  /**
   * Tell EventBridge of each object that comes, goes or is moved.
   * @default true
   */
  events?: boolean;
  /**
   * Protect bucket and key from deletion by Pulumi.
   * @default true
   */
  protect?: boolean;
  /**
   * Delete all objects with the bucket; without it a bucket that holds objects can't be deleted.
   * @default false
   */
  forceDestroy?: boolean;
}

/** The posture of a bucket for uploads unless its args say otherwise. */
export const defaults = {
  accelerate: true,
  presignedSeconds: 900,
  abortIncompleteMultipartUploadDays: 1,
  events: true,
  protect: true,
  forceDestroy: false,
  /** Seconds for which a browser remembers what it may do. */
  corsMaxAgeSeconds: 3000,
} as const;
