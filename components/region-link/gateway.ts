import * as transit from "@pulumi/aws/ec2transitgateway";
import * as pulumi from "@pulumi/pulumi";
import { transitGateway } from "../transit-hub/gateway";
import type { LinkedGateway } from "./args";

/** What {@link RegionGateway} takes. */
export interface RegionGatewayArgs {
  /** Region of the gateway. A change replaces it. */
  region: string;
  /** VPC that is attached. */
  vpcId: pulumi.Input<string>;
  /** One subnet per zone, in which the attachment's interfaces live. */
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** Private AS number, 64512 to 65534, different from that of every gateway it is peered with. A change replaces the gateway. */
  amazonSideAsn: number;
}

/**
 * The transit gateway of one region with its VPC attached.
 *
 * Cost: 36.50 USD a month for the attachment, and traffic by the gigabyte.
 */
export class RegionGateway extends pulumi.ComponentResource {
  /** The gateway as one end of a link. */
  readonly end: { id: pulumi.Output<string>; routeTableId: pulumi.Output<string> };

  constructor(name: string, args: RegionGatewayArgs, opts?: pulumi.ComponentResourceOptions) {
    super("tandem:components:RegionGateway", name, args, opts);
    const { region, vpcId, subnetIds } = args;
    const { amazonSideAsn } = args;
    const description = `Network of ${region}`;
    const gateway = transitGateway(
      name,
      { region, amazonSideAsn, description, defaultRouteTable: true },
      this,
    );
    const attachment = new transit.VpcAttachment(
      `${name}-attachment`,
      { region, transitGatewayId: gateway.id, vpcId, subnetIds },
      { parent: this },
    );
    const routeTableId = gateway.associationDefaultRouteTableId;
    // Behind the attachment: a route of the VPC may name the gateway only once the VPC is attached.
    this.end = { id: attachment.transitGatewayId, routeTableId } satisfies LinkedGateway;
    this.registerOutputs({ transitGatewayId: gateway.id, routeTableId });
  }
}
