import { z } from "zod";
import { DEFAULT_TTL, RECORD_TYPES } from "../../components/dns-records/args";

const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

/** A domain's name. */
export const domainName = z
  .string()
  .regex(DOMAIN)
  .max(253)
  .meta({ allowed: "a domain name in lower case without a trailing dot, such as pay.example.com" });

/** Names of the system. */
export const dns = z
  .strictObject({
    zone: domainName.describe(
      "Domain of the system: the site answers at the domain and at `www.`, the API at `api.`. Equal in all stacks.",
    ),
    hostedZoneId: z
      .string()
      .regex(/^Z[A-Z0-9]{5,31}$/)
      .meta({ allowed: "a hosted zone id such as Z0123456789ABCDEFGHIJ" })
      .optional()
      .describe("Adopt this hosted zone instead of creating one. Primary only."),
    records: z
      .array(
        z.strictObject({
          name: z
            .string()
            .min(1)
            .describe("Name below the zone such as `mail`, or `@` for the zone's own name."),
          type: z.enum(RECORD_TYPES).describe("Type of the record."),
          ttl: z
            .int()
            .min(60)
            .max(172_800)
            .default(DEFAULT_TTL)
            .describe("Seconds that resolvers may keep it."),
          values: z
            .array(z.string())
            .min(1)
            .describe(
              "Values in a zone file's spelling, such as `10 mail.example.com` for MX; TXT without quotes.",
            ),
        }),
      )
      .default([])
      .describe("Records that the domain brings from its old DNS server. Primary only."),
    queryLogRetentionDays: z
      .union([
        z.literal(0),
        z.literal(30),
        z.literal(90),
        z.literal(180),
        z.literal(365),
        z.literal(400),
        z.literal(731),
      ])
      .default(400)
      .meta({ allowed: "0 (no log), 30, 90, 180, 365, 400 or 731" })
      .describe(
        "Days that the domain's DNS queries are kept; 0 logs none, for an adopted zone that has a log. Primary only.",
      ),
    dnssec: z
      .boolean()
      .default(false)
      .describe(
        "Sign the zone. Put the DS record of the output `dsRecord` into the parent zone afterwards, and take it out there before this is ever turned off again. Primary only.",
      ),
  })
  .describe("Names of the system.");
