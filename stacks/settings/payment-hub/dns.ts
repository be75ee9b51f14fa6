import { z } from "zod";

const DOMAIN = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/;

/** Names of the system. */
export const dns = z
  .strictObject({
    zone: z
      .string()
      .regex(DOMAIN)
      .meta({ allowed: "a domain name in lower case without a trailing dot, such as pay.example.com" })
      .describe(
        "Domain of the system: the site answers at the domain and at `www.`, the API at `api.`. Equal in all stacks.",
      ),
    hostedZoneId: z
      .string()
      .regex(/^Z[A-Z0-9]{5,31}$/)
      .meta({ allowed: "a hosted zone id such as Z0123456789ABCDEFGHIJ" })
      .optional()
      .describe("Adopt this hosted zone instead of creating one. Primary only."),
  })
  .describe("Names of the system.");
