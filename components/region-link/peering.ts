import * as ec2 from "@pulumi/aws/ec2";
import type * as pulumi from "@pulumi/pulumi";
import type { LinkedNetwork } from "./args";
import type { Joint } from "./joint";

/** Asks for a peering connection at one end and accepts it at the other: between regions nothing accepts it by itself. */
export function joinByPeering(
  name: string,
  local: LinkedNetwork,
  peer: LinkedNetwork,
  parent: pulumi.Resource,
): Joint {
  const tags = { Name: `${local.region} to ${peer.region}` };
  const asked = new ec2.VpcPeeringConnection(
    `${name}-peering`,
    { region: local.region, vpcId: local.vpcId, peerVpcId: peer.vpcId, peerRegion: peer.region, tags },
    { parent },
  );
  const accepted = new ec2.VpcPeeringConnectionAccepter(
    `${name}-accepter`,
    { region: peer.region, vpcPeeringConnectionId: asked.id, autoAccept: true, tags },
    { parent },
  );
  const hop = { vpcPeeringConnectionId: asked.id };
  return { local: hop, peer: hop, ready: [accepted] };
}
