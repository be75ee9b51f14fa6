import type { ResourceGraph } from "../../frame/graph";
import { types } from "../../frame/types";
import { eachBlock, given, isUnknown, known, type Props, text } from "../../frame/values";
import { overlap, parseBlock } from "../parity/address-blocks";
import { isAnywhere } from "./address-ranges";

/** Types that {@link linkedNetworks} reads. */
export const linkTypes: readonly string[] = [...types.vpc, ...types.routeTable, ...types.route];

const hops = ["vpcPeeringConnectionId", "transitGatewayId", "coreNetworkArn"];

/** The networks that a stack's own networks are linked to. */
export interface LinkedNetworks {
  /**
   * Whether a range lies in another network that is reached by peering, a transit gateway or a core network.
   * @throws UnknownValueError when the range of such a network is not known yet
   */
  has(cidr: string): boolean;
}

/**
 * Reads from the routes of a stack which other networks it is linked to. Their security groups can't be named across
 * regions: only their ranges can.
 * https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html
 */
export function linkedNetworks(graph: ResourceGraph): LinkedNetworks {
  const linked: string[] = [];
  let unread: unknown;
  const look = (route: Props, ...keys: readonly string[]) => {
    if (!hops.some((hop) => given(route, hop))) return;
    for (const key of keys) {
      const range = text(route, key);
      if (range !== undefined && !isAnywhere(range)) linked.push(range);
    }
  };
  const keep = (read: () => void) => {
    try {
      read();
    } catch (error) {
      if (!isUnknown(error)) throw error;
      unread ??= error;
    }
  };
  for (const { props } of graph.own(types.route))
    keep(() => look(props, "destinationCidrBlock", "destinationIpv6CidrBlock"));
  for (const { props } of graph.own(types.routeTable)) {
    keep(() => eachBlock(props, "routes", (route) => look(route, "cidrBlock", "ipv6CidrBlock")));
  }
  const own = graph.own(types.vpc).map(({ props }) => known(() => text(props, "cidrBlock")));
  return {
    has: (cidr) => {
      // The clients of the own network have groups, whatever is routed around them.
      if (own.some((range) => overlaps(range, cidr))) return false;
      if (linked.some((range) => contains(range, cidr))) return true;
      if (unread !== undefined) throw unread;
      return false;
    },
  };
}

function overlaps(one: string | undefined, other: string): boolean {
  const [first, second] = [parseBlock(one), parseBlock(other)];
  return first !== undefined && second !== undefined && overlap(first, second);
}

function contains(outer: string, inner: string): boolean {
  const [wide, narrow] = [parseBlock(outer), parseBlock(inner)];
  if (!wide || !narrow) return outer === inner;
  return wide.first <= narrow.first && narrow.first + narrow.size <= wide.first + wide.size;
}
