import { Netmask } from "netmask";
import { z } from "zod";
import { asNumberMistakes, privateAsNumberMistakes } from "../../../components/arguments/as-numbers";
import { isGraviton } from "../../../components/payment-cluster/instance-types";
import { addressRange } from "../address-range";
import { region } from "../common";

/** AS number of a gateway of AWS's, of which both sides only have to agree that it is nobody's. */
const privateAsn = z
  .number()
  .refine((asn) => privateAsNumberMistakes("", asn).length === 0)
  .meta({ allowed: "a private AS number, 64512 to 65534 or 4200000000 to 4294967294" });

/** AS number of a router of the customer's. */
const routerAsn = z
  .number()
  .refine((asn) => asNumberMistakes("", asn).length === 0)
  .meta({ allowed: "an AS number, 1 to 4294967294 without those that RFCs and AWS keep" });

/** The transit gateway of a region. */
export const transit = z
  .strictObject({
    asn: privateAsn.describe(
      "AS number of the region's transit gateway; different in every region. A change replaces the gateway.",
    ),
    sharedWith: z
      .array(
        z
          .string()
          .regex(/^(\d{12}|arn:aws[a-z-]*:organizations::\d{12}:(organization|ou)\/o-[a-z0-9/-]+)$/)
          .meta({
            allowed: "an account's twelve digits, or the ARN of an organization or organizational unit",
          }),
      )
      .default([])
      .describe("Accounts and organizations that may ask to attach their networks to the gateway."),
  })
  .describe("Transit gateway of this region: 36.50 USD a month for each attachment.");

function isInspectionRange(range: string): boolean {
  try {
    const { base, bitmask } = new Netmask(range);
    return `${base}/${bitmask}` === range && bitmask >= 16 && bitmask <= 24;
  } catch {
    return false;
  }
}

/** Inspection of what passes the transit gateway. */
export const inspection = z
  .strictObject({
    enabled: z
      .boolean()
      .default(true)
      .describe(
        "Whether what passes the transit gateway is inspected. `false` saves about 350 USD a month and the appliances' licences, for non-production: the gateway's tables then lead straight on.",
      ),
    cidr: z
      .string()
      .refine(isInspectionRange)
      .optional()
      .meta({ allowed: "an IPv4 range of /16 to /24 on its boundary, such as 10.50.240.0/24" })
      .describe("Address range of the inspection's own VPC. Disjoint from every other range."),
    imageId: z
      .string()
      .regex(/^ami-([0-9a-f]{8}|[0-9a-f]{17})$/)
      .optional()
      .meta({ allowed: "the id of an image in this region, such as ami-0123456789abcdef0" })
      .describe(
        "Image of the appliance in this region, from its vendor, which takes GENEVE on UDP port 6081.",
      ),
    instanceTypes: z
      .array(
        z
          .string()
          .regex(/^[a-z]+\d+[a-z-]*\.[a-z0-9]+$/)
          .meta({ allowed: "an instance type such as c6in.large" }),
      )
      .min(1)
      .max(20)
      .refine((types) => new Set(types.map(isGraviton)).size === 1 && new Set(types).size === types.length)
      .default(["c6in.large", "c6i.large"])
      .meta({ allowed: "1 to 20 different types of one processor: all with Graviton, or none" })
      .describe("Instance types that the appliance supports, in the order of preference."),
    healthCheckPort: z
      .int()
      .min(1)
      .max(65_535)
      .default(443)
      .describe("TCP port on which a healthy appliance takes connections."),
    minimum: z
      .int()
      .min(1)
      .max(100)
      .optional()
      .meta({ allowed: "1 to 100, and not above maximum" })
      .describe("Appliances that are always there. Without it one in each zone."),
    maximum: z.int().min(1).max(100).optional().describe("Appliances at most. Without it twice the minimum."),
    management: z
      .strictObject({
        ranges: z.array(addressRange).min(1).describe("Ranges of the administrators' networks."),
        ports: z
          .array(z.int().min(1).max(65_535))
          .min(1)
          .describe("TCP ports of the appliance's own interface."),
      })
      .optional()
      .describe(
        "Who manages the appliances, from behind the transit gateway. Without it nobody reaches them.",
      ),
  })
  .refine(({ enabled, cidr }) => !enabled || cidr !== undefined, { path: ["cidr"] })
  .refine(({ enabled, imageId }) => !enabled || imageId !== undefined, { path: ["imageId"] })
  .refine(({ minimum, maximum }) => maximum === undefined || (minimum ?? 1) <= maximum, { path: ["minimum"] })
  .describe(
    "Inspection by appliances behind a Gateway Load Balancer: between regions, and to and from sites. On unless it says otherwise.",
  );

/** USD a month of Direct Connect: the port of 1 Gbit/s (0.30 USD an hour) and the attachment to the transit gateway. */
export const DIRECT_CONNECT_COST = 256;

const directConnect = z
  .strictObject({
    acceptMonthlyCostUsd: z
      .literal(DIRECT_CONNECT_COST)
      .meta({ allowed: `${DIRECT_CONNECT_COST}, which you agree to pay each month` })
      .describe(
        `Needed: a port of 1 Gbit/s and its attachment cost ${DIRECT_CONNECT_COST} USD a month, and the line to it what its provider asks.`,
      ),
    asn: privateAsn.describe("AS number of the Direct Connect gateway. A change replaces it."),
    line: z
      .strictObject({
        connectionId: z
          .string()
          .regex(/^dxcon-[a-z0-9]{8}$/)
          .meta({ allowed: "the id of a connection such as dxcon-fg1234ab" })
          .describe("The physical connection that was ordered."),
        vlan: z.int().min(1).max(4094).describe("VLAN of the connection."),
        bgpAsn: routerAsn.describe("AS number of the router at its other end."),
        bgpKeySecretName: z
          .string()
          .regex(/^[\w/+=.@-]{1,512}$/)
          .optional()
          .meta({ allowed: "the name of a secret in Secrets Manager of this region" })
          .describe("Secret whose text is the key of the BGP session. Without it AWS makes one."),
      })
      .optional()
      .describe("The line, once it is there. Without it the gateways wait for one."),
  })
  .optional()
  .describe("AWS Direct Connect for the analytics team. Without it their traffic takes the VPN.");

const vpn = z
  .strictObject({
    ipAddress: z
      .ipv4()
      .meta({ allowed: "a public IPv4 address" })
      .describe("Public address of the site's router."),
    bgpAsn: routerAsn.describe("AS number of the site's router."),
    acceleration: z
      .boolean()
      .default(false)
      .describe(
        "Enter AWS's network at the nearest edge location: 18 USD a month for each of the two tunnels.",
      ),
  })
  .optional()
  .describe("Site-to-site VPN of two tunnels: 73 USD a month with its attachment.");

/** The customer's own site. */
export const onPremises = z
  .strictObject({
    developers: z
      .array(addressRange)
      .default([])
      .describe(
        "Ranges of the developers, who reach the services' own ports to see what is wrong with them.",
      ),
    analytics: z
      .array(addressRange)
      .default([])
      .describe("Ranges of the analytics team, who reach the database."),
    vpn,
    directConnect,
  })
  .refine(({ developers, analytics }) => developers.length + analytics.length > 0, { path: ["developers"] })
  .refine((site) => site.vpn !== undefined || site.directConnect !== undefined, { path: ["vpn"] })
  .meta({ allowed: "at least one range, and a vpn or a directConnect that leads there" })
  .optional()
  .describe(
    "The company's own site. Without it no network but the system's own is reached over the transit gateway.",
  );

/** A network of another account. */
export const peerAccount = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,29}$/)
      .meta({ allowed: "up to 30 lower-case letters, digits and hyphens, starting with a letter" })
      .describe("Short name of the account."),
    accountId: z
      .string()
      .regex(/^\d{12}$/)
      .meta({ allowed: "twelve digits" })
      .describe("The account."),
    vpcId: z
      .string()
      .regex(/^vpc-([0-9a-f]{8}|[0-9a-f]{17})$/)
      .meta({ allowed: "the id of a VPC such as vpc-0a1b2c3d4e5f60718" })
      .describe("Its network."),
    cidr: addressRange.describe("Address range of that network. Disjoint from every other range."),
    region: region.optional().describe("Region of that network. Without it this stack's."),
  })
  .describe("A network of another account that is peered with this one; somebody there has to accept it.");

/** Networks of other accounts. */
export const peerAccounts = z
  .array(peerAccount)
  .max(20)
  .refine((all) => new Set(all.map(({ name }) => name)).size === all.length)
  .meta({ allowed: "a list of networks, each name once" })
  .default([])
  .describe("Networks of the company's other accounts, which call the payment gateway over a VPC peering.");
