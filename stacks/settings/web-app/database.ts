import { z } from "zod";
import { DatabaseEngine, DatabaseForm } from "../../../components/relational-database/args";
import { versionMistake } from "../../../components/relational-database/versions";
import { AT_MINIMUM, inOrder } from "../scaling";

/** Version of Aurora MySQL unless the settings name another. */
export const DEFAULT_VERSION = "8.0.mysql_aurora.3.10.0";

/** Aurora MySQL. */
export const database = z
  .strictObject({
    kind: z
      .enum(["provisioned", "serverless-v2"])
      .default("provisioned")
      .describe(
        "Instances of a class, or instances that grow and shrink by themselves. A change keeps the cluster, its data and its endpoints: the new instances are there before the old ones go.",
      ),
    engineVersion: z
      .string()
      .refine((version) => versionMistake(DatabaseForm.Aurora, DatabaseEngine.MySql, version) === undefined)
      .meta({ allowed: `a version that Aurora MySQL has, such as "${DEFAULT_VERSION}"` })
      .default(DEFAULT_VERSION)
      .describe(
        "Full version of Aurora MySQL. Equal in all stacks: a snapshot of a newer one can't be restored to an older one.",
      ),
    name: z
      .string()
      .regex(/^[a-z][a-z0-9_]{0,62}$/)
      .meta({ allowed: "up to 63 lower-case letters, digits and underscores, starting with a letter" })
      .default("webapp")
      .describe("Name of the first database. Read when the database is created."),
    instances: z
      .int()
      .min(1)
      .max(15)
      .default(2)
      .describe(
        "Instances: the writer, and readers of which one takes over when the writer or its zone fails.",
      ),
    instanceClass: z
      .string()
      .regex(/^db\.(?!serverless$)[a-z][a-z0-9-]*\.[a-z0-9]+$|^db\.[a-z]\d+[a-z]*\.\w+$/)
      .meta({ allowed: "a class such as db.r7g.large" })
      .default("db.r7g.large")
      .describe(
        "Class of every instance, with `kind: provisioned` only; a db.r7g.large costs about 200 USD a month.",
      ),
    capacityUnits: z
      .strictObject({
        minimum: z
          .number()
          .min(0.5)
          .max(256)
          .multipleOf(0.5)
          .default(1)
          .meta({ allowed: "0.5 to 256 in halves, and not above maximum" })
          .describe("Units of 2 GiB that each instance always has, 88 USD a month for each."),
        maximum: z
          .number()
          .min(1)
          .max(256)
          .multipleOf(0.5)
          .default(16)
          .meta({ allowed: "1 to 256 in halves" })
          .describe("Units of each instance at most."),
      })
      .refine(inOrder, AT_MINIMUM)
      .prefault({})
      .describe("Capacity of an instance, with `kind: serverless-v2` only."),
    backupRetentionDays: z
      .int()
      .min(1)
      .max(35)
      .default(35)
      .describe("Days of point-in-time recovery in the region."),
    restoreFrom: z
      .string()
      .regex(
        /^(arn:aws[a-z-]*:rds:[a-z0-9-]+:\d{12}:(cluster-snapshot|snapshot):[\w:-]+|(?!arn:)[A-Za-z](?:[A-Za-z0-9:]|-(?!-|$)){0,254})$/,
      )
      .optional()
      .meta({ allowed: "the ARN or the name of a snapshot in the stack's region" })
      .describe(
        "Snapshot that the database is made from, in the stack's own region: the newest copy in the vault that the home region fills. Read when the database is created; later it changes nothing.",
      ),
  })
  .prefault({})
  .describe("Aurora MySQL of this region.");
