import { z } from "zod";
import {
  AT_MEMORY,
  fitsFargate,
  gravitonTypes,
  imageTag,
  spotPercent,
  targetCpuPercent,
  taskSize,
} from "../compute-parts";
import { AT_MINIMUM, inOrder, scaling } from "../scaling";

const AT_DESIRED = { path: ["desired"] };

/** What a microservice may work with. */
export const STORES = ["database", "cache", "orders"] as const;

const port = z.int().min(1024).max(65_535);

const service = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
      .max(20)
      .meta({ allowed: "up to 20 lower-case letters, digits and single hyphens, starting with a letter" })
      .describe(
        "Name of the service, once in the list: of its image and task definition, and by which others call it.",
      ),
    path: z
      .string()
      .regex(/^\/[a-z0-9-]+(\/[a-z0-9-]+)*$/)
      .max(100)
      .optional()
      .meta({ allowed: "a path such as /products" })
      .describe(
        "Path at which the load balancer hands requests of the user interface to it, with all below. Without it `/` and its name.",
      ),
    port: port.describe("TCP port on which it listens; its own, so that a rule or a flow log names it."),
    imageTag: imageTag.describe(
      "Tag of the image of the first deployment; the pipeline brings all later ones.",
    ),
    ...taskSize,
    ...scaling("Tasks", { minimum: 2, maximum: 20, limit: 500 }),
    desired: z
      .int()
      .min(1)
      .max(500)
      .optional()
      .meta({ allowed: "1 to 500, and minimum to maximum" })
      .describe("Tasks at first; afterwards scaling decides. Without it the minimum."),
    targetCpuPercent,
    spotPercent,
    uses: z
      .array(z.enum(STORES))
      .meta({ allowed: `a list of ${STORES.join(", ")}, each once` })
      .default(["database"])
      .describe(
        "What it works with: the database, the cache, and `orders` for a service that puts accepted orders into the queue.",
      ),
    databaseUser: z
      .string()
      .regex(/^[a-z][a-z0-9_]{0,62}$/)
      .default("storefront_reader")
      .meta({ allowed: "up to 63 lower-case letters, digits and underscores, starting with a letter" })
      .describe("User of the database as whom it logs in, with a token of IAM."),
  })
  .refine(inOrder, AT_MINIMUM)
  .refine(
    ({ desired, minimum, maximum }) => desired === undefined || (desired >= minimum && desired <= maximum),
    AT_DESIRED,
  )
  .refine(fitsFargate, AT_MEMORY);

/** The microservices. */
export const services = z
  .array(service)
  .min(1)
  .max(40)
  .describe(
    "Microservices on ECS, each with a task definition, a role, a log and scaling of its own. Names and ports are there once, and one of the services uses `orders`.",
  );

/** The user interface. */
export const ui = z
  .strictObject({
    port: port.default(8080).describe("TCP port on which it listens; none of the services'."),
    imageTag: imageTag.describe("Tag of its image. Another one replaces the instances one after the other."),
    instanceTypes: gravitonTypes(2, 20)
      .default(["m7g.large", "m6g.large", "c7g.large", "r7g.large"])
      .describe("Instance types that may be taken, of Graviton; an m7g.large costs 60 USD a month."),
    ...scaling("Instances", { minimum: 3, maximum: 12, limit: 200 }),
    targetCpuPercent,
    spotPercent: z
      .int()
      .min(0)
      .max(100)
      .default(0)
      .describe("Share of Spot among the instances, in percent: for non-production."),
  })
  .refine(inOrder, AT_MINIMUM)
  .prefault({})
  .describe("The user interface, on EC2 instances of its own.");

/** Accepted orders. */
export const orders = z
  .strictObject({
    paused: z
      .boolean()
      .default(false)
      .describe(
        "Stop the consumer, for maintenance of the backend: orders are accepted all the same, and wait in the queue.",
      ),
    imageTag: imageTag.describe(
      "Tag of the consumer's image of the first deployment; the pipeline brings all later ones.",
    ),
    ...taskSize,
    ...scaling("Consumers", { minimum: 2, maximum: 20, limit: 500 }),
    spotPercent,
    consumerSeconds: z
      .int()
      .min(5)
      .max(900)
      .default(30)
      .describe("Longest time that a consumer works on an order, in seconds."),
    maxReceiveCount: z
      .int()
      .min(1)
      .max(1000)
      .default(5)
      .describe("Times that an order is tried before it is put aside in the dead-letter queue."),
    retentionDays: z
      .int()
      .min(1)
      .max(13)
      .default(13)
      .describe("Days that an order waits for a consumer: longer than any maintenance."),
    oldestSeconds: z
      .int()
      .min(60)
      .max(86_400)
      .default(300)
      .describe("Age of the oldest order at which somebody is told."),
  })
  .refine(inOrder, AT_MINIMUM)
  .refine(fitsFargate, AT_MEMORY)
  .prefault({})
  .describe("Orders as messages, and the service that works on them: one after the other for each customer.");
