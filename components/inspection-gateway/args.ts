import type * as pulumi from "@pulumi/pulumi";
import type { AttachmentTables } from "../transit-hub";

/** The machines that look at the traffic: the customer's licensed firewall or intrusion detection. */
export interface Appliances {
  /** Image of the appliance in this region, from its vendor, which takes traffic by GENEVE on UDP port 6081. */
  imageId: pulumi.Input<string>;
  /** Instance types that the appliance supports, in the order of preference. */
  instanceTypes: string[];
  /** TCP port on which a healthy appliance takes connections. */
  healthCheckPort: number;
  /**
   * Fewest appliances.
   * @default one per zone
   */
  minimum?: number;
  /**
   * Most appliances.
   * @default twice the minimum
   */
  maximum?: number;
  /**
   * What an appliance reads at its first start. Never a secret: everyone on the machine can read it.
   * @default none
   */
  userData?: pulumi.Input<string>;
  /**
   * Who manages the appliances, from ranges behind the transit gateway.
   * @default none: they are reached by nobody
   */
  management?: Management;
}

/** A way to the appliances for their administrators; it does not lead through the inspection. */
export interface Management {
  /** Ranges of the administrators' networks. */
  ranges: string[];
  /** TCP ports of the appliance's own interface. */
  ports: number[];
}

/** What {@link InspectionGateway} takes. */
export interface InspectionGatewayArgs {
  /** Region of the inspection. A change replaces it. */
  region: string;
  /** Name of load balancer, target group and fleet, 1 to 32 letters, digits and hyphens. A change replaces them. */
  resourceName: string;
  /** Range of the inspection's own VPC, /16 to /24, disjoint from all networks that are joined. A change replaces all of it. */
  cidrBlock: string;
  /** Names of two to four zones: those of the networks that are inspected. Add at the end: a changed order replaces subnets. */
  availabilityZones: string[];
  /** The transit gateway whose traffic is inspected. A change replaces the attachment. */
  transitGatewayId: pulumi.Input<string>;
  /**
   * Place of the inspection among the gateway's route tables. The associated table says where inspected traffic goes on;
   * the routes are those by which other tables send theirs here.
   */
  tables: AttachmentTables;
  /** The machines. */
  appliances: Appliances;
  /**
   * Days that flow logs are kept; one of CloudWatch's numbers.
   * @default 365
   */
  flowLogRetentionInDays?: number;
  /**
   * Tags of the appliances: the default tags of a provider do not reach what an Auto Scaling group makes.
   * @default {}
   */
  tags?: Record<string, string>;
  /**
   * Protect the load balancer against deletion, by Pulumi and by AWS.
   * @default true
   */
  protect?: boolean;
}

/** GENEVE, by which a gateway load balancer hands traffic over. RFC 8926; AWS takes this port alone. */
export const GENEVE = { protocol: "GENEVE", port: 6081 } as const;

/** The posture of an inspection unless its args say otherwise. */
export const defaults = { flowLogRetentionInDays: 365, protect: true } as const;
