import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import { Vpc } from "@pulumi/awsx/ec2/vpc";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../arguments/mistakes";
import { defaults, NatStrategy, type RegionalNetworkArgs } from "./args";
import { endpointPolicy } from "./endpoint-policy";
import { prefixLength, subnetMasks } from "./subnet-masks";
import { mistakes } from "./validate";
import { closeDefaultGroup, logFlows } from "./watch";

export { defaults, type EndpointAccess, NatStrategy, type RegionalNetworkArgs } from "./args";

const AWSX_STRATEGY = {
  [NatStrategy.OnePerZone]: "OnePerAz",
  [NatStrategy.Single]: "Single",
  [NatStrategy.None]: "None",
} as const;

/**
 * The VPC of one region: public, private and isolated subnets in every zone, a NAT gateway per zone, endpoints for AWS
 * services, flow logs, and a default security group that admits nothing.
 *
 * A program holds one network per region: awsx names endpoints by their service, which carries the region, so two
 * networks in one region of one program would collide.
 *
 * Cost: 33 USD a month per NAT gateway, 7.30 USD per interface endpoint and zone, and traffic by the gigabyte.
 */
export class RegionalNetwork extends pulumi.ComponentResource {
  /** Id of the VPC. */
  readonly vpcId: pulumi.Output<string>;
  /** Subnets with a route to the internet, one per zone, for load balancers. */
  readonly publicSubnetIds: pulumi.Output<string[]>;
  /** Subnets that reach out through NAT, one per zone, for nodes and pods. */
  readonly privateSubnetIds: pulumi.Output<string[]>;
  /** Subnets without a way out, one per zone, for data. */
  readonly isolatedSubnetIds: pulumi.Output<string[]>;
  /** Route tables of the public subnets, in the order of the zones. */
  readonly publicRouteTableIds: pulumi.Output<string>[];
  /** Route tables of the private subnets, in the order of the zones. */
  readonly privateRouteTableIds: pulumi.Output<string>[];
  /** Route tables of the isolated subnets, in the order of the zones. */
  readonly isolatedRouteTableIds: pulumi.Output<string>[];
  /** Route tables of the private and then of the isolated subnets, each in the order of the zones. */
  readonly innerRouteTableIds: pulumi.Output<string>[];
  /** Address range of the VPC. */
  readonly cidrBlock: pulumi.Output<string>;
  /** Log group of the flow log. */
  readonly flowLogGroupName: pulumi.Output<string>;

  constructor(name: string, args: RegionalNetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("RegionalNetwork", name, mistakes(args));
    super("tandem:components:RegionalNetwork", name, args, opts);

    const vpc = this.vpc(name, args);
    const { region, resourceName } = args;
    const retentionInDays = args.flowLogRetentionInDays ?? defaults.flowLogRetentionInDays;
    closeDefaultGroup(name, region, vpc.vpcId, this);
    const flowLogGroup = logFlows(name, { region, resourceName, retentionInDays }, vpc.vpcId, this);

    this.vpcId = vpc.vpcId;
    this.publicSubnetIds = vpc.publicSubnetIds;
    this.privateSubnetIds = vpc.privateSubnetIds;
    this.isolatedSubnetIds = vpc.isolatedSubnetIds;
    const routeTables = (subnetIds: pulumi.Output<string[]>) =>
      args.availabilityZones.map((_, zone) => routeTableOf(vpc, subnetIds, zone));
    this.publicRouteTableIds = routeTables(vpc.publicSubnetIds);
    this.privateRouteTableIds = routeTables(vpc.privateSubnetIds);
    this.isolatedRouteTableIds = routeTables(vpc.isolatedSubnetIds);
    this.innerRouteTableIds = [...this.privateRouteTableIds, ...this.isolatedRouteTableIds];
    this.cidrBlock = pulumi.output(args.cidrBlock);
    this.flowLogGroupName = flowLogGroup.name;
    this.registerOutputs({
      vpcId: this.vpcId,
      publicSubnetIds: this.publicSubnetIds,
      privateSubnetIds: this.privateSubnetIds,
      isolatedSubnetIds: this.isolatedSubnetIds,
      innerRouteTableIds: this.innerRouteTableIds,
      cidrBlock: this.cidrBlock,
    });
  }

  private vpc(name: string, { region, cidrBlock, availabilityZones, ...args }: RegionalNetworkArgs): Vpc {
    const masks = subnetMasks(prefixLength(cidrBlock));
    const invoke = { parent: this };
    const scope = pulumi.all([getPartitionOutput({}, invoke), getCallerIdentityOutput({}, invoke)]);
    const packages = args.packageRepositories ?? defaults.packageRepositories;
    const allowance = new Map((args.endpointAccess ?? []).map((access) => [access.service, access]));
    const endpoint = (type: "Gateway" | "Interface") => (service: string) => ({
      serviceName: `com.amazonaws.${region}.${service}`,
      vpcEndpointType: type,
      policy: pulumi
        .all([scope, pulumi.output(allowance.get(service))])
        .apply(([[{ partition }, { accountId }], access]) =>
          endpointPolicy(service, { partition, region, accountId }, access, packages),
        ),
    });
    return new Vpc(
      `${name}-vpc`,
      {
        region,
        cidrBlock,
        availabilityZoneNames: availabilityZones,
        // Private DNS of the endpoints and of a private EKS API needs both; awsx leaves hostnames off.
        enableDnsHostnames: true,
        enableDnsSupport: true,
        subnetStrategy: "Auto",
        // Without it awsx divides by the number of zones, and a third zone would replace the subnets of the second.
        availabilityZoneCidrMask: masks.zone,
        // Largest first: awsx lays them out in this order, each on its own boundary.
        // The tags tell EKS where load balancers go. https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
        subnetSpecs: [
          {
            type: "Private",
            name: "private",
            cidrMask: masks.private,
            tags: { "kubernetes.io/role/internal-elb": "1" },
          },
          { type: "Public", name: "public", cidrMask: masks.public, tags: { "kubernetes.io/role/elb": "1" } },
          { type: "Isolated", name: "isolated", cidrMask: masks.isolated },
        ],
        natGateways: { strategy: AWSX_STRATEGY[args.natStrategy ?? defaults.natStrategy] },
        // Auto attaches gateway endpoints to all route tables, and interface endpoints to the private subnets, each
        // with a security group that admits the VPC on port 443.
        vpcEndpointStrategy: "Auto",
        vpcEndpointSpecs: [
          ...defaults.gatewayEndpoints.map(endpoint("Gateway")),
          ...(args.interfaceEndpoints ?? defaults.interfaceEndpoints).map(endpoint("Interface")),
        ],
      },
      { parent: this },
    );
  }
}

/** The route table of one subnet of a list. awsx promises no order of its tables, so their associations tell. */
function routeTableOf(vpc: Vpc, subnetIds: pulumi.Output<string[]>, index: number): pulumi.Output<string> {
  const associations = vpc.routeTableAssociations.apply((all) =>
    pulumi.all(all.map(({ subnetId, routeTableId }) => pulumi.all([subnetId, routeTableId]))),
  );
  return pulumi.all([subnetIds, associations]).apply(([ids, all]) => {
    const found = all.find(([subnetId]) => subnetId === ids[index]);
    if (found === undefined) throw new Error(`the subnet number ${index + 1} has no route table`);
    return found[1];
  });
}
