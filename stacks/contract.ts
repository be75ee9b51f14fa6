import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";

const network = z.object({
  cidrBlock: z.string(),
  vpcId: z.string().min(1),
  routeTableIds: z.array(z.string().min(1)).min(1),
  databaseSecurityGroupId: z.string().min(1),
  transitGateway: z.object({ id: z.string().min(1), routeTableId: z.string().min(1) }).optional(),
});

/**
 * What every stack tells the stacks that come after it, as its stack output `contract`. Only what can't be told from
 * settings is here, and never a secret.
 */
const regional = z.object({
  /** Raised when a field changes its meaning. */
  version: z.literal(2),
  system: z.string(),
  environment: z.string(),
  region: z.string(),
  network,
});

/** What the primary stack tells besides. */
const home = regional.extend({
  zoneId: z.string().min(1),
  globalClusterIdentifier: z.string().min(1),
  /** Host name of the writer, in whichever region it is. */
  globalEndpoint: z.string().min(1),
  /** By failover region: role of the plan that moves the payments there, and the health check that the plan turns. */
  regionSwitches: z
    .record(z.string(), z.object({ roleArn: z.string().min(1), healthCheckId: z.string().min(1) }))
    .optional(),
});

/** What is read of a failover stack. */
export type RegionalContract = z.output<typeof regional>;

/** What is read of the primary stack. */
export type Contract = z.output<typeof home>;

/** The same as a stack writes it: some of it is known only after deployment. */
export type Outputs<T> = T extends string | number
  ? pulumi.Input<T>
  : T extends (infer U)[]
    ? Outputs<U>[]
    : { [K in keyof T]: Outputs<T[K]> };

interface Own {
  system: string;
  environment: string;
}

/**
 * Reads the primary's contract before any resource of this stack exists.
 *
 * @param stack name of the primary stack in this project and organization
 * @throws pulumi.RunError with the command that brings the primary up, when it is not there or not complete
 */
export function readContract(stack: string, own: Own): Promise<Contract> {
  return read(stack, own, home);
}

/** Reads the contract of a failover stack that comes before this one. @throws pulumi.RunError like {@link readContract} */
export function readRegionalContract(stack: string, own: Own): Promise<RegionalContract> {
  return read(stack, own, regional);
}

async function read<T extends RegionalContract>(stack: string, own: Own, schema: z.ZodType<T>): Promise<T> {
  const output = await outputOf(stack);
  const parsed = schema.safeParse(output);
  if (!parsed.success) {
    const missing =
      output === undefined ? "it has no output `contract`" : "its output `contract` is not complete";
    throw new pulumi.RunError(firstUp(stack, missing));
  }
  const { system, environment } = parsed.data;
  if (system !== own.system || environment !== own.environment) {
    throw new pulumi.RunError(
      `The stack ${stack} is ${environment} of ${system}, this one ${own.environment} of ${own.system}.`,
    );
  }
  return parsed.data;
}

/**
 * The function behind StackReference, called as such: a StackReference to a stack that does not exist fails in the
 * engine with "unknown stack", before the program could say what to do about it.
 */
async function outputOf(stack: string): Promise<unknown> {
  const name = `${pulumi.getOrganization()}/${pulumi.getProject()}/${stack}`;
  try {
    const { outputs } = await pulumi.runtime.invoke("pulumi:pulumi:readStackOutputs", { name });
    return outputs.contract;
  } catch (error) {
    if (/unknown stack/.test(String(error))) throw new pulumi.RunError(firstUp(stack, "it does not exist"));
    throw error;
  }
}

function firstUp(stack: string, why: string): string {
  return `This stack needs the outputs of ${stack}, and ${why}. Bring it up first: pulumi up --stack ${stack}`;
}
