import type * as pulumi from "@pulumi/pulumi";
import type { AlarmSpec } from "../specs";
import { above, fiveMinutes, metricsOf, minutes } from "./parts";

/** A table of DynamoDB, as one region sees it. */
export interface WatchedTable {
  /** Start of the alarms' roles, for example `sessions`. */
  name: string;
  tableName: string;
  /** Other regions that have a replica: what is written here is on its way to them. */
  replicaRegions: string[];
  /**
   * Milliseconds that a write may be on its way to another region.
   * @default 5000
   */
  replicationMilliseconds?: number;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html */
export function tableAlarms(watched: WatchedTable): AlarmSpec[] {
  const { name, tableName, replicaRegions, replicationMilliseconds = 5000 } = watched;
  const metric = metricsOf("AWS/DynamoDB", { TableName: tableName });
  const throttled = (kind: "Read" | "Write"): AlarmSpec => ({
    role: `${name}-${kind.toLowerCase()}s-throttled`,
    description: `DynamoDB turns ${kind.toLowerCase()}s of ${tableName} away: its capacity is used up, or one key is asked for too often.`,
    severity: "page",
    watches: metric(`${kind}ThrottleEvents`, "Sum"),
    ...above,
    threshold: 0,
    ...minutes(5, 3),
  });
  return [
    throttled("Read"),
    throttled("Write"),
    {
      role: `${name}-system-errors`,
      description: `DynamoDB has answered requests for ${tableName} with errors of its own.`,
      severity: "page",
      // Counted for each operation apart.
      watches: {
        query: `SELECT SUM(SystemErrors) FROM "AWS/DynamoDB" WHERE TableName = '${tableName}'`,
      },
      ...above,
      threshold: 0,
      ...minutes(5, 3),
    },
    ...replicaRegions.map(
      (region): AlarmSpec => ({
        role: `${name}-late-in-${region}`,
        description: `Writes to ${tableName} take more than ${replicationMilliseconds} ms to ${region}: callers that move there find old data.`,
        severity: "warn",
        watches: metric("ReplicationLatency", "Average", { ReceivingRegion: region }),
        ...above,
        threshold: replicationMilliseconds,
        ...minutes(10),
      }),
    ),
  ];
}

/** A DAX cluster. */
export interface WatchedAccelerator {
  /** Start of the alarms' roles, for example `sessions-dax`. */
  name: string;
  /** Name of the cluster. */
  cluster: pulumi.Input<string>;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/dax-metrics-dimensions-dax.html */
export function acceleratorAlarms({ name, cluster }: WatchedAccelerator): AlarmSpec[] {
  const metric = metricsOf("AWS/DAX", { ClusterId: cluster });
  return [
    {
      role: `${name}-cpu`,
      description: "The nodes of the DAX cluster have been above 80 % for a quarter of an hour.",
      severity: "warn",
      watches: metric("CPUUtilization", "Average"),
      ...above,
      threshold: 80,
      ...fiveMinutes(3),
    },
    {
      role: `${name}-errors`,
      description: "The DAX cluster fails requests by errors of its own.",
      severity: "page",
      watches: metric("FaultRequestCount", "Sum"),
      ...above,
      threshold: 0,
      ...minutes(5, 3),
    },
    {
      role: `${name}-throttled`,
      description: "The DAX cluster turns requests away.",
      severity: "warn",
      watches: metric("ThrottledRequestCount", "Sum"),
      ...above,
      threshold: 0,
      ...minutes(5, 3),
    },
  ];
}
