import type * as pulumi from "@pulumi/pulumi";
import type { AttachmentTables } from "../transit-hub";

/** What {@link SiteConnection} takes. */
export interface SiteConnectionArgs {
  /** Region of the transit gateway. A change replaces the connection. */
  region: string;
  /** Start of names: of the log group `/aws/vendedlogs/vpn/<name>` and the alias of its key. A change replaces them. */
  resourceName: string;
  /** The transit gateway. A change replaces the connection. */
  transitGatewayId: pulumi.Input<string>;
  /** Place of the site among the gateway's route tables. What the site announces is learned by propagation. */
  tables: AttachmentTables;
  /** The site's router. */
  site: SiteRouter;
  /**
   * Ranges of addresses inside the two tunnels, each a /30 of 169.254.0.0/16 that AWS does not keep for itself.
   * @default chosen by AWS
   */
  tunnelInsideCidrs?: [string, string];
  /**
   * Enter AWS's network at the edge location nearest to the site; 18 USD a month for each tunnel, and by the gigabyte.
   * A change replaces the connection.
   * @default false
   */
  acceleration?: boolean;
  /**
   * Days that the logs of the tunnels are kept; one of CloudWatch's numbers.
   * @default 365
   */
  logRetentionInDays?: number;
}

/** A router of the customer, on which both tunnels end. */
export interface SiteRouter {
  /** Its public IPv4 address. A change replaces the connection. */
  ipAddress: string;
  /** AS number of the site, 1 to 4294967294 without reserved ones. A change replaces the connection. */
  bgpAsn: number;
  /**
   * Its name in the console.
   * @default none
   */
  deviceName?: string;
}

/** A tunnel's terms: what both ends must speak. Older and weaker ones are refused. */
export const TUNNEL = {
  ikeVersions: ["ikev2"],
  // Authenticated encryption: integrity algorithms only hash what keys are derived from.
  encryption: ["AES256-GCM-16"],
  integrity: ["SHA2-384", "SHA2-512"],
  // NIST's elliptic curves of 384 and 521 bits, and of 256 for routers that have no better one.
  groups: [19, 20, 21],
  /** Try again rather than stay down when the other end was silent. */
  deadPeerAction: "restart",
} as const;

/** The posture of a connection unless its args say otherwise. */
export const defaults = { acceleration: false, logRetentionInDays: 365 } as const;

/** Name of the tunnels' log group: vended logs need no entry in the region's resource policy, which is short. */
export function tunnelLogGroup(resourceName: string): string {
  return `/aws/vendedlogs/vpn/${resourceName}`;
}
