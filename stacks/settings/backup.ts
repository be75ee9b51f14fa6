import { z } from "zod";

/** Backups of the region, and their copies in another. */
export const backup = z
  .strictObject({
    dailyRetentionDays: z
      .int()
      .min(7)
      .max(400)
      .default(35)
      .describe("Days that daily backups and their copies in the other region are kept."),
    monthlyRetentionDays: z
      .int()
      .min(7)
      .max(3653)
      .default(400)
      .meta({ allowed: "7 to 3653, and not less than dailyRetentionDays" })
      .describe(
        "Days that the backups of each month and their copies are kept; at least those of the daily ones.",
      ),
    complianceLockGraceDays: z
      .int()
      .min(3)
      .max(36_500)
      .optional()
      .describe(
        "Makes the lock of the copies final once these days are over: nobody, not even AWS, deletes a copy before its days are over, and the vault can't be destroyed before. Without it the lock can be taken off by who has the right.",
      ),
  })
  .refine(({ dailyRetentionDays, monthlyRetentionDays }) => monthlyRetentionDays >= dailyRetentionDays, {
    path: ["monthlyRetentionDays"],
  })
  .prefault({})
  .describe("Backups of the region, and their copies in another.");
