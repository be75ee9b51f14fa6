import { z } from "zod";
import { region } from "./common";

/** Region that canaries ask from unless the settings name another. */
export const DEFAULT_CANARY_REGION = "ca-central-1";

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
    canaryRegion: region
      .default(DEFAULT_CANARY_REGION)
      .describe(
        "Region that canaries ask site and API from; none of the system's own, so that the loss of one does not blind them. Primary only.",
      ),
    canaryMinutes: z
      .int()
      .min(1)
      .max(5)
      .default(5)
      .describe(
        "Minutes between two runs of a canary; somebody is paged after ten minutes of failures. Every 5 costs 10 USD a month for each canary, every minute 52. Primary only.",
      ),
    monthlyBudgetUsd: z
      .int()
      .min(1)
      .max(10_000_000)
      .default(6000)
      .describe(
        "What the system may cost in a month over all its regions, in USD; people hear of 80 %, of 100 % and of a forecast above it. Primary only.",
      ),
    costAnomalyUsd: z
      .int()
      .min(1)
      .max(10_000_000)
      .default(200)
      .describe("What an unexpected cost has to come to before people hear of it, in USD. Primary only."),
  })
  .refine(({ emails, webhooks }) => emails.length + webhooks.length > 0)
  .meta({ allowed: "at least one address in emails or webhooks: an alarm needs a human at its end" })
  .describe("Who hears of what goes wrong, and what is looked at.");
