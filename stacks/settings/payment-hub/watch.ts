import { z } from "zod";

/** Who hears of what goes wrong. */
export const watch = z
  .strictObject({
    emails: z
      .array(
        z
          .string()
          .regex(/^[^@\s]+@[^@\s]+\.[^@\s]+$/)
          .meta({ allowed: "an e-mail address" }),
      )
      .default([])
      .describe("People or lists that get every alarm by e-mail, after they have confirmed it once."),
    webhooks: z
      .array(
        z
          .string()
          .regex(/^https:\/\/\S+$/)
          .meta({ allowed: "an address that starts with https://" }),
      )
      .default([])
      .describe("Endpoints of an on-call service that get every alarm, such as PagerDuty's or Opsgenie's."),
    blockedRequestsPerFiveMinutes: z
      .int()
      .min(100)
      .default(10_000)
      .describe(
        "Requests that a firewall may turn away in five minutes before people hear of it. Primary only.",
      ),
  })
  .refine(({ emails, webhooks }) => emails.length + webhooks.length > 0)
  .meta({ allowed: "at least one address in emails or webhooks: an alarm needs a human at its end" })
  .describe("Who hears of what goes wrong in this region.");
