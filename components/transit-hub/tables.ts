import * as transit from "@pulumi/aws/ec2transitgateway";
import type * as pulumi from "@pulumi/pulumi";
import type { AttachmentTables } from "./args";

/** An attachment of any kind, whose region is that of its gateway. */
export interface Attached {
  region: string;
  attachmentId: pulumi.Input<string>;
  /** What has to be ready first, such as the acceptance of a peering. */
  dependsOn?: pulumi.Resource[];
}

/** Puts an attachment into its place among the route tables of its gateway: association, propagations and routes. */
export function placeAttachment(
  name: string,
  { region, attachmentId, dependsOn }: Attached,
  { associatedRouteTableId, propagatedRouteTableIds = {}, routes = [] }: AttachmentTables,
  parent: pulumi.Resource,
): void {
  const options = { parent, dependsOn };
  const transitGatewayAttachmentId = attachmentId;
  new transit.RouteTableAssociation(
    `${name}-association`,
    { region, transitGatewayAttachmentId, transitGatewayRouteTableId: associatedRouteTableId },
    options,
  );
  for (const [tier, transitGatewayRouteTableId] of Object.entries(propagatedRouteTableIds)) {
    new transit.RouteTablePropagation(
      `${name}-propagation-${tier}`,
      { region, transitGatewayAttachmentId, transitGatewayRouteTableId },
      options,
    );
  }
  for (const { tier, routeTableId, destinationCidrBlock } of routes) {
    new transit.Route(
      `${name}-${tier}-${rangeName(destinationCidrBlock)}`,
      {
        region,
        destinationCidrBlock,
        transitGatewayRouteTableId: routeTableId,
        transitGatewayAttachmentId,
      },
      options,
    );
  }
}

/** A range as part of a logical name: the same range is the same resource wherever it stands in its list. */
export function rangeName(range: string): string {
  return range.replace("/", "-");
}
