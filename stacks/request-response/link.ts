import { LinkKind, RegionLink } from "../../components/region-link";
import type { RegionalNetwork } from "../../components/regional-network";
import type { Outputs } from "../contract";
import type { Contract } from "./contract";
import type { Database } from "./database";
import type { Flow } from "./flow";

/** What the primary's contract says of its network. */
export function networkContract({ settings }: Flow, network: RegionalNetwork): Outputs<Contract["network"]> {
  return {
    cidrBlock: settings.network.cidr,
    vpcId: network.vpcId,
    routeTableIds: network.innerRouteTableIds,
  };
}

/** Joins this region's network with that of the home region, so that each reaches the writer wherever it is. */
export function linkWith(flow: Flow, home: Contract, network: RegionalNetwork, database: Database): void {
  const { settings, opts } = flow;
  const service = (securityGroupId: Database["securityGroupId"] | string) => [
    { name: "database", securityGroupId, port: database.port },
  ];
  new RegionLink(
    `link-${home.region}`,
    {
      kind: LinkKind.Peering,
      local: {
        region: settings.region,
        cidrBlock: settings.network.cidr,
        vpcId: network.vpcId,
        routeTableIds: network.innerRouteTableIds,
        services: service(database.securityGroupId),
      },
      peer: { ...home.network, region: home.region, services: service(home.database.securityGroupId) },
    },
    opts,
  );
}
