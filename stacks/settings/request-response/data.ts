import { z } from "zod";
import { AT_MINIMUM, inOrder, scaling } from "../scaling";

const units = (what: string, defaults: { minimum: number; maximum: number }) =>
  z
    .strictObject(scaling(`${what} capacity units`, { ...defaults, limit: 40_000 }))
    .refine(inOrder, AT_MINIMUM)
    .prefault({})
    .describe(`${what} capacity, with \`capacity: provisioned\` only.`);

/** The table of orders. */
export const table = z
  .strictObject({
    capacity: z
      .enum(["on-demand", "provisioned"])
      .default("on-demand")
      .describe("Pay for each request, or for capacity that follows the load. Equal in all stacks."),
    read: units("Read", { minimum: 25, maximum: 1000 }),
    write: units("Write", { minimum: 25, maximum: 1000 }),
  })
  .prefault({})
  .describe("DynamoDB global table of orders, with a replica in every region. Primary only.");

/** The table's accelerator. */
export const accelerator = z
  .strictObject({
    nodeType: z
      .string()
      .regex(/^dax\.[rt]\d[a-z]*\.\w+$/)
      .meta({ allowed: "a node type of DAX such as dax.r5.large" })
      .default("dax.r5.large")
      .describe("Type of each node; a dax.r5.large costs 186 USD a month."),
    nodes: z
      .int()
      .min(3)
      .max(11)
      .default(3)
      .describe("Nodes, over the zones: fewer than three don't outlive the loss of one."),
  })
  .optional()
  .describe(
    "DAX in front of this region's replica of the table. Without it, requests go to the table itself.",
  );

/** The relational database of the catalogue. */
export const database = z
  .strictObject({
    kind: z
      .enum(["aurora-serverless", "rds"])
      .default("aurora-serverless")
      .describe(
        "Aurora PostgreSQL Serverless v2 as a global database with a member in every region, or an RDS instance with read replicas here and in the other regions. Equal in all stacks; a change is another database.",
      ),
    engineVersion: z
      .string()
      .regex(/^1[4-9]\.\d{1,2}$/)
      .meta({ allowed: 'a full PostgreSQL version in quotes, such as "16.8"' })
      .default("16.8")
      .describe("Full version of PostgreSQL. Equal in all stacks."),
    name: z
      .string()
      .regex(/^[a-z][a-z0-9_]{0,62}$/)
      .meta({ allowed: "up to 63 lower-case letters, digits and underscores, starting with a letter" })
      .default("catalog")
      .describe("Name of the first database. Read when the database is created."),
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
      .describe("Capacity of an Aurora instance, with `kind: aurora-serverless` only."),
    instances: z
      .int()
      .min(1)
      .max(15)
      .default(2)
      .describe("Aurora instances in this region: two or more keep the database when a zone is lost."),
    instanceClass: z
      .string()
      .regex(/^db\.[a-z0-9]+\.[a-z0-9]+$/)
      .meta({ allowed: "an instance class such as db.m7g.large" })
      .default("db.m7g.large")
      .describe("Class of the RDS instances, with `kind: rds` only."),
    storageGb: z
      .int()
      .min(20)
      .max(65_536)
      .default(100)
      .describe("Storage of the RDS instance at first. It can grow, never shrink."),
    maximumStorageGb: z
      .int()
      .min(22)
      .max(65_536)
      .default(1000)
      .meta({ allowed: "22 to 65536, and a tenth above storageGb or more" })
      .describe("Storage up to which RDS lets it grow by itself."),
    readReplicas: z
      .int()
      .min(1)
      .max(5)
      .default(1)
      .describe("Read replicas of the RDS instance in this region."),
    backupRetentionDays: z.int().min(1).max(35).default(35).describe("Days of point-in-time recovery."),
    passwordRotationDays: z
      .int()
      .min(1)
      .max(90)
      .default(30)
      .describe("Days between two rotations of the administrator's password. Primary only."),
  })
  .refine(({ storageGb, maximumStorageGb }) => maximumStorageGb * 10 >= storageGb * 11, {
    path: ["maximumStorageGb"],
  })
  .prefault({})
  .describe("The relational database of the catalogue.");

/** The cache of sessions and hot data. */
export const cache = z
  .strictObject({
    nodeType: z
      .string()
      .regex(/^cache\.[a-z0-9]+\.[a-z0-9]+$/)
      .meta({ allowed: "a node type of ElastiCache such as cache.r7g.large" })
      .default("cache.r7g.large")
      .describe("Type of each node; a cache.r7g.large of Valkey costs 128 USD a month."),
    replicas: z
      .int()
      .min(1)
      .max(5)
      .default(2)
      .describe("Replicas of the node that writes, each in another zone while there is one."),
  })
  .prefault({})
  .describe("ElastiCache for Valkey, in each region for itself.");

/** The bucket of uploads. */
export const uploads = z
  .strictObject({
    maximumMegabytes: z
      .int()
      .min(1)
      .max(5000)
      .default(100)
      .describe("Size of an upload, at most; S3 takes 5 GB in one request."),
    contentTypes: z
      .array(
        z
          .string()
          .regex(/^[a-z]+\/[a-z0-9.+-]+$/)
          .meta({ allowed: "a media type such as image/png" }),
      )
      .min(1)
      .default(["application/pdf", "image/jpeg", "image/png", "image/webp"])
      .describe("Media types that may be uploaded."),
    grantMinutes: z
      .int()
      .min(1)
      .max(60)
      .default(5)
      .describe("Minutes in which an upload may begin after it was granted."),
    transferAcceleration: z
      .boolean()
      .default(true)
      .describe("Take uploads at CloudFront's edge locations: 0.04 USD a gigabyte and more."),
    origins: z
      .array(
        z
          .string()
          .regex(/^https:\/\/[a-z0-9.-]+$/)
          .meta({ allowed: "an https address without a path" }),
      )
      .default([])
      .describe("Further pages that may upload, besides those of the site."),
  })
  .prefault({})
  .describe("Uploads, which clients send to S3 under a grant of the API.");
