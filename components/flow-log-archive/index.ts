import * as athena from "@pulumi/aws/athena";
import * as ec2 from "@pulumi/aws/ec2";
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import * as glue from "@pulumi/aws/glue";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../arguments/mistakes";
import { LogArchive } from "../log-archive";
import { PrivateBucket } from "../private-bucket";
import { RegionalKey } from "../regional-key";
import { watchFlows } from "./anomalies";
import { databaseName, defaults, type FlowLogArchiveArgs, resultsBucketName, TABLE } from "./args";
import { namedQueries } from "./queries";
import { COLUMNS, LOG_FORMAT, location, projection, type TablePlace } from "./table";
import { mistakes } from "./validate";

export { anomalyAlarmNames } from "./anomalies";
export { defaults, type FlowAnomalies, type FlowLogArchiveArgs } from "./args";

const PARQUET = "org.apache.hadoop.hive.ql.io.parquet";
const GIGABYTE = 1_000_000_000;

/**
 * All flows of a region's networks in a bucket for the year that auditors ask about, a table over them, a work group
 * of Athena with saved queries, and alarms on flows that are not as usual.
 *
 * The log group of a network answers for the last minutes; this is for months, at a tenth of the price.
 *
 * Cost: 0.25 USD for each gigabyte of log and its storage, 5 USD for each terabyte that queries read, 2 USD a month for
 * two keys, 0.30 USD for each of the two alarms and as much for their metrics.
 */
export class FlowLogArchive extends pulumi.ComponentResource {
  /** Name of the bucket of the logs. */
  readonly bucketName: pulumi.Output<string>;
  /** Work group in which the archive is queried. */
  readonly workgroupName: pulumi.Output<string>;
  /** Database of the table `flows`. */
  readonly databaseName: pulumi.Output<string>;
  /** ARNs of the alarms; none without {@link FlowLogArchiveArgs.anomalies}. */
  readonly alarmArns: pulumi.Output<string>[];

  constructor(name: string, args: FlowLogArchiveArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("FlowLogArchive", name, mistakes(args));
    super("tandem:components:FlowLogArchive", name, args, opts);

    const archive = this.archive(name, args);
    this.flowLogs(name, args, archive);
    const workgroup = this.workgroup(name, args);
    const database = this.database(name, args, archive);
    this.queries(name, args, workgroup, database);
    this.alarmArns = args.anomalies === undefined ? [] : watchFlows(name, args, args.anomalies, this);

    this.bucketName = archive.bucketName;
    this.workgroupName = workgroup.name;
    this.databaseName = database.name;
    this.registerOutputs({
      bucketName: this.bucketName,
      workgroupName: this.workgroupName,
      databaseName: this.databaseName,
      alarmArns: this.alarmArns,
    });
  }

  private archive(name: string, { region, bucketName, ...args }: FlowLogArchiveArgs): LogArchive {
    return new LogArchive(
      `${name}-archive`,
      {
        region,
        bucketName,
        retentionInDays: args.retentionInDays ?? defaults.retentionInDays,
        protect: args.protect ?? defaults.protect,
        forceDestroy: args.forceDestroy ?? defaults.forceDestroy,
      },
      { parent: this },
    );
  }

  private flowLogs(name: string, { region, networks }: FlowLogArchiveArgs, archive: LogArchive): void {
    for (const [network, vpcId] of Object.entries(networks)) {
      new ec2.FlowLog(
        `${name}-${network}`,
        {
          region,
          vpcId,
          trafficType: "ALL",
          logDestinationType: "s3",
          logDestination: archive.bucketArn,
          logFormat: LOG_FORMAT,
          maxAggregationInterval: defaults.aggregationInterval,
          destinationOptions: {
            fileFormat: "parquet",
            perHourPartition: true,
            hiveCompatiblePartitions: false,
          },
        },
        { parent: this },
      );
    }
  }

  private workgroup(name: string, args: FlowLogArchiveArgs): athena.Workgroup {
    const { region, resourceName } = args;
    const kmsKeyArn = this.resultsKey(name, args);
    const results = new PrivateBucket(
      `${name}-results`,
      {
        region,
        bucketName: resultsBucketName(args.bucketName),
        kmsKeyArn,
        expirationDays: defaults.resultsRetentionInDays,
        noncurrentVersionExpirationDays: 1,
        protect: args.protect ?? defaults.protect,
        forceDestroy: args.forceDestroy ?? defaults.forceDestroy,
      },
      { parent: this },
    );
    return new athena.Workgroup(
      `${name}-workgroup`,
      {
        region,
        name: `${resourceName}-network`,
        description: `Flow logs of ${resourceName}`,
        // With the work group goes its history of queries, and nothing else.
        forceDestroy: true,
        configuration: {
          enforceWorkgroupConfiguration: true,
          publishCloudwatchMetricsEnabled: true,
          bytesScannedCutoffPerQuery: (args.queryLimitGigabytes ?? defaults.queryLimitGigabytes) * GIGABYTE,
          resultConfiguration: {
            outputLocation: pulumi.interpolate`s3://${results.bucketName}/`,
            encryptionConfiguration: { encryptionOption: "SSE_KMS", kmsKeyArn },
          },
        },
      },
      { parent: this },
    );
  }

  private resultsKey(
    name: string,
    { region, resourceName, bucketName, protect }: FlowLogArchiveArgs,
  ): pulumi.Output<string> {
    return new RegionalKey(
      `${name}-results-key`,
      {
        region,
        alias: resultsBucketName(bucketName),
        description: `Results of queries over flow logs of ${resourceName}`,
      },
      { parent: this, protect: protect ?? defaults.protect },
    ).arn;
  }

  private database(name: string, args: FlowLogArchiveArgs, archive: LogArchive): glue.CatalogDatabase {
    const { region, resourceName } = args;
    const database = new glue.CatalogDatabase(
      `${name}-database`,
      { region, name: databaseName(resourceName), description: `Flow logs of ${resourceName}` },
      { parent: this },
    );
    const retentionInDays = args.retentionInDays ?? defaults.retentionInDays;
    const place: pulumi.Output<TablePlace> = pulumi
      .all([archive.bucketName, getCallerIdentityOutput({}, { parent: this })])
      .apply(([bucketName, { accountId }]) => ({ bucketName, accountId, region, retentionInDays }));
    new glue.CatalogTable(
      `${name}-table`,
      {
        region,
        databaseName: database.name,
        name: TABLE,
        tableType: "EXTERNAL_TABLE",
        partitionKeys: [{ name: "hour", type: "string" }],
        parameters: place.apply(projection),
        storageDescriptor: {
          location: place.apply(location),
          columns: COLUMNS,
          inputFormat: `${PARQUET}.MapredParquetInputFormat`,
          outputFormat: `${PARQUET}.MapredParquetOutputFormat`,
          serDeInfo: { serializationLibrary: `${PARQUET}.serde.ParquetHiveSerDe` },
        },
      },
      { parent: this },
    );
    return database;
  }

  private queries(
    name: string,
    { region, resourceName }: FlowLogArchiveArgs,
    workgroup: athena.Workgroup,
    database: glue.CatalogDatabase,
  ): void {
    for (const { role, description, query } of namedQueries(databaseName(resourceName))) {
      new athena.NamedQuery(
        `${name}-${role}`,
        {
          region,
          name: `${resourceName}-${role}`,
          description,
          workgroup: workgroup.name,
          database: database.name,
          query,
        },
        { parent: this },
      );
    }
  }
}
