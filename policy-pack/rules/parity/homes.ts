import type { Stack } from "../../frame/rule";
import type { Region } from "../../frame/subject";
import { isOneOf, types } from "../../frame/types";
import { known } from "../../frame/values";

/**
 * What a region needs of its own to do its work. Not in the list: what one region holds for all, such as a secret with
 * replicas, a replicated bucket or a table with replicas, which rules of their own judge.
 */
export const workTypes: readonly string[] = [
  ...types.vpc,
  ...types.natGateway,
  ...types.vpcEndpoint,
  ...types.loadBalancer,
  ...types.targetGroup,
  ...types.eksCluster,
  ...types.nodeGroup,
  ...types.addon,
  ...types.ecsService,
  ...types.autoscalingGroup,
  ...types.lambdaFunction,
  ...types.eventSourceMapping,
  ...types.queue,
  ...types.topic,
  ...types.cluster,
  ...types.clusterInstance,
  ...types.cache,
];

/** Regions of the system: those that a setting names, else those of the peers. */
export function systemRegions(stack: Stack, regions: readonly Region[]): readonly Region[] {
  return regions.length > 0 ? regions : stack.peers.flatMap(({ region }) => region ?? []);
}

/**
 * Regions whose work is in the graph. A replica, a copy of a backup or an alarm is not enough: the stack of one region has
 * these in the other, whose own stack is elsewhere. So a peer must be there, or twins of this stack.
 */
export function homesOf({ graph, peers }: Stack): ReadonlySet<Region> {
  const homes = new Set(peers.flatMap(({ region }) => region ?? []));
  for (const resource of graph.resources) {
    if (!isOneOf(workTypes, resource.type)) continue;
    const region = known(() => resource.region);
    if (region === undefined || homes.has(region)) continue;
    if (resource.isPeer || graph.twinsOf(resource).length > 0) homes.add(region);
  }
  return homes;
}

/** Why regions that are not among {@link homesOf} are not evaluated. */
export function unseenReason(regions: readonly Region[]): string {
  return `what works in ${regions.join(", ")} is neither in this stack nor in the snapshot of a peer`;
}
