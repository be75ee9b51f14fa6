import { Netmask } from "netmask";
import { z } from "zod";
import { rangeMistakes } from "../../components/arguments/address-ranges";
import { isRegion } from "./regions";

/** Home role of a stack. It says who owns what and never changes; which region is active is runtime state. */
export const role = z
  .enum(["primary", "secondary"])
  .describe(
    "Home role: `primary` owns what exists once for the system, `secondary` is a failover region. Never changed by a failover.",
  );

/** A region's name. */
export const region = z
  .string()
  .refine(isRegion)
  .meta({ allowed: "an AWS region such as us-east-1" })
  .describe("Region of this stack; one stack is one region.");

/** Blocks that no one on the internet has: RFC 1918, and RFC 6598 for networks that have used those up. */
const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"].map(
  (block) => new Netmask(block),
);

function isVpcRange(text: string): boolean {
  if (rangeMistakes("", text).length > 0) return false;
  const block = new Netmask(text);
  return block.bitmask >= 16 && block.bitmask <= 20 && PRIVATE.some((one) => one.contains(block));
}

/** Network of a region. */
export const network = z
  .strictObject({
    cidr: z
      .string()
      .refine(isVpcRange)
      .meta({ allowed: "a private IPv4 block of /16 to /20 on its boundary, such as 10.10.0.0/16" })
      .describe("Address range of the region's VPC. Disjoint from every other stack of the system."),
    availabilityZones: z
      .array(
        z
          .string()
          .regex(/^[a-z]{2}(-[a-z]+)+-\d[a-z]$/)
          .meta({ allowed: "a zone such as us-east-1a" }),
      )
      .min(3)
      .max(4)
      .describe(
        "Zones of the region, three or four, all different. Order matters: adding one at the end keeps the others.",
      ),
    flowLogRetentionDays: z
      .union([z.literal(90), z.literal(180), z.literal(365), z.literal(731), z.literal(1827)])
      .default(365)
      .meta({ allowed: "90, 180, 365, 731 or 1827" })
      .describe("Days that VPC flow logs are kept."),
  })
  .describe("Network of this region.");

/** https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html#id_tags_naming_best_practices */
const tagValue = z
  .string()
  .min(1)
  .max(256)
  .regex(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u)
  .meta({ allowed: "a text of 1 to 256 letters, digits, spaces and _ . : / = + - @" });

/** Tags of every resource that can be tagged. */
export const tags = z
  .strictObject({
    owner: tagValue.describe("Team that is called when the system fails."),
    "cost-centre": tagValue.describe("Where the cost is booked."),
    tier: z
      .enum(["tier-0", "tier-1", "tier-2"])
      .default("tier-0")
      .describe("How much depends on the system; tier-0 is what must survive the loss of a region."),
    "data-classification": z
      .enum(["public", "internal", "confidential", "cardholder"])
      .default("confidential")
      .describe("Classification of resources that say nothing else of themselves."),
  })
  .describe("Tags of every resource; system, environment and role are added.");

/** Keys that every system has. */
export const common = {
  environment: z
    .string()
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
    .meta({ allowed: "lower-case letters, digits and single hyphens, starting with a letter" })
    .describe("Name of the environment, for example `prod` or `dev`; part of every physical name."),
  role,
  region,
  network,
  tags,
};
