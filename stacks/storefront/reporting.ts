import { ReportingExtract } from "../../components/reporting-extract";
import { workloadCode } from "../workload-code";
import type { Foundation } from "./foundation";
import type { Shop } from "./shop";
import type { Stores } from "./stores";

/** By setting, what reports read: the newest snapshot as Parquet in S3, with tables for Athena. */
export function extractForReports(
  { settings, names, opts }: Shop,
  { keyArn }: Foundation,
  { database }: Stores,
): ReportingExtract | undefined {
  const { region, reporting, recovery } = settings;
  if (reporting === undefined) return undefined;
  return new ReportingExtract(
    "extract",
    {
      region,
      resourceName: names.extract,
      bucketName: names.extractBucket,
      code: workloadCode("reporting-extract"),
      keyArn,
      source: { clusterIdentifier: database.identifier, databaseName: settings.database.name },
      tables: reporting.tables.map(({ name, columns }) => ({
        name,
        columns: Object.entries(columns).map(([column, type]) => ({ name: column, type })),
      })),
      schedule: reporting.schedule,
      retentionInDays: reporting.retentionDays,
      protect: recovery.protect,
      forceDestroy: !recovery.protect,
    },
    opts,
  );
}
