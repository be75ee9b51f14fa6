import { z } from "zod";
import { isAddressRange } from "../../components/web-firewall/address-ranges";

/** Address ranges of a list of a firewall. */
export const addressRanges = z
  .array(
    z
      .string()
      .refine(isAddressRange)
      .meta({ allowed: "an address range such as 203.0.113.0/24 or 2001:db8::/32" }),
  )
  .default([]);

/** Edge locations of a distribution. */
export const priceClass = z
  .enum(["PriceClass_100", "PriceClass_200", "PriceClass_All"])
  .default("PriceClass_All")
  .describe("Edge locations that CloudFront answers from.");

/** Countries that a distribution refuses. */
export const blockedCountries = z
  .array(
    z
      .string()
      .regex(/^[A-Z]{2}$/)
      .meta({ allowed: "a two-letter country code such as KP" }),
  )
  .default([])
  .describe("Countries that are refused, as ISO 3166-1 alpha-2 codes.");
