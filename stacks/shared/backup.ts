import type * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { LockMode, RegionalBackup, RestoredDatabase } from "../../components/regional-backup";
import type { backup } from "../settings/backup";
import type { Part } from "./part";

/** What is backed up of a region, and where. */
export interface BackedUpRegion {
  /** The database of the region, a cluster of Aurora or an instance of RDS: backed up, and restored on trial. */
  database: ({ clusterArn: pulumi.Input<string> } | { instanceArn: pulumi.Input<string> }) & {
    subnetGroupName: pulumi.Input<string>;
  };
  /** VPC in which it is restored. */
  vpcId: pulumi.Input<string>;
  /** ARNs of what else is backed up. */
  others?: pulumi.Input<string>[];
  /** Another region, which holds the locked copies. */
  copyRegion: string;
  /** Topic of the region that hears of backups which fail. */
  topicArn: pulumi.Input<string>;
}

/**
 * Backups of the region's member of the database, whichever role Aurora gives it, and of what else it holds; copies
 * in another region, in a vault that belongs to this stack as well.
 */
export function backUp(
  { settings, names, opts }: Part<{ backup: z.output<typeof backup> }>,
  { database, vpcId, others = [], copyRegion, topicArn }: BackedUpRegion,
): void {
  const { region, recovery } = settings;
  const [databaseArn, kind] =
    "clusterArn" in database
      ? [database.clusterArn, RestoredDatabase.Aurora]
      : [database.instanceArn, RestoredDatabase.Instance];
  const { complianceLockGraceDays: graceDays, ...retention } = settings.backup;
  new RegionalBackup(
    "backup",
    {
      region,
      copyRegion,
      resourceName: names.prefix,
      resources: [databaseArn, ...others].map((arn) => ({ arn })),
      topicArn,
      restoreTest: {
        databaseArn,
        kind,
        subnetGroupName: database.subnetGroupName,
        vpcId,
      },
      ...retention,
      lock:
        graceDays === undefined ? { mode: LockMode.Governance } : { mode: LockMode.Compliance, graceDays },
      protect: recovery.protect,
    },
    opts,
  );
}
