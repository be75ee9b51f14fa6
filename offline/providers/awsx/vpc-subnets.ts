import type { Construction } from "../components/construction";
import { combine, type Input, type InputMap, merged } from "../components/outputs";
import type { Resource } from "../components/resource";
import { subnetIpv6Block } from "./ipv6-block";
import type { PlannedSubnet } from "./subnet-layout";
import { subnetName, subnetNameTag } from "./subnet-names";
import type { SubnetType } from "./subnet-spec";
import type { VpcArguments } from "./vpc-arguments";

export interface NetworkPlan {
  readonly args: VpcArguments;
  readonly zoneNames: readonly string[];
  readonly plan: readonly PlannedSubnet[];
  /** Block of each planned subnet. */
  readonly blocks: readonly Input[];
  readonly vpc: Resource;
  readonly gateway: Resource;
  /** Tags of all resources: the VPC's name and the program's own. */
  readonly tags: Input;
}

export interface CreatedSubnet {
  readonly resource: Resource;
  readonly type: SubnetType;
  readonly zone: number;
}

/** What was created in the VPC, in the order of creation. */
export class Network {
  readonly created: CreatedSubnet[] = [];
  readonly routeTables: Resource[] = [];
  readonly associations: Resource[] = [];
  readonly routes: Resource[] = [];
  readonly natGateways: Resource[] = [];
  readonly eips: Resource[] = [];

  get subnets(): readonly Resource[] {
    return this.created.map((subnet) => subnet.resource);
  }

  get outputs(): InputMap {
    const ofType = (type: SubnetType) =>
      this.created.filter((subnet) => subnet.type === type).map((subnet) => subnet.resource);
    const ids = (subnets: readonly Resource[]) => subnets.map((subnet) => subnet.id);
    return {
      subnets: this.subnets,
      publicSubnets: ofType("Public"),
      privateSubnets: ofType("Private"),
      isolatedSubnets: ofType("Isolated"),
      publicSubnetIds: ids(ofType("Public")),
      privateSubnetIds: ids(ofType("Private")),
      isolatedSubnetIds: ids(ofType("Isolated")),
      routeTables: this.routeTables,
      routeTableAssociations: this.associations,
      routes: this.routes,
      natGateways: this.natGateways,
      eips: this.eips,
    };
  }
}

/** Registers zone after zone, the public subnets first because the private ones route through their NAT gateways. */
export function registerSubnets(construction: Construction, network: NetworkPlan): Network {
  const created = new Network();
  for (const zone of network.zoneNames.keys()) {
    for (const [ordinal, index] of subnetsOfZone(network.plan, zone).entries()) {
      const ipv6Index = zone + ordinal * network.zoneNames.length;
      registerSubnet(construction, network, index, ipv6Index, created);
    }
  }
  return created;
}

const order: readonly SubnetType[] = ["Public", "Private", "Isolated"];

function subnetsOfZone(plan: readonly PlannedSubnet[], zone: number): readonly number[] {
  const inZone = [...plan.keys()].filter((index) => plan[index]?.zone === zone);
  return order.flatMap((type) => inZone.filter((index) => plan[index]?.spec.type === type));
}

function registerSubnet(
  construction: Construction,
  network: NetworkPlan,
  index: number,
  ipv6Index: number,
  created: Network,
): void {
  const { args, vpc, tags, zoneNames } = network;
  const planned = network.plan[index];
  if (planned === undefined) return;
  const { spec, zone } = planned;
  const zoneName = zoneNames[zone] ?? "";
  const { region } = args;
  const name = subnetName(construction.name, spec, zone);
  const ownTags = {
    Name: subnetNameTag(construction.name, spec, zone, zoneName, args.nameTags),
    SubnetType: spec.type,
  };
  const generated = construction.inputs.assignGeneratedIpv6CidrBlock;
  const assignIpv6 = combine(
    [spec.assignIpv6AddressOnCreation, generated],
    (own, all) => own ?? all ?? false,
  );
  const subnet = construction.resource(
    "aws:ec2/subnet:Subnet",
    name,
    {
      region,
      vpcId: vpc.id,
      availabilityZone: zoneName,
      mapPublicIpOnLaunch: spec.type === "Public",
      cidrBlock: network.blocks[index],
      assignIpv6AddressOnCreation: assignIpv6,
      ipv6CidrBlock: ipv6Block(vpc, assignIpv6, ipv6Index),
      tags: merged(tags, spec.tags, ownTags),
    },
    { parent: vpc, dependsOn: [vpc] },
  );
  created.created.push({ resource: subnet, type: spec.type, zone });
  const table = construction.resource(
    "aws:ec2/routeTable:RouteTable",
    name,
    { region, vpcId: vpc.id, tags: merged(tags, ownTags) },
    { parent: subnet, dependsOn: [subnet] },
  );
  created.routeTables.push(table);
  created.associations.push(
    construction.resource(
      "aws:ec2/routeTableAssociation:RouteTableAssociation",
      name,
      { region, routeTableId: table.id, subnetId: subnet.id },
      { parent: table, dependsOn: [table] },
    ),
  );
  if (spec.type === "Public") registerNatGateway(construction, args, subnet, zone, created);
  const target = routeTarget(network, created, spec.type, zone);
  if (target === undefined) return;
  created.routes.push(
    construction.resource(
      "aws:ec2/route:Route",
      name,
      { region, routeTableId: table.id, ...target, destinationCidrBlock: "0.0.0.0/0" },
      { parent: table, dependsOn: [table] },
    ),
  );
}

/** Where a subnet's traffic to the internet goes. Isolated subnets have no such route. */
function routeTarget(
  network: NetworkPlan,
  created: Network,
  type: SubnetType,
  zone: number,
): InputMap | undefined {
  if (type === "Public") return { gatewayId: network.gateway.id };
  if (type !== "Private" || network.args.natStrategy === "None") return undefined;
  return { natGatewayId: created.natGateways[network.args.natStrategy === "Single" ? 0 : zone]?.id };
}

function registerNatGateway(
  construction: Construction,
  args: VpcArguments,
  subnet: Resource,
  zone: number,
  created: Network,
): void {
  const wanted = { None: 0, Single: 1, OnePerAz: zone + 1 }[args.natStrategy];
  if (created.natGateways.length >= wanted) return;
  const name = `${construction.name}-${zone + 1}`;
  const tags = merged(args.tags, { Name: name });
  const options = { parent: subnet, dependsOn: [subnet] };
  let allocationId = args.natAllocationIds[zone];
  if (args.natAllocationIds.length === 0) {
    const eip = construction.resource("aws:ec2/eip:Eip", name, { region: args.region, tags }, options);
    created.eips.push(eip);
    allocationId = eip.output("allocationId");
  }
  created.natGateways.push(
    construction.resource(
      "aws:ec2/natGateway:NatGateway",
      name,
      { region: args.region, subnetId: subnet.id, allocationId, tags },
      options,
    ),
  );
}

/** Unknown until the VPC exists even without IPv6, because only then it is known that there is no block. */
function ipv6Block(vpc: Resource, assign: Input, index: number): Input {
  return combine([vpc.output("ipv6CidrBlock"), assign], (block, wanted) => {
    if (wanted !== true) return undefined;
    if (typeof block !== "string" || block === "") {
      throw new Error(
        "A subnet with assignIpv6AddressOnCreation needs a VPC with an IPv6 block: set assignGeneratedIpv6CidrBlock or ipv6CidrBlock",
      );
    }
    return subnetIpv6Block(block, index);
  });
}
