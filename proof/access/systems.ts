import { graphsOf, groupsOf, readStacks } from "../run-stacks";
import type { SystemGraph } from "./graph";

/**
 * The graphs of all stacks of the repository by system, brought up in this process.
 *
 * @param only names of systems; without them all
 * @param tell called before each group of stacks
 */
export async function systemGraphs(
  only: readonly string[] = [],
  tell: (stacks: readonly string[]) => void = () => {},
): Promise<SystemGraph[]> {
  const graphs = new Map<string, SystemGraph>();
  for (const group of groupsOf(readStacks())) {
    const system = String(group[0]?.settings.system);
    if (only.length > 0 && !only.includes(system)) continue;
    tell(group.map(({ stack }) => stack));
    const stacks = { ...graphs.get(system)?.stacks, ...Object.fromEntries(await graphsOf(group)) };
    graphs.set(system, { system, stacks });
  }
  return [...graphs.values()];
}
