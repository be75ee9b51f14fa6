/** The engine of every member; the payment hub speaks PostgreSQL. */
export const ENGINE = "aurora-postgresql";

/**
 * Parameter group family of an Aurora PostgreSQL version: `16.8` -> `aurora-postgresql16`.
 *
 * @throws Error when the version has no major and minor number; managed failover needs both to be equal in all
 * members, so a bare major version is not enough to say what a member runs
 */
export function parameterGroupFamily(engineVersion: string): string {
  const major = /^(\d+)\.\d+$/.exec(engineVersion)?.[1];
  if (major === undefined) {
    throw new Error(`engineVersion: "${engineVersion}" is not allowed, a full version such as "16.8" is`);
  }
  return `${ENGINE}${major}`;
}

/** One parameter of a cluster parameter group, as RDS takes it. */
export interface Parameter {
  name: string;
  value: string;
  applyMethod: "immediate" | "pending-reboot";
}

/**
 * Cluster parameters, equal in every region: nothing is inherited when a member is promoted.
 * `rds.global_db_rpo` is left out on purpose: after a failover no healthy secondary is left, and commits would block.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-disaster-recovery.html
 */
export const clusterParameters: readonly Parameter[] = [
  { name: "log_min_duration_statement", value: "1000", applyMethod: "immediate" },
  { name: "log_statement", value: "ddl", applyMethod: "immediate" },
  { name: "rds.force_ssl", value: "1", applyMethod: "immediate" },
];

/**
 * What Pulumi must not manage on a member, in the home region as much as in the others: a switchover or failover
 * swaps these between the members outside Pulumi, and taking them back would detach or replace the database.
 * - `replicationSourceIdentifier`: cleared, the provider promotes the member to a cluster of its own;
 * - `globalClusterIdentifier`: cleared, it removes the member from the global database;
 * - the others force a replacement or follow the global cluster's upgrades.
 * https://github.com/hashicorp/terraform-provider-aws/issues/40386
 */
export const managedByFailover = [
  "replicationSourceIdentifier",
  "globalClusterIdentifier",
  "engineVersion",
  "masterUsername",
  "masterPassword",
  "databaseName",
  "sourceRegion",
  "availabilityZones",
];

/** Failover priority of an instance: the writer's first two candidates before all others. */
export function promotionTier(index: number): number {
  return index < 2 ? 0 : 1;
}
