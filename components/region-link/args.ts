import type * as pulumi from "@pulumi/pulumi";

/** How two regions are joined. */
export enum LinkKind {
  /** A VPC peering connection: no charge but for traffic, no transitive routing. */
  Peering = "peering",
  /** Peered transit gateways, one per region: 36.50 USD a month for each attachment, and room for more networks. */
  TransitGateway = "transit-gateway",
}

/** A port of one network that the other network may reach. */
export interface LinkedService {
  /** Short name, part of the rule's name, for example `database`. */
  name: string;
  /** Security group that admits the other network. */
  securityGroupId: pulumi.Input<string>;
  /** TCP port. */
  port: number;
}

/** A region's transit gateway. */
export interface LinkedGateway {
  /** Its id. */
  id: pulumi.Input<string>;
  /** Its default association route table. */
  routeTableId: pulumi.Input<string>;
}

/** One end of a link. */
export interface LinkedNetwork {
  /** Region of the network. */
  region: string;
  /** Address range of the VPC, disjoint from that of the other end. */
  cidrBlock: string;
  /** Its VPC. */
  vpcId: pulumi.Input<string>;
  /** Route tables that get a route to the other end; the list's length has to be known. */
  routeTableIds: pulumi.Input<string>[];
  /** Ports that the other end may reach. */
  services: LinkedService[];
  /** The region's transit gateway; needed at both ends of a link of that kind. */
  transitGateway?: LinkedGateway;
}

/** What {@link RegionLink} takes. */
export interface RegionLinkArgs {
  /** How the networks are joined. A change replaces the link: writes over it fail meanwhile. */
  kind: LinkKind;
  /** The end whose stack owns the link, and which asks for it. */
  local: LinkedNetwork;
  /** The end that accepts it, in another region of the same account. */
  peer: LinkedNetwork;
}
