import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";

/**
 * What every stack tells the stacks that come after it, as its stack output `contract`; each system extends it. Only
 * what can't be told from settings is in it, and never a secret.
 */
export const contract = z.object({ system: z.string(), environment: z.string(), region: z.string() });

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
 * Reads the contract of a stack that comes before this one, before any resource of this stack exists.
 *
 * @param stack name of that stack in this project and organization
 * @param schema what its system's stacks of that role write
 * @throws pulumi.RunError with the command that brings the stack up, when it is not there or not complete
 */
export async function readContract<T extends z.output<typeof contract>>(
  stack: string,
  own: Own,
  schema: z.ZodType<T>,
): Promise<T> {
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
