import { z } from "zod";
import { addressRanges, blockedCountries, priceClass } from "../edge-parts";

const limit = z.int().min(10).max(2_000_000_000);

/** The CloudFront distribution of site and API, and its firewall. */
export const edge = z
  .strictObject({
    priceClass,
    blockedCountries,
    requestsPerFiveMinutes: limit
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
    cacheSeconds: z
      .int()
      .min(1)
      .max(3600)
      .default(60)
      .describe("Seconds that the edge keeps an answer of the catalogue that says nothing of itself."),
    contentSecurityPolicy: z
      .string()
      .min(1)
      .optional()
      .describe(
        "Content-Security-Policy of the site. Without it the site may load from itself and call its API.",
      ),
  })
  .prefault({})
  .describe("The CloudFront distribution of site and API, and its firewall. Primary only.");
