import { z } from "zod";

/** The relational database. */
export const database = z
  .strictObject({
    capacity: z
      .enum(["provisioned", "serverless"])
      .default("provisioned")
      .describe(
        "Aurora PostgreSQL on instances of a class, or on Serverless v2; a change keeps cluster, data and endpoints.",
      ),
    engineVersion: z
      .string()
      .regex(/^1[4-9]\.\d{1,2}$/)
      .meta({ allowed: 'a full Aurora PostgreSQL version in quotes, such as "16.8"' })
      .default("16.8")
      .describe(
        "Full version of Aurora PostgreSQL. Equal in all stacks: a snapshot is restored in its version.",
      ),
    name: z
      .string()
      .regex(/^[a-z][a-z0-9_]{0,62}$/)
      .meta({ allowed: "up to 63 lower-case letters, digits and underscores, starting with a letter" })
      .default("storefront")
      .describe("Name of the first database. Read when the database is created."),
    instanceClass: z
      .string()
      .regex(/^db\.(?!serverless)[a-z0-9]+\.[a-z0-9]+$/)
      .meta({ allowed: "an instance class such as db.r7g.large" })
      .default("db.r7g.large")
      .describe(
        "Class of each instance, with `capacity: provisioned` only; a db.r7g.large costs 200 USD a month.",
      ),
    serverless: z
      .strictObject({
        minimum: z
          .number()
          .min(0.5)
          .max(256)
          .multipleOf(0.5)
          .default(1)
          .meta({ allowed: "0.5 to 256 in steps of 0.5, and not above maximum" })
          .describe("Capacity units that each instance has at least; one costs 88 USD a month."),
        maximum: z
          .number()
          .min(1)
          .max(256)
          .multipleOf(0.5)
          .default(16)
          .meta({ allowed: "1 to 256 in steps of 0.5" })
          .describe("Capacity units that each instance has at most."),
      })
      .refine(({ minimum, maximum }) => minimum <= maximum, { path: ["minimum"] })
      .prefault({})
      .describe("Capacity of each instance, with `capacity: serverless` only."),
    instances: z
      .int()
      .min(1)
      .max(15)
      .default(2)
      .describe("Instances, in different zones: the writer and its readers. One is for non-production."),
    reportingReader: z
      .boolean()
      .default(true)
      .describe("One more reader with an endpoint of its own, for reports."),
    backupRetentionDays: z.int().min(1).max(35).default(35).describe("Days of point-in-time recovery."),
    restoreFrom: z
      .string()
      .regex(/^(arn:aws[a-z-]*:rds:[a-z0-9-]+:\d{12}:cluster-snapshot:.+|[A-Za-z][A-Za-z0-9:-]{0,254})$/)
      .optional()
      .meta({ allowed: "the name or ARN of a cluster snapshot in this region" })
      .describe(
        "Snapshot in this region that the database is made from, such as the newest copy in the DR region. Read once, when the database is created.",
      ),
  })
  .prefault({})
  .describe("Aurora PostgreSQL of this region.");

/** The Redis protocol. */
export const cache = z
  .strictObject({
    nodeType: z
      .string()
      .regex(/^cache\.[a-z0-9]+\.[a-z0-9]+$/)
      .meta({ allowed: "a node type of ElastiCache such as cache.m7g.large" })
      .default("cache.m7g.large")
      .describe("Type of each node; a cache.m7g.large of Valkey costs 92 USD a month."),
    replicas: z
      .int()
      .min(1)
      .max(5)
      .default(2)
      .describe(
        "Replicas of the node that writes, each in another zone while there is one; one of them takes over.",
      ),
  })
  .prefault({})
  .describe(
    "ElastiCache for Valkey, which speaks Redis: sequences and locks of orders, and what services keep.",
  );

/** Images and videos. */
export const media = z
  .strictObject({
    infrequentAccessDays: z
      .int()
      .min(30)
      .max(3650)
      .optional()
      .describe(
        "Days after which an image or video moves to Infrequent Access; S3 takes 30 or more. Without it none does.",
      ),
    instantArchiveDays: z
      .int()
      .min(30)
      .max(3650)
      .optional()
      .meta({ allowed: "30 to 3650, and at least 30 more than infrequentAccessDays" })
      .describe(
        "Days after which an image or video moves to Glacier Instant Retrieval, where it is paid for 90 days at least. The colder classes can't be mounted.",
      ),
    deletedDays: z
      .int()
      .min(1)
      .max(3650)
      .default(90)
      .describe("Days that a replaced or deleted image or video can still be restored."),
  })
  .refine(
    ({ infrequentAccessDays: first, instantArchiveDays: second }) =>
      first === undefined || second === undefined || second >= first + 30,
    { path: ["instantArchiveDays"] },
  )
  .prefault({})
  .describe("Images and videos, in S3, mounted by the reverse proxies.");
