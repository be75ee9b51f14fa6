import { z } from "zod";
import { region } from "../common";
import { addressRanges, blockedCountries, priceClass } from "../edge-parts";
import { healthCheck, protect, SHIELD_ADVANCED_COST, shieldAdvanced } from "../recovery-parts";

/** The CloudFront distribution of images and scripts, and its firewall. */
export const edge = z
  .strictObject({
    priceClass,
    blockedCountries,
    requestsPerFiveMinutes: z
      .int()
      .min(10)
      .max(2_000_000_000)
      .default(5000)
      .describe(
        "Requests of one client address in five minutes beyond which the firewall at the edge blocks it.",
      ),
    allowedAddresses: addressRanges.describe("Address ranges that no other rule of the firewalls holds up."),
    deniedAddresses: addressRanges.describe("Address ranges that the firewalls turn away."),
    botControl: z
      .boolean()
      .default(false)
      .describe("AWS WAF Bot Control at the edge: 10 USD a month, and 1 USD per million requests."),
  })
  .prefault({})
  .describe(
    "The CloudFront distribution of images and scripts, and its firewall. Primary only, but for the address ranges, which hold for the stack's own firewall too.",
  );

/** Global Accelerator. */
export const accelerator = z
  .strictObject({
    enabled: z
      .boolean()
      .default(true)
      .describe(
        "Whether checkout answers at two addresses of Global Accelerator: 18 USD a month, and 1.5 to 10 cents for each gigabyte. `false` for non-production: Route 53 then leads to the nearest region. Equal in all stacks.",
      ),
  })
  .prefault({})
  .describe("Global Accelerator in front of checkout.");

/** What is unusual. */
export const performance = z
  .strictObject({
    answerSeconds: z
      .number()
      .min(0.05)
      .max(60)
      .default(1)
      .describe("Seconds in which 99 of 100 requests to catalog and checkout are to be answered."),
    flowDeviations: z
      .int()
      .min(1)
      .max(10)
      .default(4)
      .describe("Standard deviations from what is usual at which people hear of the network's traffic."),
    flowArchiveDays: z
      .int()
      .min(30)
      .max(3653)
      .default(400)
      .describe("Days that flow logs are kept in the archive that Athena asks."),
  })
  .prefault({})
  .describe("From when on people hear that the network is not as usual.");

const responseTeam = z
  .strictObject({
    emails: z
      .array(
        z
          .string()
          .regex(/^[^@\s]+@[^@\s]+\.[^@\s]+$/)
          .meta({ allowed: "an e-mail address" }),
      )
      .min(1)
      .max(10)
      .describe("Whom the Shield Response Team tells when it sees an attack."),
    phone: z
      .string()
      .regex(/^\+[1-9]\d{1,14}$/)
      .meta({ allowed: "a telephone number such as +12065550100" })
      .describe("Number at which they are reached."),
  })
  .optional()
  .describe(
    "Access of AWS's Shield Response Team to logs and rules in an attack, and whom it calls. Needs Business or Enterprise Support. Primary only.",
  );

/** What keeps the system recoverable. */
export const recovery = z
  .strictObject({
    replicaRegions: z
      .array(region)
      .default([])
      .describe(
        "Regions with a replica of the tables besides those of the other stacks. Needed where there is no other stack: backups go to the first of them. Primary only.",
      ),
    healthCheck: healthCheck("the region", "How Route 53 asks this region whether it takes requests."),
    shieldAdvanced: shieldAdvanced("protections of load balancers, distribution, accelerator and zone"),
    responseTeam,
    protect,
  })
  .refine(({ responseTeam: team, shieldAdvanced: shield }) => team === undefined || shield !== undefined, {
    path: ["shieldAdvanced"],
  })
  .prefault({})
  .meta({ allowed: `a map; a responseTeam needs shieldAdvanced, ${SHIELD_ADVANCED_COST} USD a month` })
  .describe("What keeps the system recoverable.");
