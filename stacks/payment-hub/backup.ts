import type * as pulumi from "@pulumi/pulumi";
import { LockMode, RegionalBackup } from "../../components/regional-backup";
import type { Hub } from "./hub";
import type { RegionalHalf } from "./regional";

/**
 * Backups of the region's member of the database, whichever role Aurora gives it, and of what else it holds; copies
 * in another region, in a vault that belongs to this stack as well.
 */
export function backUp(
  { settings, names, opts }: Hub,
  { database, network }: RegionalHalf,
  copyRegion: string,
  topicArn: pulumi.Input<string>,
  others: pulumi.Input<string>[] = [],
): void {
  const { region, recovery, backup } = settings;
  const { complianceLockGraceDays: graceDays, ...retention } = backup;
  new RegionalBackup(
    "backup",
    {
      region,
      copyRegion,
      resourceName: names.prefix,
      resources: [database.clusterArn, ...others].map((arn) => ({ arn })),
      topicArn,
      restoreTest: {
        clusterArn: database.clusterArn,
        subnetGroupName: database.subnetGroupName,
        vpcId: network.vpcId,
      },
      ...retention,
      lock:
        graceDays === undefined ? { mode: LockMode.Governance } : { mode: LockMode.Compliance, graceDays },
      protect: recovery.protect,
    },
    opts,
  );
}
