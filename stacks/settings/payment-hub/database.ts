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
      .regex(/^db\.((r[5-9]|x\d)[a-z0-9]*\.[a-z0-9]+|serverless)$/)
      .meta({
        allowed:
          "a memory-optimised class that a global database takes, such as db.r7g.xlarge, or db.serverless",
      })
      .describe("Class of every instance. A standby that is smaller than the writer can't take its load."),
    instanceCount: z
      .int()
      .min(1)
      .max(15)
      .default(3)
      .describe("Instances in this region, the writer or first reader included."),
    serverless: z
      .strictObject({
        minimum: z
          .number()
          .multipleOf(0.5)
          .min(0.5)
          .max(256)
          .meta({ allowed: "0.5 to 256 in halves" })
          .default(8)
          .describe("Units of 2 GiB that are always there."),
        maximum: z
          .number()
          .multipleOf(0.5)
          .min(1)
          .max(256)
          .meta({ allowed: "1 to 256 in halves, and not less than minimum" })
          .describe("Units at most."),
      })
      .optional()
      .meta({
        allowed: "a map with minimum and maximum where instanceClass is db.serverless, and nothing elsewhere",
      })
      .describe("Capacity of every instance, with the class db.serverless and only then."),
    readerScaling: z
      .strictObject({
        maximum: z
          .int()
          .min(1)
          .max(15)
          .optional()
          .meta({ allowed: "1 to 15, and not less than the readers among instanceCount" })
          .describe("Readers at most. Without it 6, or as many as there are always."),
        targetCpu: z.int().min(20).max(90).default(60).describe("Processor use of the readers, in percent."),
      })
      .prefault({})
      .describe(
        "Readers of the home region that come and go with their load, besides the instances above. Primary only.",
      ),
    commitWaitSeconds: z
      .int()
      .min(20)
      .max(86_400)
      .optional()
      .describe(
        "Seconds that every failover region may be behind before commits in the home region wait for one of them (`rds.global_db_rpo`). Without it they never wait, and alarms tell of the lag. With one failover region its loss then stops all payments. Primary only.",
      ),
    passwordRotationDays: z
      .int()
      .min(1)
      .max(90)
      .default(30)
      .describe("Days between two rotations of the administrator's password. Primary only."),
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
  .refine(
    ({ instanceClass, serverless }) => (instanceClass === "db.serverless") === (serverless !== undefined),
    {
      path: ["serverless"],
    },
  )
  .refine(({ serverless }) => serverless === undefined || serverless.maximum >= serverless.minimum, {
    path: ["serverless", "maximum"],
  })
  .refine(
    ({ instanceCount, readerScaling: { maximum } }) => maximum === undefined || maximum >= instanceCount - 1,
    {
      path: ["readerScaling", "maximum"],
    },
  )
  .describe("This region's member of the Aurora global database.");
