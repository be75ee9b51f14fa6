import * as ec2 from "@pulumi/aws/ec2";
import * as transit from "@pulumi/aws/ec2transitgateway";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../arguments/mistakes";
import { defaults, type TransitAttachmentArgs } from "./args";
import { placeAttachment, rangeName } from "./tables";
import { attachmentMistakes } from "./validate";

/**
 * A network attached to a transit gateway: its place among the gateway's route tables, and the routes of the network
 * through the gateway.
 *
 * Cost: 36.50 USD a month, and traffic by the gigabyte.
 */
export class TransitAttachment extends pulumi.ComponentResource {
  /** Id of the attachment. */
  readonly attachmentId: pulumi.Output<string>;

  constructor(name: string, args: TransitAttachmentArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("TransitAttachment", name, attachmentMistakes(args));
    super("tandem:components:TransitAttachment", name, args, opts);
    const { region, transitGatewayId, vpcId, subnetIds } = args;

    const attachment = new transit.VpcAttachment(
      `${name}-attachment`,
      {
        region,
        transitGatewayId,
        vpcId,
        subnetIds,
        applianceModeSupport: (args.applianceMode ?? defaults.applianceMode) ? "enable" : "disable",
        // Tables are the hub's own; AWS would put the attachment into the gateway's default ones.
        transitGatewayDefaultRouteTableAssociation: false,
        transitGatewayDefaultRouteTablePropagation: false,
      },
      { parent: this },
    );
    placeAttachment(name, { region, attachmentId: attachment.id }, args, this);
    this.networkRoutes(name, args, attachment);

    this.attachmentId = attachment.id;
    this.registerOutputs({ attachmentId: this.attachmentId });
  }

  /** A route may name a gateway only once the network is attached. */
  private networkRoutes(name: string, args: TransitAttachmentArgs, attachment: pulumi.Resource): void {
    const { region, transitGatewayId, routeTableIds = [], destinations = [], otherRoutes = [] } = args;
    const route = (role: string, tables: pulumi.Input<string>[], ranges: string[]) => {
      for (const destinationCidrBlock of ranges) {
        tables.forEach((routeTableId, index) => {
          new ec2.Route(
            `${name}-${role}-${rangeName(destinationCidrBlock)}-${index + 1}`,
            { region, routeTableId, destinationCidrBlock, transitGatewayId },
            { parent: this, dependsOn: attachment },
          );
        });
      }
    };
    route("route", routeTableIds, destinations);
    for (const other of otherRoutes) route(other.name, other.routeTableIds, other.destinations);
  }
}
