import { MemoryAccount } from "../../offline/in-process";
import { groupsOf, type Mode, readStacks, runGroup, type StackRun, type StackSettings } from "../run-stacks";
import { type CheckedStack, judgeRuns } from "./findings";

/** Which stacks, and how. */
export interface CheckOptions {
  /** Only this system. */
  readonly system?: string | undefined;
  /** Only this stack; those before it run all the same, since it reads their outputs. */
  readonly stack?: string | undefined;
  readonly mode: Mode;
}

/** A mistake in the command line: one sentence. */
export class UsageError extends Error {}

/**
 * Checks stacks group by group.
 *
 * @param told called with each stack as soon as it is judged
 * @throws UsageError for a system or a stack that has no settings file
 */
export async function check(
  options: CheckOptions,
  told: (checked: CheckedStack) => void,
): Promise<CheckedStack[]> {
  const all: CheckedStack[] = [];
  for (const group of chosen(readStacks(), options)) {
    for (const checked of await judgeRuns(await runsOf(group, options))) {
      if (options.stack !== undefined && checked.stack !== options.stack) continue;
      told(checked);
      all.push(checked);
    }
  }
  return all;
}

/**
 * The latest runs of each group, with all that they are made from. A watch changes settings file by file: a group whose
 * own are as before would run as before, and is only judged again. Any other change loads this module anew.
 */
const latest = new Map<string, { from: string; runs: readonly StackRun[] }>();

async function runsOf(group: readonly StackSettings[], options: CheckOptions): Promise<readonly StackRun[]> {
  const name = group.map(({ stack }) => stack).join();
  const from = JSON.stringify([group, options.mode, options.stack]);
  const known = latest.get(name);
  if (known?.from === from) return known.runs;
  const runs = await runGroup(group, options.mode, new MemoryAccount(), options.stack);
  latest.set(name, { from, runs });
  return runs;
}

function chosen(stacks: readonly StackSettings[], { system, stack }: CheckOptions): StackSettings[][] {
  const systems = [...new Set(stacks.map(({ settings }) => String(settings.system)))].sort();
  if (system !== undefined && !systems.includes(system))
    throw new UsageError(`--system ${system}: no stack file has it; there are ${systems.join(", ")}`);
  const names = stacks.map((one) => one.stack);
  if (stack !== undefined && !names.includes(stack))
    throw new UsageError(`--stack ${stack}: there is no Pulumi.${stack}.yaml; there are ${names.join(", ")}`);
  return groupsOf(stacks)
    .filter((group) => system === undefined || group.some(({ settings }) => settings.system === system))
    .filter((group) => stack === undefined || group.some((one) => one.stack === stack));
}
