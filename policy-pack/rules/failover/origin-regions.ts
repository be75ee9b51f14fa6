import type { ResourceGraph, StackResource } from "../../frame/graph";
import type { Region } from "../../frame/subject";
import { isOneOf, types } from "../../frame/types";
import { eachBlock, known, type Props, text } from "../../frame/values";
import { regionOfHost } from "../hosts";

/** Resources whose names distributions have as origins. */
export const originTypes: readonly string[] = [
  ...types.bucket,
  ...types.bucketWebsite,
  ...types.loadBalancer,
  ...types.classicLoadBalancer,
];

const hostNames = ["bucketRegionalDomainName", "bucketDomainName", "websiteEndpoint", "dnsName"];

/** Where an origin is: in a region, at a name that states none (such as one that Route 53 moves), or not known yet. */
export type OriginPlace = { readonly region: Region } | "any" | "unknown";

/** The places of a distribution's origins by id; an origin whose id is not known yet is not among them. */
export function originPlaces(
  graph: ResourceGraph,
  distribution: StackResource,
): ReadonlyMap<string, OriginPlace> {
  const places = new Map<string, OriginPlace>();
  known(() =>
    eachBlock(distribution.props, "origins", (origin) => {
      const id = text(origin, "originId");
      if (id !== undefined) places.set(id, placeOf(graph, distribution, origin));
    }),
  );
  return places;
}

function placeOf(graph: ResourceGraph, distribution: StackResource, origin: Props): OriginPlace {
  const sources = graph.ofType(originTypes);
  const host = known(() => text(origin, "domainName") ?? "");
  if (host !== undefined) {
    const named = sources.filter((source) =>
      hostNames.some((name) => known(() => text(source.outputs, name)) === host),
    );
    return common(named) ?? here(regionOfHost(host)) ?? "any";
  }
  // Which origin means which resource is not known yet; all of one region are in that region.
  const meant = distribution.references("origins").filter(({ type }) => isOneOf(originTypes, type));
  return common(meant) ?? "unknown";
}

function common(sources: readonly StackResource[]): OriginPlace | undefined {
  const regions = new Set(sources.map((source) => known(() => source.region)));
  const [region] = regions;
  return regions.size === 1 ? here(region) : undefined;
}

function here(region: Region | undefined): OriginPlace | undefined {
  return region === undefined ? undefined : { region };
}
