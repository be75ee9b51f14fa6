import type { ResourceGraph, StackResource } from "../../frame/graph";
import type { Stack } from "../../frame/rule";
import { isOneOf, types } from "../../frame/types";
import { eachBlock, given, known, type Props, text } from "../../frame/values";

/** Types that {@link halvesOf} reads. */
export const halfTypes: readonly string[] = [...types.record, ...types.hostedZone];

/** One record of a failover pair. */
export interface Half {
  readonly record: StackResource;
  readonly role: "PRIMARY" | "SECONDARY";
  /** Zone, name and type: equal for the two halves of a pair. */
  readonly name: string;
  readonly setIdentifier: string | undefined;
}

/** All failover records of a stack and its peers; one whose name is not known yet is "not evaluated". */
export function halvesOf(stack: Stack): Half[] {
  return stack.graph.ofType(types.record).flatMap((record) => stack.read(record, () => halfOf(record)) ?? []);
}

/** The other records of the same name. */
export function othersOf(half: Half, halves: readonly Half[]): Half[] {
  return halves.filter((other) => other !== half && other.name === half.name);
}

/** A record whose values are not known yet might be the missing half. */
export function hasUnreadRecords({ graph }: Stack, halves: readonly Half[]): boolean {
  const read = new Set(halves.map(({ record }) => record.urn));
  return graph
    .ofType(types.record)
    .some((record) => !read.has(record.urn) && given(record.props, "failoverRoutingPolicies"));
}

/** How a record shares its name's traffic with others, if it does: `PRIMARY failover`, `SECONDARY failover`, `latency` or `weighted`. */
export function routingOf(props: Props): string | undefined {
  let role: string | undefined;
  eachBlock(props, "failoverRoutingPolicies", (policy) => {
    role ??= text(policy, "type");
  });
  if (role === "PRIMARY" || role === "SECONDARY") return `${role} failover`;
  if (given(props, "latencyRoutingPolicies")) return "latency";
  return given(props, "weightedRoutingPolicies") ? "weighted" : undefined;
}

/** The health checks of the graph that a record names. */
export function checksOf(graph: ResourceGraph, record: StackResource): StackResource[] {
  if (!given(record.props, "healthCheckId")) return [];
  return graph
    .ofType(types.healthCheck)
    .filter((check) => known(() => record.refersTo("healthCheckId", check, ["id"])) === true);
}

/** Full name in Route 53's spelling: a name may be given relative to its zone, in any case, with a last dot. */
export function hostOf(record: StackResource): string {
  const name = domain(text(record.props, "name"));
  const zone = record.references("zoneId").find(({ type }) => isOneOf(types.hostedZone, type));
  const suffix = domain(zone && text(zone.props, "name"));
  if (suffix === "" || name === suffix || name.endsWith(`.${suffix}`)) return name;
  return name === "" ? suffix : `${name}.${suffix}`;
}

/** A DNS name in lower case without its last dot. */
export function domain(name: string | undefined): string {
  return (name ?? "").toLowerCase().replace(/\.$/, "");
}

function halfOf(record: StackResource): Half[] {
  const { props } = record;
  const halves: Half[] = [];
  eachBlock(props, "failoverRoutingPolicies", (policy) => {
    const role = text(policy, "type");
    if (role !== "PRIMARY" && role !== "SECONDARY") return;
    const name = `${zoneOf(record)} ${hostOf(record)} ${text(props, "type")}`;
    halves.push({ record, role, name, setIdentifier: text(props, "setIdentifier") });
  });
  return halves;
}

/** The known id of its zone, which is the same in all stacks, else the zone itself: during a preview a new one has no id. */
function zoneOf(record: StackResource): string {
  const [zone] = record.references("zoneId");
  return known(() => text(record.props, "zoneId")) ?? zone?.urn ?? text(record.props, "zoneId") ?? "";
}
