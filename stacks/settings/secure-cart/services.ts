import { z } from "zod";
import { AT_MEMORY, fitsFargate, taskSize } from "../compute-parts";
import { image } from "../image";
import { AT_MINIMUM, inOrder, scaling } from "../scaling";

const service = (what: string) =>
  z
    .strictObject({
      image: image.describe(
        "Image of the service. In a repository of ECR of this account the tasks may fetch it by themselves.",
      ),
      ...taskSize,
      ...scaling("Tasks", { minimum: 3, maximum: 30, limit: 500 }),
      targetCpuPercent: z
        .int()
        .min(20)
        .max(90)
        .default(60)
        .describe("Processor use, in percent, that scaling keeps to."),
      spotPercent: z
        .int()
        .min(0)
        .max(99)
        .default(0)
        .describe("Share of the tasks that run on Fargate Spot, in percent: for non-production."),
    })
    .refine(inOrder, AT_MINIMUM)
    .refine(fitsFargate, AT_MEMORY)
    .describe(what);

/** Services on Fargate. */
export const services = z
  .strictObject({
    catalog: service("Products and pages: everything that no other service answers."),
    checkout: service("Carts, orders and payments, at `checkout.`."),
    payments: service("The payment gateway, behind a Network Load Balancer and PrivateLink."),
  })
  .describe("Services on Fargate. An image may be the region's own.");

/** The relational database of a region. */
export const database = z
  .strictObject({
    engineVersion: z
      .string()
      .regex(/^1[4-9]\.\d{1,2}$/)
      .meta({ allowed: 'a full PostgreSQL version in quotes, such as "17.6"' })
      .default("17.6")
      .describe("Full version of PostgreSQL. Equal in all stacks."),
    name: z
      .string()
      .regex(/^[a-z][a-z0-9_]{0,62}$/)
      .meta({ allowed: "up to 63 lower-case letters, digits and underscores, starting with a letter" })
      .default("cart")
      .describe("Name of the first database. Read when the database is created."),
    instanceClass: z
      .string()
      .regex(/^db\.[a-z0-9]+\.[a-z0-9]+$/)
      .meta({ allowed: "an instance class such as db.m7g.large" })
      .default("db.m7g.large")
      .describe("Class of the instance and of its standby."),
    multiAz: z
      .boolean()
      .default(true)
      .describe(
        "A standby in another zone that takes over by itself. `false` halves the price, for non-production.",
      ),
    storageGb: z
      .int()
      .min(20)
      .max(65_536)
      .default(100)
      .describe("Storage at first. It can grow, never shrink."),
    maximumStorageGb: z
      .int()
      .min(22)
      .max(65_536)
      .default(1000)
      .meta({ allowed: "22 to 65536, and a tenth above storageGb or more" })
      .describe("Storage up to which RDS lets it grow by itself."),
    backupRetentionDays: z
      .int()
      .min(1)
      .max(35)
      .default(35)
      .describe("Days of point-in-time recovery, here and from the copies in the other region."),
  })
  .refine(({ storageGb, maximumStorageGb }) => maximumStorageGb * 10 >= storageGb * 11, {
    path: ["maximumStorageGb"],
  })
  .prefault({})
  .describe("RDS for PostgreSQL, in each region for the orders that are placed there.");
