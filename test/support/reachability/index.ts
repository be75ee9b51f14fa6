import type { Endpoint, Network, Subnet } from "./model";
import { serviceRoute } from "./next-hop";
import type { Machine, Place } from "./places";
import { firstAddress, SOMEWHERE } from "./ranges";
import { aclRefuses, type End, type Flow, groupsAllow } from "./rules";
import { type Trip, travel } from "./trip";

export type { Network } from "./model";
export { machine, type Place, partner, site } from "./places";
export { type Known, readNetwork } from "./read";
export type { Flow } from "./rules";

/** Whether one place reaches another, by which way, and if not, why. */
export interface Answer {
  reaches: boolean;
  /** Ids of what is passed on the way there. */
  path: string[];
  /** What keeps state about the flow on the way: endpoints of inspections and NAT gateways. */
  keepers: string[];
  /** Why it does not, in one sentence. */
  reason?: string;
}

/**
 * Whether `from` can open a connection to `to`: the routes there and back, the same keepers of state on both ways,
 * the network ACLs of both subnets in both directions, and the security groups of both ends.
 *
 * What it leaves out: IPv6, the ACLs of subnets on the way, and what appliances and firewalls themselves refuse.
 */
export function reach(network: Network, from: Place, to: Place, flow: Flow): Answer {
  if (from.kind === "machine" && to.kind === "service") return reachService(network, from, to.name, flow);
  const there = travel(network, from, to);
  const no = (reason: string): Answer => ({
    reaches: false,
    path: there.path,
    keepers: there.keepers,
    reason,
  });
  if (there.reason !== undefined) return no(there.reason);
  const refused = rules(network, from, to, there, flow);
  if (refused !== undefined) return no(refused);
  const back = wayBack(network, from, to, there);
  if (back !== undefined) return no(back);
  return { reaches: true, path: there.path, keepers: there.keepers };
}

/** What goes out to the internet finds back by its public address; all others need a way past the same keepers of state. */
function wayBack(network: Network, from: Place, to: Place, there: Trip): string | undefined {
  if (to.kind === "internet" || to.kind === "service") return undefined;
  const back = travel(network, to, from);
  if (back.reason !== undefined) return `the answer is lost: ${back.reason}`;
  const [forth, reverse] = [there.keepers, [...back.keepers].reverse()];
  if (forth.join() === reverse.join()) return undefined;
  const list = (ids: readonly string[]) => (ids.length === 0 ? "nothing" : ids.join(", "));
  return `the ways differ: there past ${list(forth)}, back past ${list(reverse)}`;
}

function rules(network: Network, from: Place, to: Place, there: Trip, flow: Flow): string | undefined {
  const near: End = { address: there.seenAs, groupIds: from.kind === "machine" ? from.groupIds : [] };
  const far: End = {
    address: to.kind === "internet" || to.kind === "service" ? SOMEWHERE : to.address,
    groupIds: to.kind === "machine" ? to.groupIds : [],
  };
  const groupsSeen = seeGroups(network, from, to, there);
  if (from.kind === "machine") {
    if (!groupsAllow(network, from.groupIds, far, flow, { inward: false, groupsSeen }))
      return `no security group of the asker lets ${flow.protocol} ${flow.port} out to ${far.address}`;
    const refuses = aclRefuses(network, from.subnetId, far.address, flow, false);
    if (refuses !== undefined) return `the network ACL of ${from.subnetId} refuses ${refuses}`;
  }
  if (to.kind === "machine") {
    const refuses = aclRefuses(network, to.subnetId, near.address, flow, true);
    if (refuses !== undefined) return `the network ACL of ${to.subnetId} refuses ${refuses}`;
    if (!groupsAllow(network, to.groupIds, near, flow, { inward: true, groupsSeen }))
      return `no security group of the asked lets ${flow.protocol} ${flow.port} in from ${near.address}`;
  }
  return undefined;
}

/** Rules know the other end's groups in one VPC, and over a peering in one region; not over a transit gateway. */
function seeGroups(network: Network, from: Place, to: Place, { path }: Trip): boolean {
  if (from.kind !== "machine" || to.kind !== "machine") return false;
  const vpcOf = ({ subnetId }: Machine) => network.vpcs.get(network.subnets.get(subnetId)?.vpcId ?? "");
  const [near, far] = [vpcOf(from), vpcOf(to)];
  if (near === undefined || far === undefined) return false;
  if (near.id === far.id) return true;
  return near.region === far.region && path.some((id) => network.peerings.has(id));
}

/** An AWS service: by an endpoint of the VPC where there is one, else over the internet. */
function reachService(network: Network, from: Machine, service: string, flow: Flow): Answer {
  const subnet = network.subnets.get(from.subnetId) as Subnet;
  const route = serviceRoute(network, subnet.tableId, service);
  if (route !== undefined && "id" in route.hop) {
    const endpoint = network.endpoints.get(route.hop.id) as Endpoint;
    return byGatewayEndpoint(network, from, subnet, endpoint, flow);
  }
  const endpoint = [...network.endpoints.values()].find(
    (one) =>
      one.kind === "Interface" && one.vpcId === subnet.vpcId && one.service === service && one.privateDns,
  );
  if (endpoint !== undefined) return reach(network, from, interfaceOf(network, endpoint, subnet), flow);
  return reach(network, from, { kind: "internet" }, flow);
}

function byGatewayEndpoint(
  network: Network,
  from: Machine,
  subnet: Subnet,
  { id, prefixListId }: Endpoint,
  flow: Flow,
): Answer {
  const path = [subnet.tableId, id];
  const no = (reason: string): Answer => ({ reaches: false, path, keepers: [], reason });
  const far: End = { address: SOMEWHERE, groupIds: [], prefixListIds: [prefixListId] };
  if (!groupsAllow(network, from.groupIds, far, flow, { inward: false, groupsSeen: false }))
    return no(`no security group of the asker lets ${flow.protocol} ${flow.port} out to ${prefixListId}`);
  const refuses = aclRefuses(network, subnet.id, SOMEWHERE, flow, false);
  if (refuses !== undefined) return no(`the network ACL of ${subnet.id} refuses ${refuses}`);
  return { reaches: true, path, keepers: [] };
}

/** The endpoint's interface in the asker's zone, or in the first one: private DNS names all of them. */
export function interfaceOf(network: Network, endpoint: Endpoint, asker: Subnet): Machine {
  const own = endpoint.subnetIds.flatMap((id) => network.subnets.get(id) ?? []);
  const subnet = own.find(({ zone }) => zone === asker.zone) ?? (own[0] as Subnet);
  return {
    kind: "machine",
    subnetId: subnet.id,
    groupIds: endpoint.groupIds,
    address: firstAddress(subnet.range),
    public: false,
  };
}
