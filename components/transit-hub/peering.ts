import * as transit from "@pulumi/aws/ec2transitgateway";
import type * as pulumi from "@pulumi/pulumi";

/** One end of a peering attachment. */
export interface PeeringEnd {
  region: string;
  transitGatewayId: pulumi.Input<string>;
}

/** A peering attachment, and what has to be ready before a route may name it. */
export interface PeeredGateways {
  attachmentId: pulumi.Output<string>;
  accepted: transit.PeeringAttachmentAccepter;
}

/**
 * Peers two transit gateways of different regions: asked for at the local end and accepted at the other, since nothing
 * accepts it by itself. https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering.html
 */
export function peerGateways(
  name: string,
  local: PeeringEnd,
  peer: PeeringEnd,
  parent: pulumi.Resource,
): PeeredGateways {
  const tags = { Name: `${local.region} to ${peer.region}` };
  const asked = new transit.PeeringAttachment(
    `${name}-attachment`,
    {
      region: local.region,
      transitGatewayId: local.transitGatewayId,
      peerTransitGatewayId: peer.transitGatewayId,
      peerRegion: peer.region,
      tags,
    },
    { parent },
  );
  const accepted = new transit.PeeringAttachmentAccepter(
    `${name}-accepter`,
    { region: peer.region, transitGatewayAttachmentId: asked.id, tags },
    { parent },
  );
  return { attachmentId: asked.id, accepted };
}
