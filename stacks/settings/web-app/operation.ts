import { z } from "zod";
import { region } from "../common";
import { healthCheck, protect } from "../recovery-parts";

/** People of the account. */
export const identity = z
  .strictObject({
    sessionHours: z
      .int()
      .min(1)
      .max(12)
      .default(1)
      .describe("Hours until people have to show their second factor again."),
    identityCenter: z
      .strictObject({
        region: region.describe("Region of the instance of IAM Identity Center."),
        instanceArn: z
          .string()
          .regex(/^arn:aws[a-z-]*:sso:::instance\/[\w-]+$/)
          .meta({ allowed: "the ARN of an instance of IAM Identity Center" })
          .describe("ARN of the instance."),
        accountId: z
          .string()
          .regex(/^\d{12}$/)
          .meta({ allowed: "twelve digits in quotes" })
          .describe("Account that the duties are for."),
        assignments: z
          .array(
            z.strictObject({
              duty: z
                .enum(["operators", "developers", "database-administrators", "auditors"])
                .describe("The duty."),
              groupId: z.string().min(1).max(47).describe("Id of the group in the identity store."),
            }),
          )
          .min(1)
          .describe("Who has which duty."),
      })
      .optional()
      .describe("IAM Identity Center in place of groups and roles of IAM."),
  })
  .prefault({})
  .describe("Who may do what: operators, developers, database administrators, auditors. Primary only.");

/** What keeps the system recoverable. */
export const recovery = z
  .strictObject({
    mode: z
      .enum(["switch", "active-active"])
      .default("switch")
      .describe(
        "`switch`: the second region is brought up when the first is lost, with the data of the last copied backup, and Route 53 turns over to it. `active-active`: both regions answer by latency, both on the first one's database until that is lost. Equal in all stacks.",
      ),
    replicaRegions: z
      .array(region)
      .default([])
      .describe(
        "Regions that hold copies of backups, and in the primary of media and images, besides those of the other stacks. Needed where there is no other stack, and in a secondary one, whose backups go to none that may be lost already.",
      ),
    healthCheck: healthCheck("the region", "How Route 53 asks this region whether it takes requests."),
    protect,
  })
  .prefault({})
  .describe("What keeps the system recoverable.");
