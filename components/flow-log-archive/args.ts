import type * as pulumi from "@pulumi/pulumi";

/** Alarms on flows that are not as usual. */
export interface FlowAnomalies {
  /** Log group with flow logs in AWS's default format, such as that of a `RegionalNetwork`. */
  logGroupName: pulumi.Input<string>;
  /** Topic of the region that hears of it. */
  topicArn: pulumi.Input<string>;
  /**
   * Width of what is usual, in standard deviations, 1 to 10.
   * @default 4
   */
  deviations?: number;
}

/** What {@link FlowLogArchive} takes. */
export interface FlowLogArchiveArgs {
  /** Region of the networks and of the archive. A change replaces the archive and loses the logs. */
  region: string;
  /** Name of work group and queries and start of the alarms' names, and with `_` for `-` of the database: lower-case letters, digits and hyphens. */
  resourceName: string;
  /** Name of the bucket, unique in all of AWS; `-results` is added for that of query results. A change replaces them and loses the logs. */
  bucketName: string;
  /** Ids of the VPCs that are logged, by short names. */
  networks: Record<string, pulumi.Input<string>>;
  /**
   * Alarms on flows that are not as usual.
   * @default none
   */
  anomalies?: FlowAnomalies;
  /**
   * Days that flow logs are kept; a smaller number deletes the older ones.
   * @default 400
   */
  retentionInDays?: number;
  /**
   * Most gigabytes that one query may read, from 1 up; it is cancelled beyond them. 5 USD for a thousand.
   * @default 100
   */
  queryLimitGigabytes?: number;
  /**
   * Protect buckets and keys from deletion by Pulumi.
   * @default true
   */
  protect?: boolean;
  /**
   * Delete all logs with the buckets; without it a bucket that holds logs can't be deleted.
   * @default false
   */
  forceDestroy?: boolean;
}

/** The posture of an archive unless its args say otherwise; what is no argument is fixed. */
export const defaults = {
  retentionInDays: 400,
  queryLimitGigabytes: 100,
  deviations: 4,
  protect: true,
  forceDestroy: false,
  /** Days that results of queries are kept: they can be asked again. */
  resultsRetentionInDays: 30,
  /** Seconds over which a flow is summed up. */
  aggregationInterval: 60,
} as const;

/** Name of the table in the archive's database. */
export const TABLE = "flows";

/** Name of the archive's database: Athena knows no hyphens in names. */
export function databaseName(resourceName: string): string {
  return `${resourceName.replaceAll("-", "_")}_network`;
}

/** Name of the bucket of query results. */
export function resultsBucketName(bucketName: string): string {
  return `${bucketName}-results`;
}
