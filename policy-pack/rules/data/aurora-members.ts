import type { ResourceGraph, StackResource } from "../../frame/graph";
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
export function globalClusterOf({ graph }: Stack, member: StackResource): string {
  const global = referredGlobal(graph, member);
  if (!global) return text(member.props, "globalClusterIdentifier") ?? "";
  return identifierOf(global) ?? global.urn;
}

/**
 * The global cluster that a member belongs to, where it is in this stack or a peer's.
 * @throws UnknownValueError when the identifier comes from elsewhere and is not known yet
 */
export function globalOf({ graph }: Stack, member: StackResource): StackResource | undefined {
  const global = referredGlobal(graph, member);
  if (global) return global;
  const identifier = text(member.props, "globalClusterIdentifier");
  return identifier === undefined ? undefined : globalsOf(graph).byIdentifier.get(identifier);
}

function referredGlobal(graph: ResourceGraph, member: StackResource): StackResource | undefined {
  const isGlobal = ({ type }: StackResource) => isOneOf(types.globalCluster, type);
  return member.references("globalClusterIdentifier").find(isGlobal) ?? sourced(graph, member);
}

function identifierOf(global: StackResource): string | undefined {
  return known(() => text(global.outputs, "globalClusterIdentifier"));
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

function sourced(graph: ResourceGraph, cluster: StackResource): StackResource | undefined {
  return globalsOf(graph).bySource.get(cluster);
}

/** The global clusters of a graph by the cluster that they were made from and by their identifiers; the first of each. */
interface Globals {
  readonly bySource: ReadonlyMap<StackResource, StackResource>;
  readonly byIdentifier: ReadonlyMap<string, StackResource>;
}

const indexed = new WeakMap<ResourceGraph, Globals>();

function globalsOf(graph: ResourceGraph): Globals {
  const made = indexed.get(graph);
  if (made) return made;
  const bySource = new Map<StackResource, StackResource>();
  const byIdentifier = new Map<string, StackResource>();
  for (const global of graph.ofType(types.globalCluster)) {
    for (const source of global.references("sourceDbClusterIdentifier")) {
      if (!bySource.has(source)) bySource.set(source, global);
    }
    const identifier = identifierOf(global);
    if (identifier !== undefined && !byIdentifier.has(identifier)) byIdentifier.set(identifier, global);
  }
  const globals = { bySource, byIdentifier };
  indexed.set(graph, globals);
  return globals;
}
