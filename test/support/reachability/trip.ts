import type { Attachment, Network, NextHop, Subnet } from "./model";
import { decide, routeFor, tableOf } from "./next-hop";
import type { Place } from "./places";
import { SOMEWHERE, within } from "./ranges";

/** One way through the networks: what was passed, and where it ended. */
export interface Trip {
  /** Ids of what was passed, in order. */
  path: string[];
  /** Ids of what keeps state about flows on the way: endpoints of inspections and NAT gateways. */
  keepers: string[];
  /** Address that the other end sees. */
  seenAs: string;
  /** Why it ended elsewhere than it should. */
  reason?: string;
}

/** A packet under way. */
interface Packet {
  to: Place;
  toAddress: string;
  trip: Trip;
  /** Zone that it is in, which it keeps where it can. */
  zone: string;
  /** The two ends' addresses, alike in both directions: appliance mode chooses a zone by them. */
  flow: string;
  public: boolean;
}

/** More than any path has; who passes more goes round in a circle. */
const MOST_HOPS = 32;

/** Address of a place, as a packet for it carries it. */
function addressOf(place: Place): string {
  return place.kind === "internet" || place.kind === "service" ? SOMEWHERE : place.address;
}

/** Follows routes alone from one place to another; what rules say to it is another question. */
export function travel(network: Network, from: Place, to: Place): Trip {
  const trip: Trip = { path: [], keepers: [], seenAs: addressOf(from) };
  const toAddress = addressOf(to);
  const flow = [addressOf(from), toAddress].sort().join(" ");
  const packet: Packet = { to, toAddress, trip, zone: "", flow, public: false };
  if (from.kind === "machine") {
    const subnet = network.subnets.get(from.subnetId);
    if (subnet === undefined) return stop(packet, `there is no subnet ${from.subnetId}`);
    packet.zone = subnet.zone;
    packet.public = from.public;
    return leave(network, packet, subnet.vpcId, subnet.tableId);
  }
  if (from.kind === "site") return throughGateways(network, packet, from.attachmentId, undefined);
  if (from.kind === "internet") return fromInternet(network, packet);
  if (from.kind === "partner") return throughPeering(network, packet, from.peeringId, undefined);
  return stop(packet, "an AWS service answers, it does not ask");
}

function stop({ trip }: Packet, reason: string): Trip {
  trip.reason = reason;
  return trip;
}

/** Where a VPC's table sends the packet. */
function leave(network: Network, packet: Packet, vpcId: string, tableId: string): Trip {
  packet.trip.path.push(tableId);
  if (packet.trip.path.length > MOST_HOPS) return stop(packet, "it goes round in a circle");
  const route = routeFor(network, vpcId, tableId, packet.toAddress);
  if (route === undefined) return stop(packet, `table ${tableId} has no route to ${packet.toAddress}`);
  return follow(network, packet, vpcId, route.hop);
}

function follow(network: Network, packet: Packet, vpcId: string, hop: NextHop): Trip {
  if (hop.kind === "local") return deliver(network, packet, vpcId);
  packet.trip.path.push(hop.id);
  switch (hop.kind) {
    case "internet-gateway":
      if (packet.to.kind !== "internet" && packet.to.kind !== "service") {
        return stop(packet, `${packet.toAddress} is private, and ${hop.id} leads to the internet`);
      }
      if (!packet.public) return stop(packet, `it has no public address for ${hop.id}`);
      return packet.trip;
    case "nat-gateway": {
      const subnet = network.subnets.get(network.natGateways.get(hop.id) ?? "");
      if (subnet === undefined) return stop(packet, `${hop.id} is in no known subnet`);
      packet.trip.keepers.push(hop.id);
      packet.trip.seenAs = SOMEWHERE;
      packet.public = true;
      return leave(network, packet, subnet.vpcId, subnet.tableId);
    }
    case "endpoint": {
      const endpoint = network.endpoints.get(hop.id);
      const subnet = network.subnets.get(endpoint?.subnetIds[0] ?? "");
      if (endpoint?.kind !== "GatewayLoadBalancer" || subnet === undefined) {
        return stop(packet, `${hop.id} is no gateway load balancer's endpoint`);
      }
      packet.trip.keepers.push(hop.id);
      return leave(network, packet, subnet.vpcId, subnet.tableId);
    }
    case "peering":
      return throughPeering(network, packet, hop.id, vpcId);
    case "transit-gateway": {
      const attachment = [...network.attachments.values()].find(
        (one) => one.vpcId === vpcId && one.gatewayIds.includes(hop.id),
      );
      if (attachment === undefined) return stop(packet, `${vpcId} is not attached to ${hop.id}`);
      if (!zonesOf(network, attachment).some(({ zone }) => zone === packet.zone)) {
        return stop(packet, `${attachment.id} has no subnet in ${packet.zone}`);
      }
      return throughGateways(network, packet, attachment.id, hop.id);
    }
    default:
      return stop(packet, `a route leads to ${hop.id}, which nobody knows`);
  }
}

function deliver(network: Network, packet: Packet, vpcId: string): Trip {
  const { to } = packet;
  if (to.kind !== "machine") return stop(packet, `${packet.toAddress} is nobody's in ${vpcId}`);
  if (network.subnets.get(to.subnetId)?.vpcId !== vpcId) {
    return stop(packet, `${packet.toAddress} is in another network than ${vpcId}`);
  }
  packet.trip.path.push(to.subnetId);
  return packet.trip;
}

function fromInternet(network: Network, packet: Packet): Trip {
  const { to } = packet;
  if (to.kind !== "machine") return stop(packet, "the internet is asked about machines alone");
  if (!to.public) return stop(packet, "it has no public address");
  const subnet = network.subnets.get(to.subnetId) as Subnet;
  const gateway = [...network.internetGateways].find(([, vpcId]) => vpcId === subnet.vpcId)?.[0];
  if (gateway === undefined) return stop(packet, `${subnet.vpcId} has no internet gateway`);
  packet.trip.path.push(gateway);
  packet.zone = subnet.zone;
  const edgeTable = network.edgeTables.get(gateway);
  return edgeTable === undefined
    ? deliver(network, packet, subnet.vpcId)
    : leave(network, packet, subnet.vpcId, edgeTable);
}

/** A peering carries what is for the other network, and nothing that would go on from there. */
function throughPeering(network: Network, packet: Packet, id: string, fromVpc: string | undefined): Trip {
  const peering = network.peerings.get(id);
  if (peering === undefined) return stop(packet, `there is no peering ${id}`);
  if (!peering.accepted) return stop(packet, `${id} is not accepted`);
  if (packet.trip.path.at(-1) !== id) packet.trip.path.push(id);
  const [asking, asked] = peering.vpcIds;
  const home = packet.to.kind === "machine" ? network.subnets.get(packet.to.subnetId)?.vpcId : undefined;
  // A partner's packet comes in at whichever end is ours.
  const other =
    fromVpc === undefined ? (home === asked ? asked : asking) : fromVpc === asking ? asked : asking;
  if (packet.to.kind === "partner") {
    return packet.to.peeringId === id ? packet.trip : stop(packet, `${id} leads to another partner`);
  }
  if (!network.vpcs.get(other)?.ranges.some((range) => within(range, packet.toAddress))) {
    return stop(packet, `${id} carries nothing for ${packet.toAddress}: it is not in ${other}`);
  }
  if (packet.to.kind === "machine")
    packet.zone = network.subnets.get(packet.to.subnetId)?.zone ?? packet.zone;
  return deliver(network, packet, other);
}

/**
 * Through one transit gateway or several.
 *
 * @param gatewayId gateway at which the packet comes in; the only one of a site's attachment unless it is told
 */
function throughGateways(
  network: Network,
  packet: Packet,
  attachmentId: string,
  gatewayId: string | undefined,
): Trip {
  const came = network.attachments.get(attachmentId);
  if (came === undefined) return stop(packet, `there is no attachment ${attachmentId}`);
  const gateway = gatewayId ?? (came.gatewayIds[0] as string);
  const table = tableOf(network, attachmentId, gateway);
  if (table === undefined) return stop(packet, `${attachmentId} has no route table at ${gateway}`);
  packet.trip.path.push(table.id);
  if (packet.trip.path.length > MOST_HOPS) return stop(packet, "it goes round in a circle");
  const decision = decide(network, table, packet.toAddress);
  if ("stop" in decision) return stop(packet, decision.stop);
  const { to } = decision;
  packet.trip.path.push(to.id);
  switch (to.kind) {
    case "vpc":
      return arrive(network, packet, to);
    case "peering": {
      if (!to.accepted) return stop(packet, `${to.id} is not accepted`);
      const other = to.gatewayIds.find((id) => id !== gateway) as string;
      return throughGateways(network, packet, to.id, other);
    }
    default:
      if (packet.to.kind === "site" && packet.to.attachmentId === to.id) return packet.trip;
      return stop(packet, `${to.id} leads to a site, and ${packet.toAddress} is not there`);
  }
}

/**
 * Into a network, by the attachment's subnet of some zone: the zone that the packet is in where there is one. In
 * appliance mode the zone is chosen by the flow, alike in both directions.
 * https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-appliance-scenario.html
 */
function arrive(network: Network, packet: Packet, attachment: Attachment): Trip {
  const subnets = zonesOf(network, attachment);
  const same = subnets.find(({ zone }) => zone === packet.zone);
  const chosen = attachment.applianceMode
    ? subnets[hash(packet.flow) % subnets.length]
    : (same ?? subnets[0]);
  if (chosen === undefined) return stop(packet, `${attachment.id} has no known subnet`);
  packet.zone = chosen.zone;
  return leave(network, packet, chosen.vpcId, chosen.tableId);
}

function zonesOf(network: Network, attachment: Attachment): Subnet[] {
  return attachment.subnetIds
    .flatMap((id) => network.subnets.get(id) ?? [])
    .sort((a, b) => a.zone.localeCompare(b.zone));
}

function hash(words: string): number {
  return [...words].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_003, 7);
}
