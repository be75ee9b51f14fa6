import type * as pulumi from "@pulumi/pulumi";

/** What {@link OriginHeader} takes. */
export interface OriginHeaderArgs {
  /** Region of the secret and of the function that rotates it. A change replaces both. */
  region: string;
  /** Start of the names of function, store and role, unique in the account. A change replaces the store and its value. */
  resourceName: string;
  /** Name of the secret, equal in every region. A change replaces it. */
  secretName: string;
  /** Alias of the secret's keys, one per region, without `alias/`. */
  keyAlias: string;
  /** Name of the header, in lower case; also the key in the store. */
  headerName: string;
  /** The rotation function: an archive whose `index.handler` Secrets Manager calls. */
  code: pulumi.asset.Archive;
  /**
   * Regions that get a replica of the secret, without its own.
   * @default []
   */
  replicaRegions?: string[];
  /**
   * Days between two rotations, 1 to 90. A value is taken for two of them.
   * @default 30
   */
  rotationDays?: number;
  /**
   * Seconds that a rotation leaves the edge locations to notice the value that they are to send, 0 to 600.
   * @default 120
   */
  settleSeconds?: number;
  /**
   * Days that the function's log is kept; one of CloudWatch's numbers.
   * @default 400
   */
  logRetentionInDays?: number;
  /**
   * Protect secret, keys and store against deletion.
   * @default true
   */
  protect?: boolean;
}

/** Defaults of {@link OriginHeaderArgs}, and what no arg names. */
export const defaults = {
  rotationDays: 30,
  // A store's change is at all edge locations after a few seconds; the rest is for those that are late.
  settleSeconds: 120,
  logRetentionInDays: 400,
  protect: true,
  runtime: "nodejs22.x",
  memorySize: 256,
  /** The longest that a Lambda function may take, in seconds. */
  timeout: 900,
} as const;
