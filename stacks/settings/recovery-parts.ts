import { z } from "zod";

/** USD a month of Shield Advanced, for an organization. */
export const SHIELD_ADVANCED_COST = 3000;

/**
 * Shield Advanced, which nobody buys by accident.
 *
 * @param protects what the system's stacks have it protect
 */
export function shieldAdvanced(protects: string) {
  return z
    .strictObject({
      acceptMonthlyCostUsd: z
        .literal(SHIELD_ADVANCED_COST)
        .meta({ allowed: `${SHIELD_ADVANCED_COST}, which you agree to pay each month for a year` })
        .describe(
          `Needed: a subscription costs ${SHIELD_ADVANCED_COST} USD a month and commits for one year, 36,000 USD.`,
        ),
      subscribe: z
        .boolean()
        .default(true)
        .describe(
          "Subscribe the account in the primary stack. `false` where the organization is subscribed already.",
        ),
    })
    .optional()
    .describe(`AWS Shield Advanced: ${protects}. Without it Shield Standard, which costs nothing.`);
}

/**
 * How Route 53 asks a region.
 *
 * @param counts what counts as down after the last failed answer, `the home region`
 * @param description of the whole key
 */
export function healthCheck(counts: string, description: string) {
  return z
    .strictObject({
      intervalSeconds: z
        .union([z.literal(10), z.literal(30)])
        .default(10)
        .meta({ allowed: "10 or 30" })
        .describe("Seconds between two questions of one checker."),
      failures: z
        .int()
        .min(1)
        .max(10)
        .default(3)
        .describe(`Answers in a row that have to fail before ${counts} counts as down.`),
    })
    .prefault({})
    .describe(description);
}

/** Whether what holds data can be deleted. */
export const protect = z
  .boolean()
  .default(true)
  .describe(
    "Refuse the deletion of what holds data, in Pulumi and in AWS. To destroy a stack, set it to false and run `pulumi up` first; buckets are then emptied and databases deleted without a last snapshot.",
  );
