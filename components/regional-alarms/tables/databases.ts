import type * as pulumi from "@pulumi/pulumi";
import type { AlarmSpec, Query } from "../specs";
import { above, below, fiveMinutes, metricsOf, minutes } from "./parts";

const GIGABYTE = 1024 ** 3;

/** An Aurora cluster of a region, told by its name. */
export interface WatchedAurora {
  /** Start of the alarms' roles, for example `database`. */
  name: string;
  /** Identifier of the cluster. */
  cluster: string;
}

/**
 * The lag of an Aurora global database is measured in the regions that read, and which these are changes with a failover: so
 * every region has the alarm, silence is fine, and a query finds the metric whatever its other dimensions are.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html
 *
 * @param rpoSeconds what a failover may lose
 * @param what is lost, for people: `payments`
 */
export function globalDatabaseAlarms(
  { name, cluster }: WatchedAurora,
  rpoSeconds: number,
  what = "writes",
): AlarmSpec[] {
  const global = (aggregate: string): Query => ({
    query: `SELECT ${aggregate} FROM "AWS/RDS" WHERE DBClusterIdentifier = '${cluster}'`,
  });
  return [
    {
      role: `${name}-rpo-lag`,
      description: `A failover to this region would lose more than ${rpoSeconds} seconds of ${what}.`,
      severity: "warn",
      watches: global("MAX(AuroraGlobalDBRPOLag)"),
      ...above,
      threshold: rpoSeconds * 1000,
      ...minutes(5),
    },
    {
      role: `${name}-rpo-lag-high`,
      description: `A failover to this region would lose more than ${rpoSeconds * 6} seconds of ${what}.`,
      severity: "page",
      watches: global("MAX(AuroraGlobalDBRPOLag)"),
      ...above,
      threshold: rpoSeconds * 6000,
      ...minutes(3),
    },
    {
      role: `${name}-replication-stalled`,
      description: "Nothing has arrived from the writer's region for five minutes.",
      severity: "page",
      watches: global("SUM(AuroraGlobalDBDataTransferBytes)"),
      comparison: "LessThanOrEqualToThreshold",
      threshold: 0,
      missing: "notBreaching",
      ...minutes(5),
    },
  ];
}

/** The instances of an Aurora cluster: age of what readers answer, load, memory. */
export function auroraAlarms({ name, cluster }: WatchedAurora): AlarmSpec[] {
  const metric = metricsOf("AWS/RDS", { DBClusterIdentifier: cluster });
  return [
    {
      role: `${name}-reader-lag`,
      description: "Readers of this region answer with data that is more than a second old.",
      severity: "warn",
      watches: metric("AuroraReplicaLagMaximum", "Maximum"),
      ...above,
      threshold: 1000,
      ...minutes(5),
    },
    {
      role: `${name}-cpu`,
      description: "The instances have been above 80 % for fifteen minutes.",
      severity: "warn",
      watches: metric("CPUUtilization", "Average"),
      ...above,
      threshold: 80,
      ...minutes(15, 12),
    },
    {
      role: `${name}-memory`,
      description: "An instance has less than a gigabyte of memory left.",
      severity: "page",
      watches: metric("FreeableMemory", "Minimum"),
      ...below,
      threshold: GIGABYTE,
      ...minutes(5),
    },
  ];
}

/** What wears an Aurora cluster out from within: connections that nobody closes, and transactions that wait for each other. */
export function auroraUseAlarms({ name, cluster }: WatchedAurora, mostConnections: number): AlarmSpec[] {
  const metric = metricsOf("AWS/RDS", { DBClusterIdentifier: cluster });
  return [
    connections(name, metric("DatabaseConnections", "Maximum"), mostConnections),
    {
      role: `${name}-deadlocks`,
      description: "Transactions have waited for each other again and again for a quarter of an hour.",
      severity: "warn",
      watches: metric("Deadlocks", "Average"),
      ...above,
      threshold: 0.1,
      ...fiveMinutes(3),
    },
  ];
}

/** Aurora Serverless v2 that has grown to its maximum and can't grow any further. */
export function serverlessCapacityAlarms({ name, cluster }: WatchedAurora): AlarmSpec[] {
  return [
    {
      role: `${name}-capacity`,
      description:
        "The database has been at nine tenths of its greatest capacity for a quarter of an hour: raise the maximum.",
      severity: "warn",
      watches: metricsOf("AWS/RDS", { DBClusterIdentifier: cluster })("ACUUtilization", "Maximum"),
      ...above,
      threshold: 90,
      ...fiveMinutes(3),
    },
  ];
}

/** A database instance of RDS. */
export interface WatchedInstance {
  /** Start of the alarms' roles, for example `database`. */
  name: string;
  /** Identifier of the instance. */
  instance: pulumi.Input<string>;
  /** Connections that are too many: nine tenths of what its parameters allow is a good number. */
  mostConnections: number;
  /**
   * Gigabytes of storage that have to be free.
   * @default 10
   */
  leastStorageGb?: number;
  /**
   * Seconds that a read replica may be behind; only replicas measure it.
   * @default 30
   */
  mostLagSeconds?: number;
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html */
export function instanceAlarms(watched: WatchedInstance): AlarmSpec[] {
  const { name, instance, mostConnections, leastStorageGb = 10, mostLagSeconds = 30 } = watched;
  const metric = metricsOf("AWS/RDS", { DBInstanceIdentifier: instance });
  return [
    {
      role: `${name}-cpu`,
      description: "The database has been above 80 % for fifteen minutes.",
      severity: "warn",
      watches: metric("CPUUtilization", "Average"),
      ...above,
      threshold: 80,
      ...minutes(15, 12),
    },
    {
      role: `${name}-memory`,
      description: "The database has less than half a gigabyte of memory left.",
      severity: "warn",
      watches: metric("FreeableMemory", "Minimum"),
      ...below,
      threshold: GIGABYTE / 2,
      ...minutes(10),
    },
    {
      role: `${name}-storage`,
      description: `The database has less than ${leastStorageGb} GB left. When storage is full it stops: raise the limit of its growth.`,
      severity: "page",
      watches: metric("FreeStorageSpace", "Minimum"),
      ...below,
      threshold: leastStorageGb * GIGABYTE,
      ...minutes(5),
    },
    connections(name, metric("DatabaseConnections", "Maximum"), mostConnections),
    {
      role: `${name}-replica-lag`,
      description: `The replica answers with data that is more than ${mostLagSeconds} seconds old.`,
      severity: "warn",
      watches: metric("ReplicaLag", "Maximum"),
      ...above,
      threshold: mostLagSeconds,
      ...minutes(5),
    },
  ];
}

function connections(name: string, watches: AlarmSpec["watches"], most: number): AlarmSpec {
  return {
    role: `${name}-connections`,
    description: `More than ${most} connections are open: somebody does not close them, or a pool is too large.`,
    severity: "warn",
    watches,
    ...above,
    threshold: most,
    ...minutes(5),
  };
}
