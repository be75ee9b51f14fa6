import type * as pulumi from "@pulumi/pulumi";

/** A column of a table, as it stands in the extract. */
export interface ExtractColumn {
  name: string;
  /** Type in Athena, for example `string`, `int`, `bigint` or `decimal(18,2)`. Text, dates and JSON come as `string`. */
  type: string;
}

/** A table that is taken out. */
export interface ExtractTable {
  /** Schema and table in the database, such as `public.orders`; the part after the dot is its name in Athena. */
  name: string;
  /** Columns that reports read. */
  columns: ExtractColumn[];
}

/** The database that the extract is of. */
export interface ExtractSource {
  /** Identifier of the Aurora cluster. */
  clusterIdentifier: string;
  /** Name of the database in it. */
  databaseName: string;
}

/** What {@link ReportingExtract} takes. */
export interface ReportingExtractArgs {
  /** Region of the database and of the extract. A change replaces the extract's buckets. */
  region: string;
  /**
   * Name of function, state machine, schedule and work group, start of the exports' names, and with `_` for `-` of the
   * database in Athena: up to 40 lower-case letters, digits and hyphens.
   */
  resourceName: string;
  /** Name of the bucket, unique in all of AWS; also the alias of its key. A change replaces it and loses the extracts. */
  bucketName: string;
  /** Code of the function with the steps `start`, `check` and `partition`. */
  code: pulumi.asset.Archive;
  /** Key of the function's log and of the state machine's, which CloudWatch Logs may use. */
  keyArn: pulumi.Input<string>;
  source: ExtractSource;
  /** What is taken out, each table once. */
  tables: ExtractTable[];
  /**
   * When the newest snapshot is taken out, in UTC: `cron(0 5 * * ? *)` or `rate(1 day)`.
   * @default every day at 5
   */
  schedule?: string;
  /**
   * Days that extracts are kept, 30 or more; a smaller number deletes the older ones.
   * @default 400
   */
  retentionInDays?: number;
  /**
   * Most gigabytes that one query may read, from 1 up; it is cancelled beyond them. 5 USD for a thousand.
   * @default 100
   */
  queryLimitGigabytes?: number;
  /**
   * Protect the bucket and its key from deletion by Pulumi.
   * @default true
   */
  protect?: boolean;
  /**
   * Delete all extracts with the bucket; without it a bucket that holds extracts can't be deleted.
   * @default false
   */
  forceDestroy?: boolean;
}

/** The posture of an extract unless its args say otherwise; what is no argument is fixed. */
export const defaults = {
  schedule: "cron(0 5 * * ? *)",
  retentionInDays: 400,
  queryLimitGigabytes: 100,
  protect: true,
  forceDestroy: false,
  logRetentionInDays: 400,
  /** Folders of the bucket. */
  prefix: "exports",
  results: "results",
  /** Seconds between two looks at an export, and how often it is looked at: a day in all. */
  lookEverySeconds: 300,
  looks: 288,
} as const;

/** Name of the database in Athena, which knows no hyphens in names. */
export function catalogueName(resourceName: string): string {
  return resourceName.replaceAll("-", "_");
}

/** Name of a table in Athena. */
export function tableName({ name }: Pick<ExtractTable, "name">): string {
  return name.split(".").at(-1) ?? name;
}
