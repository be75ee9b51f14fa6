import { LinkKind, RegionLink } from "../../components/region-link";
import type { RegionalNetwork } from "../../components/regional-network";
import type { Outputs } from "../contract";
import type { App } from "./app";
import type { Contract } from "./contract";
import { homeDatabase } from "./database";

/** What the primary's contract says of its network. */
export function networkContract({ settings }: App, network: RegionalNetwork): Outputs<Contract["network"]> {
  return {
    cidrBlock: settings.network.cidr,
    vpcId: network.vpcId,
    routeTableIds: network.innerRouteTableIds,
  };
}

/** Joins this region's network with that of the home region, whose database both regions work on. */
export function linkWith({ settings, opts }: App, home: Contract, network: RegionalNetwork): void {
  const { securityGroupId, port } = homeDatabase(home);
  new RegionLink(
    `link-${home.region}`,
    {
      kind: LinkKind.Peering,
      local: {
        region: settings.region,
        cidrBlock: settings.network.cidr,
        vpcId: network.vpcId,
        routeTableIds: network.innerRouteTableIds,
        services: [],
      },
      peer: { ...home.network, region: home.region, services: [{ name: "database", securityGroupId, port }] },
    },
    opts,
  );
}
