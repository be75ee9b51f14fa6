import * as ec2 from "@pulumi/aws/ec2";
import type * as pulumi from "@pulumi/pulumi";
import { closeDefaultGroup, logFlows } from "../regional-network/watch";
import { defaults, type InspectionGatewayArgs } from "./args";
import { type InspectionSubnets, inspectionSubnets } from "./subnets";

/** A subnet of the inspection and its route table. */
export interface Place {
  subnetId: pulumi.Output<string>;
  routeTableId: pulumi.Output<string>;
}

/** The VPC of an inspection, with its subnets by what they are for, each list in the order of the zones. */
export interface InspectionNetwork {
  vpcId: pulumi.Output<string>;
  attachment: Place[];
  endpoint: Place[];
  appliance: Place[];
}

/** Makes the VPC, which has no way to the internet, with a subnet of each kind in every zone. */
export function createNetwork(
  name: string,
  args: InspectionGatewayArgs,
  parent: pulumi.Resource,
): InspectionNetwork {
  const { region, resourceName, cidrBlock } = args;
  const network = new ec2.Vpc(
    `${name}-vpc`,
    {
      region,
      cidrBlock,
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: { Name: resourceName },
    },
    { parent },
  );
  closeDefaultGroup(name, region, network.id, parent);
  const retentionInDays = args.flowLogRetentionInDays ?? defaults.flowLogRetentionInDays;
  logFlows(name, { region, resourceName, retentionInDays }, network.id, parent);
  const kind = (role: keyof InspectionSubnets) => createPlaces(name, role, args, network.id, parent);
  return {
    vpcId: network.id,
    attachment: kind("attachment"),
    endpoint: kind("endpoint"),
    appliance: kind("appliance"),
  };
}

function createPlaces(
  name: string,
  role: keyof InspectionSubnets,
  { region, resourceName, cidrBlock, availabilityZones }: InspectionGatewayArgs,
  vpcId: pulumi.Input<string>,
  parent: pulumi.Resource,
): Place[] {
  return availabilityZones.map((availabilityZone, zone) => {
    const place = `${role}-${zone + 1}`;
    const tags = { Name: `${resourceName}-${place}` };
    const subnet = new ec2.Subnet(
      `${name}-${place}`,
      {
        region,
        vpcId,
        availabilityZone,
        cidrBlock: inspectionSubnets(cidrBlock, zone)[role],
        mapPublicIpOnLaunch: false,
        tags,
      },
      { parent },
    );
    const table = new ec2.RouteTable(`${name}-${place}`, { region, vpcId, tags }, { parent });
    new ec2.RouteTableAssociation(
      `${name}-${place}`,
      { region, subnetId: subnet.id, routeTableId: table.id },
      { parent },
    );
    return { subnetId: subnet.id, routeTableId: table.id };
  });
}
