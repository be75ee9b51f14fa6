import { z } from "zod";
import { AT_MEMORY, fitsFargate, gravitonTypes, taskSize } from "../compute-parts";
import { AT_MINIMUM, inOrder, scaling } from "../scaling";

const parameter = z.strictObject({
  variable: z
    .string()
    .regex(/^[A-Z_][A-Z0-9_]{0,63}$/)
    .meta({ allowed: "capital letters, digits and _, such as SESSION_KEY" })
    .describe("Name in the environment of the container."),
  parameter: z
    .string()
    .regex(/^(\/[\w.-]+)+$/)
    .max(1011)
    .meta({ allowed: "the name of a parameter such as /web-app/session-key" })
    .describe("Name of a SecureString in Parameter Store of the stack's region. People put its value there."),
  keyArn: z
    .string()
    .regex(/^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/)
    .optional()
    .meta({ allowed: "the ARN of a key of KMS" })
    .describe(
      "Customer-managed key of the parameter. Without it the parameter is under AWS's own key for SSM.",
    ),
});

/** What the containers run on. */
export const compute = z
  .strictObject({
    kind: z
      .enum(["ec2", "fargate"])
      .default("ec2")
      .describe(
        "What tasks run on. A change moves them one after the other: new ones have to be healthy before old ones go.",
      ),
    keepInstances: z
      .boolean()
      .default(true)
      .describe(
        "With `kind: fargate`, keep the instances. ECS does not let go of what tasks still run on: set it to false in the deployment after the one that moved the service.",
      ),
    instanceTypes: gravitonTypes(1, 20)
      .default(["m7g.xlarge", "m6g.xlarge", "c7g.xlarge"])
      .describe(
        "Types of the instances in the order of preference, of Graviton. Several leave a choice when a zone is full.",
      ),
    ...scaling("Instances", { minimum: 3, maximum: 12, limit: 200 }),
  })
  .refine(inOrder, AT_MINIMUM)
  .prefault({})
  .describe("What the containers run on: EC2 instances that ECS adds and takes away, or Fargate.");

/** The web application. */
export const service = z
  .strictObject({
    imageTag: z
      .string()
      .regex(/^(?!latest$)\w[\w.-]{0,127}$/)
      .default("1.0.0")
      .meta({ allowed: "a tag other than latest" })
      .describe(
        "Tag in the system's own repository of the first deployment's image; the pipeline brings all later ones. A region that is brought up after a loss starts with it, so name the release that runs.",
      ),
    ...taskSize,
    ...scaling("Tasks", { minimum: 3, maximum: 24, limit: 500 }),
    desired: z
      .int()
      .min(1)
      .max(500)
      .optional()
      .meta({ allowed: "minimum to maximum" })
      .describe("Tasks at first; afterwards scaling decides. Without it the minimum."),
    stepUpAbovePercent: z
      .int()
      .min(20)
      .max(95)
      .default(70)
      .describe("Processor use, in percent, above which an alarm adds a task; 20 points above it adds two."),
    stepDownBelowPercent: z
      .int()
      .min(1)
      .max(90)
      .default(30)
      .meta({ allowed: "1 to 90, and below stepUpAbovePercent" })
      .describe(
        "Processor use, in percent, below which an alarm takes a task away after a quarter of an hour.",
      ),
    secrets: z
      .array(parameter)
      .max(30)
      .refine((all) => new Set(all.map(({ variable }) => variable)).size === all.length)
      .meta({ allowed: "a list of secrets, each variable once" })
      .default([])
      .describe(
        "Secrets of the application, which only its tasks read: never their values. Equal in all stacks.",
      ),
  })
  .refine(inOrder, AT_MINIMUM)
  .refine(
    ({ desired, minimum, maximum }) => desired === undefined || (desired >= minimum && desired <= maximum),
    {
      path: ["desired"],
    },
  )
  .refine(({ stepUpAbovePercent: up, stepDownBelowPercent: down }) => down < up, {
    path: ["stepDownBelowPercent"],
  })
  .refine(fitsFargate, AT_MEMORY)
  .prefault({})
  .describe("The web application's containers.");

/** USD a month of a private certificate authority whose certificates live for days. */
export const PRIVATE_AUTHORITY_COST = 50;

/** Calls between services. */
export const serviceConnect = z
  .strictObject({
    acceptMonthlyCostUsd: z
      .literal(PRIVATE_AUTHORITY_COST)
      .meta({ allowed: `${PRIVATE_AUTHORITY_COST}, which you agree to pay each month in each region` })
      .describe(
        `Needed: a private certificate authority costs ${PRIVATE_AUTHORITY_COST} USD a month in each region, in the mode for certificates of days.`,
      ),
  })
  .optional()
  .describe(
    "ECS Service Connect with TLS between services, under a private certificate authority of the region. Without it nothing calls the application but its load balancer.",
  );
