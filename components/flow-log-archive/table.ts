/** A field of a flow log's record, and its type in a Parquet file. */
interface Field {
  /** As the log's format calls it. */
  name: string;
  type: "int" | "bigint" | "string";
}

const text = (...names: string[]): Field[] => names.map((name) => ({ name, type: "string" }));
const number = (type: "int" | "bigint", ...names: string[]): Field[] => names.map((name) => ({ name, type }));

/**
 * What is recorded of a flow. The addresses of the packet itself tell who talks behind a NAT gateway or an endpoint.
 * https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html
 */
const FIELDS: readonly Field[] = [
  ...number("int", "version"),
  ...text("account-id", "interface-id", "srcaddr", "dstaddr"),
  ...number("int", "srcport", "dstport"),
  ...number("bigint", "protocol", "packets", "bytes", "start", "end"),
  ...text("action", "log-status", "vpc-id", "subnet-id", "instance-id"),
  ...number("int", "tcp-flags"),
  ...text(
    "pkt-srcaddr",
    "pkt-dstaddr",
    "az-id",
    "pkt-src-aws-service",
    "pkt-dst-aws-service",
    "flow-direction",
  ),
  ...number("int", "traffic-path"),
];

/** The log's format, in the words of the flow log. */
export const LOG_FORMAT = FIELDS.map(({ name }) => `\${${name}}`).join(" ");

/** Columns of the table; Parquet files have `_` where the format has `-`. */
export const COLUMNS = FIELDS.map(({ name, type }) => ({ name: name.replaceAll("-", "_"), type }));

/** Where the files of a region's flow logs are. */
export interface TablePlace {
  bucketName: string;
  accountId: string;
  region: string;
  /** Days that there are files for. */
  retentionInDays: number;
}

/** Folder of all files. */
export function location({ bucketName, accountId, region }: TablePlace): string {
  return `s3://${bucketName}/AWSLogs/${accountId}/vpcflowlogs/${region}/`;
}

/**
 * Tells Athena the folder of each hour by arithmetic: no crawler, no partition that somebody has to add, and a query
 * for an hour reads that hour. https://docs.aws.amazon.com/athena/latest/ug/partition-projection.html
 */
export function projection(place: TablePlace): Record<string, string> {
  return {
    EXTERNAL: "TRUE",
    classification: "parquet",
    "projection.enabled": "true",
    "projection.hour.type": "date",
    "projection.hour.format": "yyyy/MM/dd/HH",
    "projection.hour.range": `NOW-${place.retentionInDays}DAYS,NOW`,
    "projection.hour.interval": "1",
    "projection.hour.interval.unit": "HOURS",
    "storage.location.template": `${location(place)}\${hour}`,
  };
}
