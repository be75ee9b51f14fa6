import { defaults as database } from "../../components/global-database";
import { type LinkedNetwork, LinkKind, RegionLink } from "../../components/region-link";
import type { Outputs } from "../contract";
import type { RegionalContract } from "./contract";
import type { Hub } from "./hub";
import type { RegionalHalf } from "./regional";

/** What this stack's contract says of its network. */
export function networkContract({ settings }: Hub, half: RegionalHalf): Outputs<RegionalContract["network"]> {
  return {
    cidrBlock: settings.network.cidr,
    vpcId: half.network.vpcId,
    routeTableIds: half.network.innerRouteTableIds,
    databaseSecurityGroupId: half.database.securityGroupId,
    transitGateway: half.gateway?.end,
  };
}

/**
 * Joins this region's network with those that were there before it, so that every region reaches the writer in any
 * other. Each pair is owned by the stack that came later.
 */
export function linkWith(earlier: readonly RegionalContract[], hub: Hub, half: RegionalHalf): void {
  const { region, network } = hub.settings;
  if (network.link === "none") return;
  for (const other of earlier) {
    new RegionLink(
      `link-${other.region}`,
      {
        kind: network.link === "peering" ? LinkKind.Peering : LinkKind.TransitGateway,
        local: linked(region, networkContract(hub, half)),
        peer: linked(other.region, other.network),
      },
      hub.opts,
    );
  }
}

function linked(region: string, network: Outputs<RegionalContract["network"]>): LinkedNetwork {
  const { vpcId, routeTableIds, databaseSecurityGroupId: securityGroupId, transitGateway } = network;
  return {
    region,
    cidrBlock: network.cidrBlock as string,
    vpcId,
    routeTableIds,
    services: [{ name: "database", securityGroupId, port: database.port }],
    transitGateway,
  };
}
