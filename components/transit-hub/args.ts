import type * as pulumi from "@pulumi/pulumi";

/** What {@link TransitHub} takes. */
export interface TransitHubArgs {
  /** Region of the gateway. A change replaces it and everything that is attached. */
  region: string;
  /** Name of the gateway in the console and of its share, at most 200 characters. */
  resourceName: string;
  /**
   * Private AS number, 64512 to 65534 or 4200000000 to 4294967294, different from that of every gateway it is peered
   * with and of every site. A change replaces the gateway.
   */
  amazonSideAsn: number;
  /**
   * Names of the route tables: networks of one tier see the same ones. One is taken away only when nothing is
   * associated with it any more.
   */
  tiers: string[];
  /**
   * Tiers that get their default route elsewhere, as towards an inspection. In the others what no route knows is
   * dropped by a route of its own, and counted in `PacketDropCountBlackhole`.
   * @default []
   */
  openTiers?: string[];
  /**
   * Who besides this account may attach networks: account ids, or ARNs of an organization or organizational unit. Each
   * attachment still waits to be accepted.
   * @default []
   */
  sharedWith?: string[];
  /**
   * Whether accounts outside of the organization may be among them.
   * @default false
   */
  allowExternalPrincipals?: boolean;
}

/** Where an attachment stands among the route tables of its gateway. */
export interface AttachmentTables {
  /** Table that decides where what comes from the attachment goes. */
  associatedRouteTableId: pulumi.Input<string>;
  /**
   * Tables, by the names of their tiers, that learn the attachment's own ranges. A peering has none to learn.
   * @default {}
   */
  propagatedRouteTableIds?: Record<string, pulumi.Input<string>>;
  /**
   * Routes in tables that lead to the attachment.
   * @default []
   */
  routes?: GatewayRoute[];
}

/** A route of a gateway's table to an attachment. */
export interface GatewayRoute {
  /** Name of the table's tier, part of the route's name. */
  tier: string;
  /** The table. */
  routeTableId: pulumi.Input<string>;
  /** Range that is reached through the attachment. */
  destinationCidrBlock: string;
}

/** What {@link TransitAttachment} takes. */
export interface TransitAttachmentArgs extends AttachmentTables {
  /** Region of the gateway and the network. A change replaces the attachment. */
  region: string;
  /** The gateway. A change replaces the attachment. */
  transitGatewayId: pulumi.Input<string>;
  /** The network. A change replaces the attachment. */
  vpcId: pulumi.Input<string>;
  /** One subnet per zone; only zones with one are reached. */
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Keep both directions of a flow in one zone: needed by machines that keep state, such as firewalls.
   * @default false
   */
  applianceMode?: boolean;
  /**
   * Route tables of the network that get routes through the gateway; the list's length has to be known.
   * @default []
   */
  routeTableIds?: pulumi.Input<string>[];
  /**
   * Ranges that these tables reach through the gateway.
   * @default []
   */
  destinations?: string[];
  /**
   * Further tables of the network with destinations of their own, such as those of the data that only one site reaches.
   * @default []
   */
  otherRoutes?: NetworkRoutes[];
}

/** Ranges that some route tables of a network reach through a gateway. */
export interface NetworkRoutes {
  /** Part of the routes' names, once in its list. A change replaces the routes. */
  name: string;
  /** The tables; the list's length has to be known. */
  routeTableIds: pulumi.Input<string>[];
  destinations: string[];
}

/** One end of a peering of two hubs. */
export interface PeeredHub {
  /** Region of the gateway. */
  region: string;
  /** The gateway. */
  transitGatewayId: pulumi.Input<string>;
  /** Ranges behind this end: the other end gets routes to them. */
  ranges: string[];
  /** Table of this gateway that decides where what comes from the other end goes. */
  associatedRouteTableId: pulumi.Input<string>;
  /** Tables of this gateway, by the names of their tiers, that get routes to the ranges of the other end. */
  routeTableIds: Record<string, pulumi.Input<string>>;
}

/** What {@link TransitPeering} takes. */
export interface TransitPeeringArgs {
  /** The end whose stack owns the peering, and which asks for it. */
  local: PeeredHub;
  /** The end that accepts it, in another region of the same account. */
  peer: PeeredHub;
}

/** The posture of hubs and attachments unless their args say otherwise. */
export const defaults = { allowExternalPrincipals: false, applianceMode: false } as const;
