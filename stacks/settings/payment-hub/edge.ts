import { z } from "zod";

/** Both CloudFront distributions and their firewall. */
export const edge = z
  .strictObject({
    priceClass: z
      .enum(["PriceClass_100", "PriceClass_200", "PriceClass_All"])
      .default("PriceClass_All")
      .describe("Edge locations that CloudFront answers from."),
    blockedCountries: z
      .array(
        z
          .string()
          .regex(/^[A-Z]{2}$/)
          .meta({ allowed: "a two-letter country code such as KP" }),
      )
      .default([])
      .describe("Countries that are refused, as ISO 3166-1 alpha-2 codes."),
    requestsPerFiveMinutes: z
      .int()
      .min(100)
      .max(2_000_000_000)
      .default(2000)
      .describe("Requests of one client address in five minutes beyond which the firewall blocks it."),
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
