import type * as ec2 from "@pulumi/aws/ec2";
import type * as pulumi from "@pulumi/pulumi";

/** Where the route tables of one end send what is meant for the other. */
export type NextHop = Pick<ec2.RouteArgs, "vpcPeeringConnectionId" | "transitGatewayId">;

/** What joins the two ends: the next hop of each, and what has to be ready before a route may name it. */
export interface Joint {
  local: NextHop;
  peer: NextHop;
  ready: pulumi.Resource[];
}
