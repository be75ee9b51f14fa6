import type { StackResource } from "../../frame/graph";
import type { Stack } from "../../frame/rule";
import { isOneOf, types } from "../../frame/types";
import { given, known, text } from "../../frame/values";

/** What {@link globalMembers} and {@link globalClusterOf} read. */
export const memberTypes: readonly string[] = [...types.cluster, ...types.globalCluster];

/** The clusters of a stack that belong to an Aurora global database: joined by identifier, or its source. */
export function globalMembers({ graph }: Stack): StackResource[] {
  return graph
    .ofType(types.cluster)
    .filter((cluster) => given(cluster.props, "globalClusterIdentifier") || sourced(graph, cluster));
}

/**
 * What is equal for two members of one global database: its identifier, or the resource while that is not known.
 * @throws UnknownValueError when the identifier comes from elsewhere and is not known yet
 */
export function globalClusterOf(stack: Stack, member: StackResource): string {
  const isGlobal = ({ type }: StackResource) => isOneOf(types.globalCluster, type);
  const global = member.references("globalClusterIdentifier").find(isGlobal) ?? sourced(stack.graph, member);
  if (!global) return text(member.props, "globalClusterIdentifier") ?? "";
  return known(() => text(global.outputs, "globalClusterIdentifier")) ?? global.urn;
}

/** Properties by which other resources name a cluster. */
export const clusterNames = ["clusterIdentifier", "id", "arn"] as const;

/**
 * The instances of a member. One whose cluster is not known counts as none of it, and is told in `unread`.
 */
export function instancesOf(
  { graph }: Stack,
  member: StackResource,
): { readonly instances: readonly StackResource[]; readonly unread: boolean } {
  const all = graph
    .ofType(types.clusterInstance)
    .map((instance) => ({ instance, belongs: known(() => belongsTo(instance, member)) }));
  return {
    instances: all.filter(({ belongs }) => belongs === true).map(({ instance }) => instance),
    unread: all.some(({ belongs }) => belongs === undefined),
  };
}

function belongsTo(instance: StackResource, member: StackResource): boolean {
  return instance.refersTo("clusterIdentifier", member, clusterNames);
}

function sourced(graph: Stack["graph"], cluster: StackResource): StackResource | undefined {
  return graph
    .ofType(types.globalCluster)
    .find((global) => global.references("sourceDbClusterIdentifier").includes(cluster));
}
