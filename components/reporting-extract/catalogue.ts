import * as athena from "@pulumi/aws/athena";
import * as glue from "@pulumi/aws/glue";
import * as pulumi from "@pulumi/pulumi";
import type { PrivateBucket } from "../private-bucket";
import { catalogueName, defaults, type ReportingExtractArgs, tableName } from "./args";

const PARQUET = "org.apache.hadoop.hive.ql.io.parquet";
const GIGABYTE = 1_000_000_000;

/** Where extracts are, under which key. */
export interface ExtractStore {
  bucket: PrivateBucket;
  keyArn: pulumi.Output<string>;
}

/** The tables over the extracts, one partition for each day. @returns the database */
export function createCatalogue(
  name: string,
  { region, resourceName, tables }: ReportingExtractArgs,
  { bucket }: ExtractStore,
  parent: pulumi.Resource,
): glue.CatalogDatabase {
  const database = new glue.CatalogDatabase(
    `${name}-database`,
    { region, name: catalogueName(resourceName), description: `Extracts of ${resourceName}` },
    { parent },
  );
  for (const table of tables) {
    new glue.CatalogTable(
      `${name}-table-${tableName(table)}`,
      {
        region,
        databaseName: database.name,
        name: tableName(table),
        tableType: "EXTERNAL_TABLE",
        partitionKeys: [{ name: "day", type: "string" }],
        parameters: { classification: "parquet" },
        storageDescriptor: {
          // Of the table alone; each partition has its own, which the function adds.
          location: pulumi.interpolate`s3://${bucket.bucketName}/${defaults.prefix}/`,
          columns: table.columns,
          inputFormat: `${PARQUET}.MapredParquetInputFormat`,
          outputFormat: `${PARQUET}.MapredParquetOutputFormat`,
          serDeInfo: { serializationLibrary: `${PARQUET}.serde.ParquetHiveSerDe` },
        },
      },
      { parent },
    );
  }
  return database;
}

/** Where people ask: answers are encrypted, kept beside the extracts, and a question may read so much. */
export function createWorkgroup(
  name: string,
  { region, resourceName, queryLimitGigabytes = defaults.queryLimitGigabytes }: ReportingExtractArgs,
  { bucket, keyArn }: ExtractStore,
  parent: pulumi.Resource,
): athena.Workgroup {
  return new athena.Workgroup(
    `${name}-workgroup`,
    {
      region,
      name: resourceName,
      description: `Reports of ${resourceName}`,
      // With the work group goes its history of queries, and nothing else.
      forceDestroy: true,
      configuration: {
        enforceWorkgroupConfiguration: true,
        publishCloudwatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery: queryLimitGigabytes * GIGABYTE,
        resultConfiguration: {
          outputLocation: pulumi.interpolate`s3://${bucket.bucketName}/${defaults.results}/`,
          encryptionConfiguration: { encryptionOption: "SSE_KMS", kmsKeyArn: keyArn },
        },
      },
    },
    { parent },
  );
}
