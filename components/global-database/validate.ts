import type { Mistake } from "../arguments/mistakes";
import { capacityMistakes, readerScalingMistakes } from "../database-parts/capacity";
import type { GlobalDatabaseArgs } from "./args";

/** What RDS would refuse, or what could never fail over. */
export function mistakes(args: GlobalDatabaseArgs): Mistake[] {
  const found: Mistake[] = [];
  const wrong = (propertyPath: string, value: unknown, allowed: string) =>
    found.push({ propertyPath, reason: `${JSON.stringify(value)} is not allowed, ${allowed}` });

  if (!Number.isInteger(args.instanceCount) || args.instanceCount < 1 || args.instanceCount > 15) {
    wrong("instanceCount", args.instanceCount, "1 to 15 is");
  }
  if (!/^\d+\.\d+$/.test(args.engineVersion)) {
    wrong("engineVersion", args.engineVersion, 'a full version such as "16.8" is');
  }
  if (/^db\.t\d/.test(args.instanceClass)) {
    wrong("instanceClass", args.instanceClass, "memory-optimised classes such as db.r7g.large are");
  }
  const serverless = args.instanceClass === "db.serverless";
  if (serverless !== (args.serverless !== undefined)) {
    wrong("serverless", args.serverless ?? null, "it is given with the class db.serverless, and only then");
  } else if (args.serverless) {
    found.push(...capacityMistakes("serverless", args.serverless));
  }
  const scaling = args.creates?.readerScaling;
  if (scaling) found.push(...readerScalingMistakes("creates.readerScaling", scaling, args.instanceCount - 1));
  const rpo = args.creates?.rpoSeconds;
  if (rpo !== undefined && !(Number.isInteger(rpo) && rpo >= 20 && rpo <= 2_147_483_647)) {
    wrong("creates.rpoSeconds", rpo, "20 to 2147483647 is");
  }
  const days = args.backupRetentionDays;
  if (days !== undefined && (!Number.isInteger(days) || days < 1 || days > 35)) {
    wrong("backupRetentionDays", days, "1 to 35 is");
  }
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(args.clusterIdentifier) || args.clusterIdentifier.length > 57) {
    // 63 characters, less "-final" for the last snapshot.
    wrong(
      "clusterIdentifier",
      args.clusterIdentifier,
      "up to 57 lower-case letters, digits and single hyphens are",
    );
  }
  if (args.creates?.secretReplicaRegions.includes(args.region)) {
    wrong("creates.secretReplicaRegions", args.region, "other regions are: it is the secret's own");
  }
  if (args.joins?.sourceRegion === args.region) {
    wrong("joins.sourceRegion", args.region, "another region is: a member can't replicate from itself");
  }
  return found;
}
