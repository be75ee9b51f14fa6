import { z } from "zod";
import { EDGE_CACHE_REGIONS } from "../../../components/edge-request-log/args";
import { addressRanges, blockedCountries, priceClass } from "../edge-parts";

const limit = z.int().min(10).max(2_000_000_000);

/** The API's distribution. */
const api = z
  .strictObject({
    requestsPerFiveMinutes: limit
      .default(10_000)
      .describe(
        "Requests of one client address to the API in five minutes beyond which the firewall blocks it.",
      ),
    cachedPaths: z
      .array(
        z
          .string()
          .regex(/^\/(?!\*+$)[\w\-.*$/~"'@:+&?]{1,254}$/)
          .meta({
            allowed: "a path pattern that starts with / and names a part of the API, such as /docs/*",
          }),
      )
      .max(20)
      .default([])
      .describe(
        "Static paths of the API that are cached and read only. Nothing else of the API is ever cached.",
      ),
    rateLimits: z
      .array(
        z.strictObject({
          name: z
            .string()
            .regex(/^[\w-]{1,64}$/)
            .meta({ allowed: "up to 64 letters, digits, - and _" })
            .describe("Name of the rule in logs and metrics."),
          pathPrefix: z
            .string()
            .regex(/^\/[a-z0-9\-._~/]{0,199}$/)
            .meta({ allowed: "the start of a path in lower case, such as /v1/login" })
            .describe("Start of the paths that are limited."),
          requestsPerFiveMinutes: limit.describe(
            "Requests of one client address to these paths in five minutes.",
          ),
        }),
      )
      .max(9)
      .default([])
      .describe("Limits on parts of the API besides the one on all of it."),
    headerRotationDays: z
      .int()
      .min(1)
      .max(90)
      .default(30)
      .describe(
        "Days between two rotations of the secret header that the edge sends; the API takes a value for two of them.",
      ),
  })
  .prefault({})
  .describe("What is the API's alone.");

/** Whether the regions are none, or have the one of the function itself, and each once. */
function isLogPlan(regions: readonly string[]): boolean {
  return regions.length === 0 || (regions.includes("us-east-1") && new Set(regions).size === regions.length);
}

/** The log that a function at the edge writes. */
const requestLog = z
  .strictObject({
    regions: z
      .array(z.enum(EDGE_CACHE_REGIONS))
      .refine(isLogPlan)
      .meta({ allowed: "none, or a list with us-east-1 in it and no region twice" })
      .default([...EDGE_CACHE_REGIONS])
      .describe(
        "Regions that keep the log of the requests which CloudFront handles there; none for no log at all. What it handles elsewhere is in the access logs alone.",
      ),
    retentionDays: z
      .union([z.literal(90), z.literal(180), z.literal(365), z.literal(400), z.literal(731)])
      .default(400)
      .meta({ allowed: "90, 180, 365, 400 or 731" })
      .describe("Days that it is kept."),
  })
  .prefault({})
  .describe("Log of the requests that reached an origin, as JSON lines without card numbers.");

/** Both CloudFront distributions and their firewall. */
export const edge = z
  .strictObject({
    priceClass,
    blockedCountries,
    requestsPerFiveMinutes: z
      .int()
      .min(100)
      .max(2_000_000_000)
      .default(2000)
      .describe(
        "Requests of one client address to the site in five minutes beyond which the firewall blocks it.",
      ),
    api,
    requestLog,
    allowedAddresses: addressRanges.describe("Address ranges that no other rule of the firewalls holds up."),
    deniedAddresses: addressRanges.describe("Address ranges that the firewalls turn away."),
    botControl: z
      .boolean()
      .default(false)
      .describe(
        "AWS WAF Bot Control on both firewalls: 10 USD a month for each, and 1 USD per million requests.",
      ),
    contentSecurityPolicy: z
      .string()
      .min(1)
      .optional()
      .describe(
        "Content-Security-Policy of the site. Without it the site may load from itself and call its API.",
      ),
  })
  .prefault({})
  .describe("Both CloudFront distributions and their firewall. Primary only.");
