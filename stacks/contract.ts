import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";

/**
 * What a primary stack tells the other stacks of its system, as its stack output `contract`. Only what can't be
 * told from settings is here, and never a secret.
 */
const schema = z.object({
  /** Raised when a field changes its meaning. */
  version: z.literal(1),
  system: z.string(),
  environment: z.string(),
  region: z.string(),
  zoneId: z.string().min(1),
  globalClusterIdentifier: z.string().min(1),
});

/** What a secondary stack reads. */
export type Contract = z.output<typeof schema>;

/** What a primary stack writes; some of it is known only after deployment. */
export type ContractOutputs = { [key in keyof Contract]: pulumi.Input<Contract[key]> };

/**
 * Reads the primary's contract before any resource of this stack exists.
 *
 * @param stack name of the primary stack in this project and organization
 * @throws pulumi.RunError with the command that brings the primary up, when it is not there or not complete
 */
export async function readContract(
  stack: string,
  own: { system: string; environment: string },
): Promise<Contract> {
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
