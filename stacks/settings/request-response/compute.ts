import { z } from "zod";
import { AT_MEMORY, fitsFargate, gravitonTypes, taskSize } from "../compute-parts";
import { image } from "../image";
import { AT_MINIMUM, inOrder, scaling } from "../scaling";

/** Lambda functions of a region. */
export const functions = z
  .strictObject({
    // A queue takes no maximum below two. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
    reservedConcurrency: z
      .int()
      .min(2)
      .max(10_000)
      .default(100)
      .describe("Concurrent executions that each function of the API has for itself, and at most."),
    provisionedConcurrency: z
      .int()
      .min(0)
      .max(1000)
      .default(0)
      .meta({ allowed: "0 to 1000, and not above reservedConcurrency" })
      .describe(
        "Executions of the order function that are always ready, about 3 USD a month each; 0 for cold starts.",
      ),
    memoryMb: z
      .int()
      .min(128)
      .max(10_240)
      .default(512)
      .describe("Memory of each function of the API, in MB."),
    deployment: z
      .enum(["canary-10-percent-5-minutes", "linear-10-percent-every-minute", "all-at-once"])
      .default("canary-10-percent-5-minutes")
      .describe("How CodeDeploy moves requests to a new version."),
  })
  .refine(
    ({ provisionedConcurrency, reservedConcurrency }) => provisionedConcurrency <= reservedConcurrency,
    {
      path: ["provisionedConcurrency"],
    },
  )
  .prefault({})
  .describe("Lambda functions of this region.");

/** Containers on Fargate. */
export const containers = z
  .strictObject({
    image: image
      .optional()
      .describe(
        "Image of the first deployment; the pipeline brings all later ones. Without it tag 1.0.0 of the system's own repository, which then has to be pushed before the service can start.",
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
      .describe(
        "Share of the tasks beyond the minimum that run on Fargate Spot, in percent: for non-production.",
      ),
  })
  .refine(inOrder, AT_MINIMUM)
  .refine(fitsFargate, AT_MEMORY)
  .prefault({})
  .describe("Containers on Fargate, behind `/catalog`.");

/** Instances of EC2. */
export const fleet = z
  .strictObject({
    imageTag: z
      .string()
      .regex(/^(?!latest$)\w[\w.-]{0,127}$/)
      .default("1.0.0")
      .meta({ allowed: "a tag other than latest" })
      .describe(
        "Tag of the image of reports in the system's own repository. Another one replaces the instances one after the other.",
      ),
    instanceTypes: gravitonTypes(2, 20)
      .default(["m7g.large", "m6g.large", "c7g.xlarge", "r7g.large"])
      .describe("Instance types that may be taken, of Graviton; more of them find Spot capacity sooner."),
    ...scaling("Instances", { minimum: 2, maximum: 12, limit: 200 }),
    onDemandBase: z.int().min(0).max(200).default(1).describe("Instances that are never Spot."),
    spotPercent: z.int().min(0).max(100).default(70).describe("Share of Spot among the others, in percent."),
    targetCpuPercent: z
      .int()
      .min(20)
      .max(90)
      .default(60)
      .describe("Processor use, in percent, that scaling keeps to."),
  })
  .refine(inOrder, AT_MINIMUM)
  .prefault({})
  .describe("EC2 instances for heavy work, behind `/reports`.");
