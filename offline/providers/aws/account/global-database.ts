import { text } from "../../core/values/read";
import type { Account, Stored } from "./account";

export const clusterType = "aws:rds/cluster:Cluster";
export const globalType = "aws:rds/globalCluster:GlobalCluster";
export const instanceType = "aws:rds/clusterInstance:ClusterInstance";

/** A cluster of an Aurora global database. */
export interface Member {
  cluster: Stored;
  isWriter: boolean;
}

/**
 * The members of a global database, in the order in which they joined. The first is the writer until a switchover or a
 * failover makes another one it.
 */
export function membersOf(account: Account, globalId: string): Member[] {
  const clusters = account
    .all(clusterType)
    .filter(({ inputs }) => text(inputs, "globalClusterIdentifier") === globalId);
  const chosen = account.circumstances("global-writer").get(globalId);
  const writer = clusters.find((one) => arnOf(one) === chosen) ?? clusters[0];
  return clusters.map((cluster) => ({ cluster, isWriter: cluster === writer }));
}

export const writerOf = (account: Account, globalId: string): Stored | undefined =>
  membersOf(account, globalId).find(({ isWriter }) => isWriter)?.cluster;

/** The cluster that a cluster copies from; undefined for one that writes. */
export function sourceOf(account: Account, cluster: Stored): Stored | undefined {
  const globalId = text(cluster.inputs, "globalClusterIdentifier");
  const writer = globalId === undefined ? undefined : writerOf(account, globalId);
  return writer === undefined || arnOf(writer) === arnOf(cluster) ? undefined : writer;
}

export const instancesOf = (account: Account, cluster: Stored): Stored[] =>
  account
    .all(instanceType)
    .filter((one) => one.region === cluster.region && text(one.inputs, "clusterIdentifier") === cluster.id);

export const arnOf = ({ outputs }: Stored): string => text(outputs, "arn") ?? "";
