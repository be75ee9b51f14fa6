import type { ResourceGraph, StackResource } from "../../frame/graph";
import type { Region } from "../../frame/subject";
import { isOneOf, types } from "../../frame/types";
import { eachBlock, everyPart, given, known, text, textsOf } from "../../frame/values";
import { regionOfHost } from "../hosts";
import { domain, hostOf } from "./records";

/**
 * The regions in which what a record answers with is; a service of all regions counts as `global`.
 * @returns `undefined` when that can't be told of one of its answers
 */
export function targetRegions(
  graph: ResourceGraph,
  record: StackResource,
  seen: Set<StackResource> = new Set(),
): ReadonlySet<Region> | undefined {
  const regions = new Set<Region>();
  // Records that answer with each other never resolve; AWS refuses them later.
  if (seen.has(record)) return regions;
  seen.add(record);
  for (const property of ["aliases", "records"]) {
    if (!given(record.props, property)) continue;
    const targets = targetsOf(graph, record, property);
    if (targets === undefined) return undefined;
    for (const target of targets) {
      const found = typeof target === "string" ? new Set([target]) : regionsOf(graph, target, seen);
      if (found === undefined) return undefined;
      for (const region of found) regions.add(region);
    }
  }
  return regions.size > 0 ? regions : undefined;
}

function regionsOf(
  graph: ResourceGraph,
  target: StackResource,
  seen: Set<StackResource>,
): ReadonlySet<Region> | undefined {
  if (isOneOf(types.record, target.type)) return targetRegions(graph, target, seen);
  const region = known(() => target.region);
  return region === undefined ? undefined : new Set([region]);
}

/** The resources that a property's answers come from, or the regions that known answers name. */
function targetsOf(
  graph: ResourceGraph,
  record: StackResource,
  property: string,
): (StackResource | Region)[] | undefined {
  const sources = record
    .references(property)
    .filter(({ type }) => type.startsWith("aws:") && !isOneOf(types.hostedZone, type));
  if (sources.length > 0) return sources;
  const hosts = known(() => hostsIn(record, property));
  if (hosts === undefined) return undefined;
  const found: (StackResource | Region)[] = [];
  for (const host of hosts) {
    const region = regionOfHost(host);
    const records = graph
      .ofType(types.record)
      .filter((other) => other !== record && known(() => hostOf(other)) === domain(host));
    if (region === undefined && records.length === 0) return undefined;
    found.push(...(region === undefined ? records : [region]));
  }
  return found;
}

function hostsIn({ props }: StackResource, property: string): string[] {
  const hosts: string[] = [];
  everyPart(
    () =>
      eachBlock(props, property, (alias) => {
        const name = text(alias, "name");
        if (name !== undefined) hosts.push(name);
      }),
    () => hosts.push(...textsOf(props, property)),
  );
  return hosts;
}
