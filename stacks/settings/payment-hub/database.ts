import { z } from "zod";

/** This region's member of the Aurora global database. */
export const database = z
  .strictObject({
    engineVersion: z
      .string()
      .regex(/^\d{2}\.\d+$/)
      .meta({ allowed: 'a full Aurora PostgreSQL version in quotes, such as "16.8"' })
      .describe("Aurora PostgreSQL version. Equal in all stacks: a managed failover needs it."),
    instanceClass: z
      .string()
      .regex(/^db\.(r|x)[a-z0-9]+\.[a-z0-9]+$/)
      .meta({ allowed: "a memory-optimised class such as db.r7g.xlarge" })
      .describe("Class of every instance. A standby that is smaller than the writer can't take its load."),
    instanceCount: z
      .int()
      .min(1)
      .max(15)
      .default(3)
      .describe("Instances in this region, the writer or first reader included."),
    name: z
      .string()
      .regex(/^[a-z][a-z0-9_]{0,62}$/)
      .meta({ allowed: "a PostgreSQL name of up to 63 lower-case letters, digits and underscores" })
      .default("payments")
      .describe("First database. Read when the global database is created, ignored afterwards."),
    backupRetentionDays: z
      .int()
      .min(14)
      .max(35)
      .default(35)
      .describe("Days of point-in-time recovery in this region."),
  })
  .describe("This region's member of the Aurora global database.");
