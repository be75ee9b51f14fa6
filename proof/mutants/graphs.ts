import { errorsOf, exportedState } from "../../offline/in-process";
import { groupsOf, readStacks, runGroup, type StackSettings } from "../run-stacks";
import { graphOf, type StackGraph, type SystemGraph } from "./graph";
import type { System } from "./systems";

/**
 * The graphs of a system's production stacks after `up`, from their settings files.
 *
 * @throws Error that lists what is wrong when they do not come up
 */
export async function deployedGraph(system: System): Promise<SystemGraph> {
  const group = groupsFor(system).find((all) => isProduction(all, system));
  return graphsOf(group ?? []);
}

/** The graphs of a system's other stacks, which take no mistakes, but are spoken of in the policies of production. */
export async function graphsBeside(system: System): Promise<SystemGraph> {
  const graphs: StackGraph[] = [];
  for (const group of groupsFor(system)) {
    const isOwn = group.some(({ settings }) => settings.system === system.name);
    if (isOwn && !isProduction(group, system)) graphs.push(...(await graphsOf(group)));
  }
  return graphs;
}

const isProduction = (group: readonly StackSettings[], { stacks }: System): boolean =>
  group.some(({ stack }) => stack === stacks[0]);

function groupsFor(system: System): StackSettings[][] {
  const stacks = readStacks().map(({ stack, settings }) => ({ stack, settings: structuredClone(settings) }));
  const change = (stack: string, edit: (settings: Record<string, unknown>) => void) =>
    edit((stacks.find((one) => one.stack === stack) as StackSettings).settings);
  system.settings?.({ change });
  return groupsOf(stacks);
}

async function graphsOf(group: readonly StackSettings[]): Promise<StackGraph[]> {
  const runs = await runGroup(group, "up");
  return runs.map(({ stack, up, mistakes }) => {
    const errors = up === undefined ? mistakes.map(String) : errorsOf(up).map(({ message }) => message);
    if (up === undefined || errors.length > 0)
      throw new Error(`${stack} does not come up:\n${errors.join("\n")}`);
    return graphOf(exportedState(up));
  });
}
