import { z } from "zod";

/** Source, tests and deployments. */
export const delivery = z
  .strictObject({
    repository: z
      .string()
      .regex(/^[\w.-]+\/[\w.-]+$/)
      .meta({ allowed: "owner and name of the repository, such as example/shop" })
      .describe("Repository that the pipeline builds, as its provider names it."),
    branch: z.string().min(1).max(255).default("main").describe("Branch whose commits are deployed."),
    connectionArn: z
      .string()
      .regex(/^arn:aws[a-z-]*:(codeconnections|codestar-connections):[a-z0-9-]+:\d{12}:connection\/[\w-]+$/)
      .optional()
      .meta({ allowed: "the ARN of a connection of CodeConnections" })
      .describe(
        "Connection to the provider. Without it one to GitHub is made, which a person has to confirm once in the console.",
      ),
    ownsRegistry: z
      .boolean()
      .default(true)
      .describe(
        "Whether this stack sets scanning and replication of ECR, which an account has once in each region. `false` where another stack of the account and region does, and names these repositories. Primary only.",
      ),
    approval: z.boolean().default(false).describe("Wait for a person between tests and deployment."),
  })
  .describe("Pipeline of this region: source, build, tests, deployment.");
