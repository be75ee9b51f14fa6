import type * as pulumi from "@pulumi/pulumi";

/** What moves the data. */
export enum ReplicationKind {
  /** DMS Serverless: sizes itself while it runs; about 70 USD a month for each capacity unit of 2 GB. */
  Serverless = "serverless",
  /** A replication instance, paid while it is there; a dms.r6i.large about 170 USD a month. */
  Instance = "instance",
}

/** What of the source is moved. */
export enum MigrationType {
  /** What is there when it starts. */
  FullLoad = "full-load",
  /** What is there, then what changes until somebody stops it. */
  FullLoadAndChanges = "full-load-and-cdc",
  /** What changes. */
  Changes = "cdc",
}

/** The MySQL server that the data comes from. */
export interface MySqlSource {
  /** Its host name or address, and TCP port: for the way out through the firewall. */
  host: string;
  port: number;
  /** ARN of a secret of the region with `username`, `password`, `host` and `port`, by which DMS logs in. */
  secretArn: pulumi.Input<string>;
  /**
   * ARN of that secret's customer-managed key.
   * @default none: the key of Secrets Manager
   */
  secretKeyArn?: pulumi.Input<string>;
  /** ARN of the DMS certificate of the authority that signed the server's. DMS knows no TLS with MySQL without one. */
  certificateArn: pulumi.Input<string>;
}

/** The Aurora MySQL cluster that the data goes to. */
export interface AuroraTarget {
  /** Writer endpoint. */
  host: pulumi.Input<string>;
  port: number;
  /** RDS's own id of the cluster, which policies name. */
  resourceId: pulumi.Input<string>;
  /** Security group of the cluster; it admits the migration. */
  securityGroupId: pulumi.Input<string>;
  /** User of the database as whom DMS comes, by a token of IAM: it needs no password. */
  username: string;
  /** ARN of the DMS certificate of RDS's authorities in the region. */
  certificateArn: pulumi.Input<string>;
}

/** What {@link DatabaseMigration} takes. */
export interface DatabaseMigrationArgs {
  /** Region of the migration and of its target. A change replaces all of it. */
  region: string;
  /** Start of the identifiers, unique in account and region: letters, digits and single hyphens. A change replaces all of it. */
  resourceName: string;
  vpcId: pulumi.Input<string>;
  /** Private subnets in at least two zones, with a way to the source. */
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  source: MySqlSource;
  target: AuroraTarget;
  /** Databases of the source that move with all of their tables; not those of MySQL itself. */
  schemas: string[];
  /**
   * What moves the data. A change replaces what moves it, and it starts again.
   * @default ReplicationKind.Serverless
   */
  kind?: ReplicationKind;
  /**
   * What of the source is moved.
   * @default MigrationType.FullLoadAndChanges
   */
  migrationType?: MigrationType;
  /**
   * Capacity units at most, with DMS Serverless: 1, 2, 4, 8, 16, 32, 64, 128, 192, 256 or 384.
   * @default 8
   */
  maximumCapacity?: number;
  /**
   * Class of the replication instance.
   * @default dms.r6i.large
   */
  instanceClass?: string;
  /**
   * Storage of the replication instance in GB, 5 to 6144.
   * @default 100
   */
  storageGb?: number;
  /**
   * Whether the roles `dms-vpc-role` and `dms-cloudwatch-logs-role` are made, which an account has once under just these names.
   * @default true
   */
  ownsAccountRoles?: boolean;
}

/** The posture of a migration unless its args say otherwise; what is no argument is fixed. */
export const defaults = {
  kind: ReplicationKind.Serverless,
  migrationType: MigrationType.FullLoadAndChanges,
  maximumCapacity: 8,
  instanceClass: "dms.r6i.large",
  storageGb: 100,
  ownsAccountRoles: true,
  multiAz: true,
} as const;
