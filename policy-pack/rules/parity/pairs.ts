import type { StackResource } from "../../frame/graph";
import { GLOBAL } from "../../frame/region";
import type { Judgement, Stack } from "../../frame/rule";
import type { Region } from "../../frame/subject";
import { type Aspect, compareAspects, type Difference, tellDifference } from "../comparison";
import { homesOf, systemRegions, unseenReason } from "./homes";

/**
 * Compares each of some resources with its twin in every other region, and says each difference once: at the one of
 * this stack, or of two in this stack at the later one. A twin that is nowhere to be seen is "not evaluated"; one that is
 * missing where its region is seen is the matter of the inventory.
 */
export function judgePairs(
  stack: Stack,
  resources: readonly StackResource[],
  regions: readonly Region[],
  compare: (resource: StackResource, twin: StackResource) => Difference,
): void {
  eachPair(stack, resources, regions, (resource, twins, judgement) => {
    for (const candidates of twins.values()) {
      const compared = candidates.map((twin) => ({ twin, difference: compare(resource, twin) }));
      // Where several have the same role, the most similar one is meant.
      compared.sort((one, other) => weight(one.difference) - weight(other.difference));
      const [best] = compared;
      if (!best || !(best.twin.isPeer || best.twin.urn < resource.urn)) continue;
      const { name, region } = best.twin;
      tellDifference(best.difference, `It differs from its twin ${name} in ${region}`, judgement);
    }
  });
}

/** {@link judgePairs} of the same aspects of all resources. */
export function judgeAspects(
  stack: Stack,
  resources: readonly StackResource[],
  regions: readonly Region[],
  aspects: readonly Aspect[],
): void {
  judgePairs(stack, resources, regions, (one, other) => compareAspects(one.props, other.props, aspects));
}

/** Visits each resource of this stack that is in a region of the system with its twins by region; there is at least one. */
export function eachPair(
  stack: Stack,
  resources: readonly StackResource[],
  regions: readonly Region[],
  visit: (
    resource: StackResource,
    twins: ReadonlyMap<Region, readonly StackResource[]>,
    judgement: Judgement,
  ) => void,
): void {
  const system = systemRegions(stack, regions);
  const homes = homesOf(stack);
  for (const resource of resources) {
    stack.judge(resource, (judgement) => {
      const { region } = resource;
      if (region === GLOBAL || (region !== undefined && regions.length > 0 && !regions.includes(region)))
        return;
      if (region === undefined) {
        judgement.notEvaluated("neither it nor its provider says its region");
        return;
      }
      const twins = byRegion(stack.graph.twinsOf(resource));
      if (twins.size > 0) visit(resource, twins, judgement);
      const others = system.filter((other) => other !== region && !twins.has(other));
      const unseen = others.filter((other) => !homes.has(other));
      if (unseen.length > 0) {
        judgement.notEvaluated(unseenReason(unseen));
      } else if (twins.size === 0 && others.length === 0) {
        judgement.notEvaluated("it has no twin in sight, and the setting regions names no other region");
      }
    });
  }
}

function byRegion(twins: readonly StackResource[]): Map<Region, StackResource[]> {
  const found = new Map<Region, StackResource[]>();
  for (const twin of twins) {
    const { region } = twin;
    if (region !== undefined) found.set(region, [...(found.get(region) ?? []), twin]);
  }
  return found;
}

/** What differs counts more than what may. */
function weight({ different, open }: Difference): number {
  return different.length * 1000 + open.length;
}
