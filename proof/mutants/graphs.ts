import { errorsOf, exportedState } from "../../offline/in-process";
import { groupsOf, readStacks, runGroup, type StackSettings } from "../run-stacks";
import { graphOf, type SystemGraph } from "./graph";
import type { System } from "./systems";

/**
 * The graphs of a system's production stacks after `up`, from their settings files.
 *
 * @throws Error that lists what is wrong when they do not come up
 */
export async function deployedGraph(system: System): Promise<SystemGraph> {
  const stacks = readStacks().map(({ stack, settings }) => ({ stack, settings: structuredClone(settings) }));
  const changing = (stack: string, change: (settings: Record<string, unknown>) => void) =>
    change((stacks.find((one) => one.stack === stack) as StackSettings).settings);
  system.settings?.({ change: changing });
  const group = groupsOf(stacks).find((all) => all.some(({ stack }) => stack === system.stacks[0]));
  const runs = await runGroup(group ?? [], "up");
  return runs.map(({ stack, up, mistakes }) => {
    const errors = up === undefined ? mistakes.map(String) : errorsOf(up).map(({ message }) => message);
    if (up === undefined || errors.length > 0)
      throw new Error(`${stack} does not come up:\n${errors.join("\n")}`);
    return graphOf(exportedState(up));
  });
}
