import * as ec2 from "@pulumi/aws/ec2";
import * as vpc from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../arguments/mistakes";
import { admit } from "../arguments/traffic";
import { InstanceFleet } from "../instance-fleet";
import { TransitAttachment } from "../transit-hub";
import { rangeName } from "../transit-hub/tables";
import { type Appliances, GENEVE, type InspectionGatewayArgs } from "./args";
import { type Balancer, createBalancer, createEndpoints } from "./balancer";
import { createNetwork, type InspectionNetwork } from "./network";
import { mistakes } from "./validate";

export * from "./args";

/**
 * Inspection of what passes a transit gateway: between networks, between regions, and to and from sites. A VPC of its
 * own is attached in appliance mode; traffic that arrives in a zone goes to the gateway load balancer's endpoint of
 * that zone, through an appliance, back to the endpoint and on by the transit gateway. Both directions of a flow take
 * the same zone and the same appliance, so appliances may keep state.
 *
 * Who leaves it out connects the gateway's tables directly: nothing else changes.
 *
 * Cost: for each zone 7.30 USD a month for the endpoint and 9.10 for the load balancer; 36.50 for the attachment; the
 * appliances with their vendor's licence (three c6in.large 250 USD without it), 2 USD for two keys; traffic by the
 * gigabyte three times over.
 */
export class InspectionGateway extends pulumi.ComponentResource {
  /** Its attachment to the transit gateway. */
  readonly attachmentId: pulumi.Output<string>;
  /** The endpoints, in the order of the zones. */
  readonly endpointIds: pulumi.Output<string>[];
  /** The inspection's own VPC. */
  readonly vpcId: pulumi.Output<string>;
  /** Last part of the load balancer's ARN, as CloudWatch names it. */
  readonly loadBalancerArnSuffix: pulumi.Output<string>;
  /** Last part of the target group's ARN: healthy appliances are counted by it. */
  readonly targetGroupArnSuffix: pulumi.Output<string>;
  /** Auto Scaling group of the appliances. */
  readonly autoScalingGroupName: pulumi.Output<string>;
  /** Security group of the appliances. */
  readonly applianceSecurityGroupId: pulumi.Output<string>;

  constructor(name: string, args: InspectionGatewayArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("InspectionGateway", name, mistakes(args));
    super("tandem:components:InspectionGateway", name, args, opts);

    const network = createNetwork(name, args, this);
    const balancer = createBalancer(name, args, network, this);
    const endpointIds = createEndpoints(name, args, network, balancer, this);
    const attachment = this.attachment(name, args, network);
    const appliances = this.appliances(name, args, network, balancer);
    if (args.appliances.management !== undefined) {
      this.management(name, args, args.appliances.management, network, appliances, attachment);
    }

    this.attachmentId = attachment.attachmentId;
    this.endpointIds = endpointIds;
    this.vpcId = network.vpcId;
    this.loadBalancerArnSuffix = balancer.loadBalancer.arnSuffix;
    this.targetGroupArnSuffix = balancer.targetGroup.arnSuffix;
    this.autoScalingGroupName = appliances.autoScalingGroupName;
    this.applianceSecurityGroupId = appliances.securityGroupId;
    this.registerOutputs({
      attachmentId: this.attachmentId,
      endpointIds: this.endpointIds,
      vpcId: this.vpcId,
      autoScalingGroupName: this.autoScalingGroupName,
    });
  }

  private attachment(
    name: string,
    { region, transitGatewayId, tables }: InspectionGatewayArgs,
    { vpcId, attachment, endpoint }: InspectionNetwork,
  ): TransitAttachment {
    return new TransitAttachment(
      `${name}-transit`,
      {
        region,
        transitGatewayId,
        vpcId,
        subnetIds: attachment.map(({ subnetId }) => subnetId),
        applianceMode: true,
        // What an endpoint gives back goes on by the transit gateway.
        routeTableIds: endpoint.map(({ routeTableId }) => routeTableId),
        destinations: ["0.0.0.0/0"],
        ...tables,
      },
      { parent: this },
    );
  }

  private appliances(
    name: string,
    args: InspectionGatewayArgs,
    { vpcId, appliance }: InspectionNetwork,
    { targetGroup, listener }: Balancer,
  ): InstanceFleet {
    const { region, resourceName, cidrBlock, availabilityZones } = args;
    const { imageId, instanceTypes, userData, healthCheckPort, ...size }: Appliances = args.appliances;
    const { minimum = availabilityZones.length, maximum = 2 * minimum } = size;
    const fleet = new InstanceFleet(
      `${name}-appliances`,
      {
        region,
        resourceName,
        vpcId,
        subnetIds: appliance.map(({ subnetId }) => subnetId),
        instanceTypes,
        minimum,
        maximum,
        imageId,
        userData,
        tags: args.tags,
        port: healthCheckPort,
        // The load balancer has no security group: its addresses are those of its subnets.
        admits: [{ name: "health-checks", cidrIpv4: cidrBlock }],
        reaches: [],
        // Behind the listener: a target group that no load balancer uses has no health.
        targetGroupArns: [pulumi.all([targetGroup.arn, listener.id]).apply(([arn]) => arn)],
      },
      { parent: this },
    );
    new vpc.SecurityGroupIngressRule(
      `${name}-traffic`,
      {
        region,
        securityGroupId: fleet.securityGroupId,
        description: "Traffic from the gateway load balancer",
        cidrIpv4: cidrBlock,
        ipProtocol: "udp",
        fromPort: GENEVE.port,
        toPort: GENEVE.port,
      },
      { parent: this },
    );
    return fleet;
  }

  /** Opens the appliances' own ports for their administrators, and leads the answers back. */
  private management(
    name: string,
    { region, transitGatewayId, resourceName }: InspectionGatewayArgs,
    { ranges, ports }: NonNullable<Appliances["management"]>,
    { appliance }: InspectionNetwork,
    { securityGroupId }: InstanceFleet,
    attachment: TransitAttachment,
  ): void {
    const peers = ranges.map((cidrIpv4) => ({ name: rangeName(cidrIpv4).replaceAll(".", "-"), cidrIpv4 }));
    for (const port of ports) {
      const group = { region, securityGroupId, name: `${name}-${port}`, what: resourceName, parent: this };
      admit(group, peers, port);
    }
    for (const destinationCidrBlock of ranges) {
      appliance.forEach(({ routeTableId }, zone) => {
        new ec2.Route(
          `${name}-management-${rangeName(destinationCidrBlock)}-${zone + 1}`,
          { region, routeTableId, destinationCidrBlock, transitGatewayId },
          { parent: this, dependsOn: attachment },
        );
      });
    }
  }
}
