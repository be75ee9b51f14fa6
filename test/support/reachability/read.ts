import { type Deployed, resourcesOf } from "../state";
import type { Attachment, Endpoint, GatewayTable, Network, NextHop, Peering } from "./model";
import { readAcls, readGroups } from "./read-rules";
import { idOf, type Lookup, objects, text, texts } from "./values";

/** What an exported state does not tell. */
export interface Known {
  /**
   * Ranges that sites announce, by the logical name of the VPN or Direct Connect association, or by `region/name` where
   * stacks use a name each.
   */
  announced?: Record<string, string[]>;
  /** Ids of VPC peerings that another account has accepted. */
  acceptedPeerings?: string[];
  /** Ranges of AWS's own prefix lists, by id. */
  prefixLists?: Record<string, string[]>;
}

/** Reads the networks of exported stacks (`pulumi stack export`), which may refer to each other by ids. */
export function readNetwork(exported: readonly unknown[], known: Known = {}): Network {
  const all = exported.flatMap(resourcesOf).filter(({ custom }) => custom);
  const of = (...types: string[]) => all.filter(({ type }) => types.includes(type));
  const network: Network = {
    vpcs: new Map(),
    subnets: new Map(),
    tables: new Map(),
    edgeTables: new Map(),
    internetGateways: new Map(),
    natGateways: new Map(),
    groups: readGroups(of),
    acls: readAcls(of),
    endpoints: new Map(),
    attachments: new Map(),
    gatewayTables: [],
    peerings: new Map(),
    prefixLists: new Map(Object.entries(known.prefixLists ?? {})),
  };
  readVpcs(network, of);
  readEndpoints(network, of);
  readRoutes(network, of);
  readTransit(network, of, known);
  readPeerings(network, of, known);
  for (const list of of("aws:ec2/managedPrefixList:ManagedPrefixList")) {
    network.prefixLists.set(
      idOf(list),
      objects(list.outputs.entries).map(({ cidr }) => text(cidr)),
    );
  }
  return network;
}

function readVpcs(network: Network, of: Lookup): void {
  for (const vpc of of("aws:ec2/vpc:Vpc")) {
    const { region, cidrBlock, mainRouteTableId } = vpc.outputs;
    network.vpcs.set(idOf(vpc), {
      id: idOf(vpc),
      region: text(region),
      ranges: [text(cidrBlock)],
      mainTableId: text(mainRouteTableId),
    });
    network.tables.set(text(mainRouteTableId), []);
  }
  for (const more of of("aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation")) {
    network.vpcs.get(text(more.outputs.vpcId))?.ranges.push(text(more.outputs.cidrBlock));
  }
  for (const subnet of of("aws:ec2/subnet:Subnet")) {
    const { vpcId, availabilityZone, cidrBlock } = subnet.outputs;
    network.subnets.set(idOf(subnet), {
      id: idOf(subnet),
      name: subnet.name,
      vpcId: text(vpcId),
      zone: text(availabilityZone),
      range: text(cidrBlock),
      tableId: network.vpcs.get(text(vpcId))?.mainTableId ?? "",
    });
  }
  for (const gateway of of("aws:ec2/internetGateway:InternetGateway")) {
    network.internetGateways.set(idOf(gateway), text(gateway.outputs.vpcId));
  }
  for (const attached of of("aws:ec2/internetGatewayAttachment:InternetGatewayAttachment")) {
    network.internetGateways.set(text(attached.outputs.internetGatewayId), text(attached.outputs.vpcId));
  }
  for (const gateway of of("aws:ec2/natGateway:NatGateway")) {
    network.natGateways.set(idOf(gateway), text(gateway.outputs.subnetId));
  }
}

function readEndpoints(network: Network, of: Lookup): void {
  for (const endpoint of of("aws:ec2/vpcEndpoint:VpcEndpoint")) {
    const { outputs } = endpoint;
    const serviceName = text(outputs.serviceName);
    network.endpoints.set(idOf(endpoint), {
      id: idOf(endpoint),
      kind: (text(outputs.vpcEndpointType) || "Gateway") as Endpoint["kind"],
      vpcId: text(outputs.vpcId),
      service: /^com\.amazonaws\.(?!vpce\.)[a-z0-9-]+\.(.+)$/.exec(serviceName)?.[1] ?? serviceName,
      privateDns: outputs.privateDnsEnabled === true,
      subnetIds: texts(outputs.subnetIds),
      groupIds: texts(outputs.securityGroupIds),
      prefixListId: text(outputs.prefixListId),
    });
  }
}

function readRoutes(network: Network, of: Lookup): void {
  const add = (tableId: string, route: Record<string, unknown>) => {
    const range = text(route.destinationCidrBlock ?? route.cidrBlock);
    if (range === "") return;
    const routes = network.tables.get(tableId) ?? [];
    routes.push({ range, hop: hopOf(network, route) });
    network.tables.set(tableId, routes);
  };
  for (const table of of("aws:ec2/routeTable:RouteTable", "aws:ec2/defaultRouteTable:DefaultRouteTable")) {
    if (!network.tables.has(idOf(table))) network.tables.set(idOf(table), []);
    for (const route of objects(table.inputs.routes)) add(idOf(table), route);
  }
  for (const { outputs } of of("aws:ec2/route:Route")) add(text(outputs.routeTableId), outputs);
  for (const { outputs } of of("aws:ec2/routeTableAssociation:RouteTableAssociation")) {
    const subnet = network.subnets.get(text(outputs.subnetId));
    if (subnet !== undefined) subnet.tableId = text(outputs.routeTableId);
    if (text(outputs.gatewayId) !== "")
      network.edgeTables.set(text(outputs.gatewayId), text(outputs.routeTableId));
  }
  const serve = (endpointId: string, tableId: string) => {
    const endpoint = network.endpoints.get(endpointId);
    if (endpoint === undefined) return;
    const routes = network.tables.get(tableId) ?? [];
    routes.push({ service: endpoint.service, hop: { kind: "endpoint", id: endpointId } });
    network.tables.set(tableId, routes);
  };
  for (const endpoint of of("aws:ec2/vpcEndpoint:VpcEndpoint")) {
    for (const tableId of texts(endpoint.outputs.routeTableIds)) serve(idOf(endpoint), tableId);
  }
  for (const { outputs } of of("aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation")) {
    serve(text(outputs.vpcEndpointId), text(outputs.routeTableId));
  }
}

function hopOf(network: Network, route: Record<string, unknown>): NextHop {
  const gatewayId = text(route.gatewayId);
  if (gatewayId === "local") return { kind: "local" };
  if (network.internetGateways.has(gatewayId)) return { kind: "internet-gateway", id: gatewayId };
  const kinds = {
    natGatewayId: "nat-gateway",
    transitGatewayId: "transit-gateway",
    vpcPeeringConnectionId: "peering",
    vpcEndpointId: "endpoint",
  } as const;
  for (const [property, kind] of Object.entries(kinds) as [
    keyof typeof kinds,
    (typeof kinds)[keyof typeof kinds],
  ][]) {
    if (text(route[property]) !== "") return { kind, id: text(route[property]) };
  }
  return { kind: "other", id: gatewayId || text(route.networkInterfaceId) || "nothing known" };
}

function readTransit(network: Network, of: Lookup, { announced = {} }: Known): void {
  const attach = (
    { name, outputs }: Deployed,
    attachment: Partial<Attachment> & Pick<Attachment, "id" | "kind" | "gatewayIds">,
  ) =>
    network.attachments.set(attachment.id, {
      name,
      region: text(outputs.region),
      subnetIds: [],
      applianceMode: false,
      accepted: true,
      announced: [],
      ...attachment,
    });
  for (const vpc of of("aws:ec2transitgateway/vpcAttachment:VpcAttachment")) {
    const { transitGatewayId, vpcId, subnetIds, applianceModeSupport } = vpc.outputs;
    attach(vpc, {
      id: idOf(vpc),
      kind: "vpc",
      gatewayIds: [text(transitGatewayId)],
      vpcId: text(vpcId),
      subnetIds: texts(subnetIds),
      applianceMode: applianceModeSupport === "enable",
    });
  }
  const accepters = of("aws:ec2transitgateway/peeringAttachmentAccepter:PeeringAttachmentAccepter");
  for (const peering of of("aws:ec2transitgateway/peeringAttachment:PeeringAttachment")) {
    const { transitGatewayId, peerTransitGatewayId } = peering.outputs;
    attach(peering, {
      id: idOf(peering),
      kind: "peering",
      gatewayIds: [text(transitGatewayId), text(peerTransitGatewayId)],
      accepted: accepters.some(({ outputs }) => outputs.transitGatewayAttachmentId === idOf(peering)),
    });
  }
  const sites = {
    vpn: of("aws:ec2/vpnConnection:VpnConnection"),
    "direct-connect-gateway": of("aws:directconnect/gatewayAssociation:GatewayAssociation"),
  };
  for (const [kind, found] of Object.entries(sites) as [Attachment["kind"], Deployed[]][]) {
    for (const resource of found) {
      const { name, outputs } = resource;
      const id = text(outputs.transitGatewayAttachmentId);
      if (id === "") continue;
      const gateway = text(outputs.transitGatewayId) || text(outputs.associatedGatewayId);
      const ranges = announced[`${text(outputs.region)}/${name}`] ?? announced[name] ?? [];
      attach(resource, { id, kind, gatewayIds: [gateway], announced: ranges });
    }
  }
  readGatewayTables(network, of);
}

function readGatewayTables(network: Network, of: Lookup): void {
  const tables = new Map<string, GatewayTable>();
  const table = (id: string, gatewayId = "") => {
    const found = tables.get(id) ?? { id, gatewayId, associated: [], propagated: [], routes: [] };
    tables.set(id, found);
    return found;
  };
  for (const found of of("aws:ec2transitgateway/routeTable:RouteTable")) {
    table(idOf(found), text(found.outputs.transitGatewayId));
  }
  for (const gateway of of("aws:ec2transitgateway/transitGateway:TransitGateway")) {
    const own = [...network.attachments.values()].filter(({ gatewayIds }) =>
      gatewayIds.includes(idOf(gateway)),
    );
    const { outputs } = gateway;
    if (outputs.defaultRouteTableAssociation !== "disable") {
      const ids = own.map(({ id }) => id);
      table(text(outputs.associationDefaultRouteTableId), idOf(gateway)).associated.push(...ids);
    }
    if (outputs.defaultRouteTablePropagation !== "disable") {
      const ids = own.filter(({ kind }) => kind !== "peering").map(({ id }) => id);
      table(text(outputs.propagationDefaultRouteTableId), idOf(gateway)).propagated.push(...ids);
    }
  }
  for (const { outputs } of of("aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation")) {
    table(text(outputs.transitGatewayRouteTableId)).associated.push(text(outputs.transitGatewayAttachmentId));
  }
  for (const { outputs } of of("aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation")) {
    table(text(outputs.transitGatewayRouteTableId)).propagated.push(text(outputs.transitGatewayAttachmentId));
  }
  for (const { outputs } of of("aws:ec2transitgateway/route:Route")) {
    table(text(outputs.transitGatewayRouteTableId)).routes.push({
      range: text(outputs.destinationCidrBlock),
      attachmentId: text(outputs.transitGatewayAttachmentId) || undefined,
      blackhole: outputs.blackhole === true,
    });
  }
  network.gatewayTables.push(...tables.values());
}

function readPeerings(network: Network, of: Lookup, { acceptedPeerings = [] }: Known): void {
  const accepters = of("aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter");
  for (const peering of of("aws:ec2/vpcPeeringConnection:VpcPeeringConnection")) {
    const id = idOf(peering);
    const { vpcId, peerVpcId, autoAccept } = peering.outputs;
    network.peerings.set(id, {
      id,
      name: peering.name,
      region: text(peering.outputs.region),
      vpcIds: [text(vpcId), text(peerVpcId)],
      accepted:
        autoAccept === true ||
        acceptedPeerings.includes(id) ||
        accepters.some(({ outputs }) => outputs.vpcPeeringConnectionId === id),
    } satisfies Peering);
  }
}
