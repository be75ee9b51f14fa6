import type { Log } from "../lambda/log";

export interface Snapshot {
  DBClusterSnapshotArn?: string;
  SnapshotCreateTime?: Date;
  Status?: string;
}

/** The part of `@aws-sdk/client-rds` that is used; Lambda's runtime brings the package along. */
export interface ExportClient {
  describeDBClusterSnapshots(input: {
    DBClusterIdentifier: string;
    SnapshotType: string;
    Marker?: string;
  }): Promise<{
    DBClusterSnapshots?: Snapshot[];
    Marker?: string;
  }>;
  startExportTask(input: {
    ExportTaskIdentifier: string;
    SourceArn: string;
    S3BucketName: string;
    S3Prefix: string;
    IamRoleArn: string;
    KmsKeyId: string;
    ExportOnly: string[];
  }): Promise<unknown>;
  describeExportTasks(input: { ExportTaskIdentifier: string }): Promise<{
    ExportTasks?: { Status?: string; FailureCause?: string; PercentProgress?: number }[];
  }>;
}

/** The part of `@aws-sdk/client-glue` that is used. */
export interface CatalogueClient {
  getTable(input: { DatabaseName: string; Name: string }): Promise<{
    Table?: { StorageDescriptor?: Record<string, unknown> };
  }>;
  createPartition(input: {
    DatabaseName: string;
    TableName: string;
    PartitionInput: { Values: string[]; StorageDescriptor: Record<string, unknown> };
  }): Promise<unknown>;
}

export interface Settings {
  /** Cluster whose snapshots are taken out. */
  cluster: string;
  /** Name of the database in it. */
  database: string;
  /** Tables with their schema, such as `public.orders`; their names in Glue are the part after the dot. */
  tables: string[];
  /** Start of the tasks' names: up to 40 letters, digits and hyphens. */
  name: string;
  bucket: string;
  prefix: string;
  roleArn: string;
  keyArn: string;
  glueDatabase: string;
}

export interface Tools {
  rds: ExportClient;
  glue: CatalogueClient;
  settings: Settings;
  log: Log;
}

/** What one step hands to the next. */
export interface Extract {
  taskId: string;
  /** Day of the snapshot, in UTC: the partition. */
  day: string;
}

/** RDS is at it. The state machine asks again. */
export class NotFinished extends Error {
  override name = "NotFinished";
}

/**
 * Takes the newest automatic snapshot out to S3, as Parquet. The task's name follows from the snapshot's day: a second
 * start on a day is the first one.
 */
export async function start({ rds, settings, log }: Tools): Promise<Extract> {
  const { cluster, database, tables, name, bucket, prefix, roleArn, keyArn } = settings;
  const newest = await newestSnapshot(rds, cluster);
  const day = newest.time.toISOString().slice(0, 10);
  const taskId = `${name}-${day}`;
  try {
    await rds.startExportTask({
      ExportTaskIdentifier: taskId,
      SourceArn: newest.arn,
      S3BucketName: bucket,
      S3Prefix: prefix,
      IamRoleArn: roleArn,
      KmsKeyId: keyArn,
      ExportOnly: tables.map((table) => `${database}.${table}`),
    });
    log("INFO", "started", { taskId });
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "ExportTaskAlreadyExistsFault") throw error;
    log("INFO", "started before", { taskId });
  }
  return { taskId, day };
}

async function newestSnapshot(rds: ExportClient, cluster: string): Promise<{ arn: string; time: Date }> {
  const found: { arn: string; time: Date }[] = [];
  let Marker: string | undefined;
  do {
    const page = await rds.describeDBClusterSnapshots({
      DBClusterIdentifier: cluster,
      SnapshotType: "automated",
      Marker,
    });
    for (const { Status, DBClusterSnapshotArn: arn, SnapshotCreateTime: time } of page.DBClusterSnapshots ??
      []) {
      if (Status === "available" && arn !== undefined && time !== undefined) found.push({ arn, time });
    }
    Marker = page.Marker;
  } while (Marker !== undefined);
  const [newest] = found.sort((one, other) => other.time.getTime() - one.time.getTime());
  if (newest === undefined)
    throw new Error(`the cluster ${cluster} has no automatic snapshot that is available`);
  return newest;
}

/** @throws NotFinished while RDS is at it @throws Error when it has failed */
export async function check(extract: Extract, { rds }: Tools): Promise<Extract> {
  const { ExportTasks = [] } = await rds.describeExportTasks({ ExportTaskIdentifier: extract.taskId });
  const { Status = "MISSING", FailureCause, PercentProgress = 0 } = ExportTasks[0] ?? {};
  if (Status === "COMPLETE") return extract;
  if (Status === "STARTING" || Status === "IN_PROGRESS") throw new NotFinished(`${PercentProgress} percent`);
  throw new Error(
    `the export ${extract.taskId} is ${Status}${FailureCause === undefined ? "" : `: ${FailureCause}`}`,
  );
}

/**
 * Makes the extract a partition `day` of each table, with the table's own columns and format. A partition that is there
 * stays.
 *
 * @returns places of the partitions
 */
export async function addPartitions(
  { taskId, day }: Extract,
  { glue, settings, log }: Tools,
): Promise<string[]> {
  const { database, tables, bucket, prefix, glueDatabase: DatabaseName } = settings;
  const places: string[] = [];
  for (const table of tables) {
    const TableName = table.split(".").at(-1) ?? table;
    // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-export-snapshot.html#aurora-export-snapshot.FileNames
    const Location = `s3://${bucket}/${prefix}/${taskId}/${database}/${table}/`;
    const { Table } = await glue.getTable({ DatabaseName, Name: TableName });
    const StorageDescriptor = { ...Table?.StorageDescriptor, Location };
    try {
      await glue.createPartition({
        DatabaseName,
        TableName,
        PartitionInput: { Values: [day], StorageDescriptor },
      });
      log("INFO", "a new partition", { table: TableName, day });
    } catch (error) {
      if (!(error instanceof Error) || error.name !== "AlreadyExistsException") throw error;
    }
    places.push(Location);
  }
  return places;
}
