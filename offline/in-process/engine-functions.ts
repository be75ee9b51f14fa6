import { text } from "../providers/core/values/read";
import type { ValueMap } from "../providers/core/values/value";
import type { RegisteredResource } from "./deployment";

/** Outputs of the stacks that exist, by `organization/project/stack`. */
export type StackOutputs = ReadonlyMap<string, ValueMap>;

/**
 * The functions that the engine itself answers.
 *
 * @throws Error in the engine's words for a stack or a resource that does not exist
 */
export function engineFunction(
  token: string,
  args: ValueMap,
  resource: (urn: string) => RegisteredResource | undefined,
  stacks: StackOutputs,
): ValueMap {
  if (token === "pulumi:pulumi:readStackOutputs") {
    const name = text(args, "name") ?? "";
    const outputs = stacks.get(name);
    if (outputs === undefined) throw new Error(`unknown stack "${name}"`);
    return { name, outputs };
  }
  if (token === "pulumi:pulumi:getResource") {
    const urn = text(args, "urn") ?? "";
    const found = resource(urn);
    if (found === undefined) throw new Error(`unknown resource ${urn}`);
    return { urn, id: found.id ?? "", state: found.outputs };
  }
  throw new Error(`the engine has no function ${token}`);
}
