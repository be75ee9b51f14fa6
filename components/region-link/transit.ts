import * as transit from "@pulumi/aws/ec2transitgateway";
import type * as pulumi from "@pulumi/pulumi";
import { peerGateways } from "../transit-hub/peering";
import type { LinkedGateway, LinkedNetwork } from "./args";
import type { Joint } from "./joint";

/**
 * Peers the transit gateways of the two ends. A peering attachment learns no routes, so each gateway's route table
 * gets one. https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering.html
 */
export function joinByTransitGateways(
  name: string,
  local: LinkedNetwork,
  peer: LinkedNetwork,
  parent: pulumi.Resource,
): Joint {
  const [own, other] = [gatewayOf(local), gatewayOf(peer)];
  const { attachmentId, accepted } = peerGateways(
    name,
    { region: local.region, transitGatewayId: own.id },
    { region: peer.region, transitGatewayId: other.id },
    parent,
  );
  const route = (end: string, region: string, gateway: LinkedGateway, destinationCidrBlock: string) =>
    new transit.Route(
      `${name}-${end}-gateway-route`,
      {
        region,
        destinationCidrBlock,
        transitGatewayRouteTableId: gateway.routeTableId,
        transitGatewayAttachmentId: attachmentId,
      },
      { parent, dependsOn: accepted },
    );
  return {
    local: { transitGatewayId: own.id },
    peer: { transitGatewayId: other.id },
    ready: [
      route("local", local.region, own, peer.cidrBlock),
      route("peer", peer.region, other, local.cidrBlock),
    ],
  };
}

function gatewayOf({ transitGateway }: LinkedNetwork): LinkedGateway {
  // The component refuses a link of this kind without both.
  return transitGateway as LinkedGateway;
}
