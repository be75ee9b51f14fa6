import { inOrder, type Parameter, POSTGRESQL } from "../database-parts/parameters";

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

/**
 * Parameters of a member's cluster parameter group, equal in every region: nothing is inherited when a member is
 * promoted.
 *
 * @param rpoSeconds makes commits wait while every other member is further behind. In the home region's group alone:
 * a member that was promoted has no healthy one beside it, and with the parameter in its group no commit would return.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-disaster-recovery.html
 */
export function clusterParameters(rpoSeconds?: number): Parameter[] {
  const guard: Parameter[] =
    rpoSeconds === undefined
      ? []
      : [{ name: "rds.global_db_rpo", value: String(rpoSeconds), applyMethod: "immediate" }];
  return inOrder([...POSTGRESQL, ...guard]);
}

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
  "masterPasswordWo",
  "databaseName",
  "sourceRegion",
  "availabilityZones",
];
