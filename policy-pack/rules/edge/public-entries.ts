import type { ResourceGraph, StackResource } from "../../frame/graph";
import { isOneOf, types } from "../../frame/types";
import { block, flag, given, known, text, textsOf } from "../../frame/values";
import { admitsAnywhere, entryTypes } from "../network/security-group-entries";
import { meant } from "../related";

/** Types of what the internet may reach and a web ACL can guard, and of what says whether it does. */
export const publicEntryTypes: readonly string[] = [
  ...types.distribution,
  ...types.loadBalancer,
  ...types.apiStage,
  "aws:apigateway/restApi:RestApi",
  ...types.graphqlApi,
  ...entryTypes,
];

/** What the internet may reach and a web ACL can guard. */
export function publicEntries(graph: ResourceGraph): readonly StackResource[] {
  return graph.own([...types.distribution, ...types.loadBalancer, ...types.apiStage, ...types.graphqlApi]);
}

/**
 * Whether the internet reaches one of them; `undefined` when that is decided elsewhere.
 * @throws UnknownValueError when it is not known yet
 */
export function isPublic(graph: ResourceGraph, entry: StackResource): boolean | undefined {
  const { props, type } = entry;
  if (isOneOf(types.distribution, type)) return flag(props, "enabled") !== false;
  if (isOneOf(types.graphqlApi, type)) return text(props, "visibility") !== "PRIVATE";
  if (isOneOf(types.apiStage, type)) {
    const [api] = meant(entry, "restApi", graph.ofType(["aws:apigateway/restApi:RestApi"]), ["id"]);
    if (!api) return undefined;
    const endpoint = block(api.props, "endpointConfiguration");
    return !(endpoint && textsOf(endpoint, "types").includes("PRIVATE"));
  }
  // A web ACL guards application load balancers only.
  if ((text(props, "loadBalancerType") ?? "application") !== "application") return false;
  return isOpenBalancer(graph, entry);
}

/**
 * Whether a load balancer's security groups let the internet in; `undefined` when they are in another stack.
 * @throws UnknownValueError when it is not known yet
 */
export function isOpenBalancer(graph: ResourceGraph, balancer: StackResource): boolean | undefined {
  const { props } = balancer;
  if (flag(props, "internal")) return false;
  const groups = meant(balancer, "securityGroups", graph.ofType(types.securityGroup));
  if (groups.some((group) => admitsAnywhere(graph, group))) return true;
  // A network load balancer needs no group, and then lets everybody in.
  if (!given(props, "securityGroups"))
    return text(props, "loadBalancerType") === "network" ? true : undefined;
  return groups.length > 0 && groups.length === countOfGroups(balancer) ? false : undefined;
}

/** How many groups a load balancer has; while the list itself is not known, as many as it refers to. */
function countOfGroups(balancer: StackResource): number {
  const list = known(() => balancer.props.securityGroups);
  return Array.isArray(list) ? list.length : balancer.references("securityGroups").length;
}
