import * as pulumi from "@pulumi/pulumi";
import type { GlobalDatabaseArgs } from "./args";

/**
 * Refuses what RDS would refuse, or what could never fail over, before the first resource is registered.
 *
 * @returns the args as they are
 * @throws pulumi.RunError naming every wrong argument, its value and what is allowed
 */
export function validated(name: string, args: GlobalDatabaseArgs): GlobalDatabaseArgs {
  const wrong = mistakes(args).map(([path, reason]) => `GlobalDatabase "${name}": ${path}: ${reason}`);
  if (wrong.length > 0) throw new pulumi.RunError(wrong.join("\n"));
  return args;
}

/** Pairs of argument and what is wrong with it. */
export function mistakes(args: GlobalDatabaseArgs): [string, string][] {
  const found: [string, string][] = [];
  const wrong = (path: string, value: unknown, allowed: string) =>
    found.push([path, `${JSON.stringify(value)} is not allowed, ${allowed}`]);

  if (!Number.isInteger(args.instanceCount) || args.instanceCount < 1 || args.instanceCount > 15) {
    wrong("instanceCount", args.instanceCount, "1 to 15 is");
  }
  if (!/^\d+\.\d+$/.test(args.engineVersion)) {
    wrong("engineVersion", args.engineVersion, 'a full version such as "16.8" is');
  }
  if (/^db\.t\d/.test(args.instanceClass)) {
    wrong(
      "instanceClass",
      args.instanceClass,
      "a global database takes memory-optimised classes such as db.r7g.large",
    );
  }
  const days = args.backupRetentionDays;
  if (days !== undefined && (!Number.isInteger(days) || days < 1 || days > 35)) {
    wrong("backupRetentionDays", days, "1 to 35 is");
  }
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(args.clusterIdentifier) || args.clusterIdentifier.length > 60) {
    wrong(
      "clusterIdentifier",
      args.clusterIdentifier,
      "up to 60 lower-case letters, digits and single hyphens are",
    );
  }
  if (args.creates?.secretReplicaRegions.includes(args.region)) {
    wrong("creates.secretReplicaRegions", args.region, "a secret has no replica in its own region");
  }
  if (args.joins?.sourceRegion === args.region) {
    wrong("joins.sourceRegion", args.region, "a member joins from another region");
  }
  return found;
}
