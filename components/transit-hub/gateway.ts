import * as transit from "@pulumi/aws/ec2transitgateway";
import type * as pulumi from "@pulumi/pulumi";

/** What a transit gateway is made from. */
export interface GatewayArgs {
  region: string;
  amazonSideAsn: number;
  description: string;
  /**
   * Whether the gateway has the one table that every attachment is put into and every range is learned by. Without it
   * an attachment reaches only what it is given.
   */
  defaultRouteTable: boolean;
  tags?: Record<string, string>;
}

/** Makes a transit gateway that lets no other account in by itself. */
export function transitGateway(
  name: string,
  { region, amazonSideAsn, description, defaultRouteTable, tags }: GatewayArgs,
  parent: pulumi.Resource,
): transit.TransitGateway {
  const off = { defaultRouteTableAssociation: "disable", defaultRouteTablePropagation: "disable" };
  return new transit.TransitGateway(
    `${name}-gateway`,
    {
      region,
      amazonSideAsn,
      description,
      // A request from another account would otherwise be let in by itself.
      autoAcceptSharedAttachments: "disable",
      vpnEcmpSupport: "enable",
      ...(defaultRouteTable ? {} : off),
      ...(tags === undefined ? {} : { tags }),
    },
    { parent },
  );
}
