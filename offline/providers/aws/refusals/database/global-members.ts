import { text } from "../../../core/values/read";
import type { Account, Stored } from "../../account/account";
import { others } from "../known";
import type { Judged } from "../refusal";

export const clusterType = "aws:rds/cluster:Cluster";
export const globalType = "aws:rds/globalCluster:GlobalCluster";

/** Members of a global database in the order they joined; the first is its writer. */
export function membersOf(account: Account, globalId: string): Stored[] {
  return account
    .all(clusterType)
    .filter(({ inputs }) => text(inputs, "globalClusterIdentifier") === globalId);
}

/** The writer that a new cluster would follow; undefined for the first member, and for clusters that exist already. */
export function writerBefore(resource: Judged, account: Account): Stored | undefined {
  const globalId = text(resource.inputs, "globalClusterIdentifier");
  // What an existing member was created with stays in its inputs, whatever its role is now.
  if (globalId === undefined || resource.olds !== undefined || resource.phase === "update") return undefined;
  return others(account, clusterType, resource).find(
    ({ inputs }) => text(inputs, "globalClusterIdentifier") === globalId,
  );
}
