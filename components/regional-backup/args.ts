import type * as pulumi from "@pulumi/pulumi";

/** Who may still loosen a vault's lock. */
export enum LockMode {
  /** Whoever has the right `backup:DeleteBackupVaultLockConfiguration` may take the lock off. */
  Governance = "governance",
  /** Nobody, not even AWS, once the days of grace are over; the vault then lives until its last backup expires. */
  Compliance = "compliance",
}

/** The lock of the copies. */
export interface VaultLock {
  mode: LockMode;
  /** Days in which a compliance lock can still be taken off, 3 to 36,500. Only for that mode. */
  graceDays?: number;
}

/** Something that is backed up. */
export interface BackedUp {
  /** Its ARN, in the region of the plan. */
  arn: pulumi.Input<string>;
}

/** Databases that AWS Backup restores for a test, by its names for them. */
export enum RestoredDatabase {
  Aurora = "Aurora",
  Instance = "RDS",
}

/** Where a database is restored for a test: beside the real one, and reached by nobody. */
export interface RestoreTest {
  /** ARN of the Aurora cluster, or of the RDS instance, that is restored. */
  databaseArn: pulumi.Input<string>;
  /**
   * Which of the two it is.
   * @default RestoredDatabase.Aurora
   */
  kind?: RestoredDatabase;
  /** Name of the subnet group of the restored database. */
  subnetGroupName: pulumi.Input<string>;
  /** VPC of the restored database. */
  vpcId: pulumi.Input<string>;
}

/** What {@link RegionalBackup} takes. */
export interface RegionalBackupArgs {
  /** Region of what is backed up, and of its vault. A change replaces the vault, which has to be empty. */
  region: string;
  /** Another region, which holds the locked copies. A change replaces their vault, which has to be empty. */
  copyRegion: string;
  /** Start of all names, unique in account and region: up to 36 characters. A change replaces vaults and plans. */
  resourceName: string;
  /** What is backed up. */
  resources: BackedUp[];
  /** Topic of the region that hears of backups which fail. */
  topicArn: pulumi.Input<string>;
  /** Database that is restored for a test every week. */
  restoreTest: RestoreTest;
  /**
   * Days that daily backups and their copies are kept.
   * @default 35
   */
  dailyRetentionDays?: number;
  /**
   * Days that the backups of the first of each month and their copies are kept.
   * @default 400
   */
  monthlyRetentionDays?: number;
  /**
   * Lock of the copies: no backup is deleted before its days are over.
   * @default governance
   */
  lock?: VaultLock;
  /**
   * Protect vaults and backups against deletion. `false` also empties the vaults when they are destroyed.
   * @default true
   */
  protect?: boolean;
}

/** The posture of backups unless their args say otherwise. */
export const defaults = {
  dailyRetentionDays: 35,
  // PCI DSS 10.5.1 asks for twelve months of history; a month more covers the audit of the twelve.
  monthlyRetentionDays: 400,
  lock: { mode: LockMode.Governance },
  protect: true,
  /** When backups start, in UTC. */
  dailySchedule: "cron(0 3 * * ? *)",
  monthlySchedule: "cron(0 4 1 * ? *)",
  /** Mondays, after the backup of the day. */
  restoreSchedule: "cron(0 7 ? * MON *)",
} as const;
