import type * as pulumi from "@pulumi/pulumi";
import type { ReaderScaling, ServerlessCapacity } from "../database-parts/capacity";

/** What clients speak. A change replaces the database. */
export enum DatabaseEngine {
  PostgreSql = "postgresql",
  MySql = "mysql",
}

/**
 * What a database runs on. Between the two forms of Aurora a change keeps cluster, data and endpoints; between an RDS
 * instance and Aurora it is another database, and the old one's protection stops the step.
 */
export enum DatabaseForm {
  /** RDS instance with a standby in another zone, and read replicas. */
  Instance = "instance",
  /** Aurora cluster of instances with a class. */
  Aurora = "aurora",
  /** Aurora cluster whose instances grow and shrink by themselves. */
  AuroraServerless = "aurora-serverless",
}

/** How much Database Insights keeps and shows. */
export enum Insights {
  /** Nothing: for small classes, which RDS has no Performance Insights for. */
  Off = "off",
  /** Seven days of Performance Insights, at no charge. */
  Standard = "standard",
  /** 15 months, with analysis of locks, plans and fleets; charged by vCPU or capacity unit. */
  Advanced = "advanced",
}

/** What every form of database needs. */
export interface DatabaseCommon {
  /** Region of the database. A change replaces it. */
  region: string;
  /**
   * Identifier of instance or cluster, unique in account and region, and start of its members' identifiers: up to 42
   * lower-case letters, digits and single hyphens. A change replaces the database.
   */
  identifier: string;
  /** Alias of the database's key, without `alias/`. */
  keyAlias: string;
  engine: DatabaseEngine;
  /**
   * Full version: `17.6` of PostgreSQL, `8.4.6` of RDS for MySQL, `8.0.mysql_aurora.3.10.0` of Aurora MySQL.
   */
  engineVersion: string;
  /** Name of the first database. Ignored after creation, like the administrator's. */
  databaseName: string;
  /** Administrator's name; not one that the engine or RDS reserves. */
  masterUsername: string;
  vpcId: pulumi.Input<string>;
  /** Isolated subnets in at least two zones. */
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Security groups that may connect, by a name for each, for example `{ service: id }`.
   * @default none here: clients that are made afterwards open both ends by themselves
   */
  clients?: Record<string, pulumi.Input<string>>;
  /**
   * Days of point-in-time recovery, 1 to 35.
   * @default 35
   */
  backupRetentionDays?: number;
  /**
   * Days that the database's own logs are kept; one of CloudWatch's numbers.
   * @default 400
   */
  logRetentionInDays?: number;
  /**
   * How much Database Insights keeps.
   * @default advanced
   */
  insights?: Insights;
  /**
   * Protect against deletion, in Pulumi and in RDS. `false` also lets RDS delete without a last snapshot.
   * @default true
   */
  protect?: boolean;
}

/** An RDS instance. */
export interface InstanceForm {
  form: DatabaseForm.Instance;
  /** Class of the instance and of its replicas, for example `db.m7g.large`. */
  instanceClass: string;
  /** Storage in GiB that is there from the start, 20 to 65,536. It can grow, never shrink. */
  allocatedStorage: number;
  /** GiB up to which RDS grows the storage by itself; at least a tenth above `allocatedStorage`. */
  maxAllocatedStorage: number;
  /**
   * A standby in another zone that takes over by itself.
   * @default true
   */
  multiAz?: boolean;
  /**
   * Read replicas in the same region, 0 to 15. With any, RDS can't manage the password: the component keeps it in a
   * secret of its own, which the stack rotates.
   * @default 0
   */
  readReplicaCount?: number;
  /**
   * Name of the administrator's secret, with read replicas and only then: RDS names its own.
   * @default none
   */
  secretName?: string;
  /**
   * Other regions that get a replica of that secret, each under a key of its own.
   * @default []
   */
  secretReplicaRegions?: string[];
  /**
   * Another region, to which RDS copies backups and logs for point-in-time recovery there.
   * @default none
   */
  backupRegion?: string;
}

/** What both forms of Aurora have. */
interface AuroraCommon {
  /** Instances that are always there, 1 to 15. Two or more keep a writer when a zone is lost. */
  instanceCount: number;
  /**
   * Readers that come and go with their load.
   * @default none: as many readers as there are instances
   */
  readerScaling?: ReaderScaling;
  /**
   * One more reader with an endpoint of its own, which never becomes the writer while another can, and from which the
   * readers' endpoint keeps away.
   * @default false
   */
  reportingReader?: boolean;
  /**
   * Storage without a charge for I/O, at a higher price by the gigabyte; cheaper from about a quarter of the bill on.
   * @default false
   */
  ioOptimized?: boolean;
  /**
   * Snapshot that the cluster is made from, as a name or an ARN of this region. Read once: neither its removal nor
   * another one touches a cluster that is there. Database name and administrator are those of the snapshot.
   * @default none: an empty database
   */
  restoreFrom?: string;
}

/** An Aurora cluster of provisioned instances. */
export interface AuroraForm extends AuroraCommon {
  form: DatabaseForm.Aurora;
  /** Class of every instance, for example `db.r7g.large`. */
  instanceClass: string;
}

/** An Aurora cluster of serverless instances. */
export interface AuroraServerlessForm extends AuroraCommon {
  form: DatabaseForm.AuroraServerless;
  /** Capacity of every instance. */
  capacity: ServerlessCapacity;
}

/** What {@link RelationalDatabase} takes. */
export type RelationalDatabaseArgs = DatabaseCommon & (InstanceForm | AuroraForm | AuroraServerlessForm);

/** Args of the two forms of Aurora. */
export type AuroraArgs = DatabaseCommon & (AuroraForm | AuroraServerlessForm);

/** Args of an RDS instance. */
export type InstanceArgs = DatabaseCommon & InstanceForm;

/** What {@link DatabaseReplica} takes. */
export interface DatabaseReplicaArgs
  extends Omit<DatabaseCommon, "databaseName" | "masterUsername">,
    Pick<InstanceForm, "instanceClass" | "maxAllocatedStorage" | "multiAz"> {
  /**
   * ARN of the RDS instance, in another region, that is copied. Ignored after creation: a replica that was promoted stays
   * what it became.
   */
  sourceArn: pulumi.Input<string>;
}

/** The posture of a database unless its args say otherwise. */
export const defaults = {
  backupRetentionDays: 35,
  logRetentionInDays: 400,
  insights: Insights.Advanced,
  protect: true,
  multiAz: true,
  readReplicaCount: 0,
  /** Seconds between two measurements of enhanced monitoring. */
  monitoringInterval: 60,
} as const;
