import * as fs from "node:fs";
import * as path from "node:path";
import * as yaml from "yaml";
import {
  type Deployment,
  errorsOf,
  exportedState,
  MemoryAccount,
  type RunOptions,
  runInProcess,
} from "../offline/in-process";
import { checkSettings } from "../stacks/settings/check";
import { type Mistake, report } from "../stacks/settings/mistake";
import { failoverOrder, type Sibling, siblingOf, stackFile } from "../stacks/settings/stack-files";
import { runSystem } from "../stacks/systems";
import { type Deployed, resourcesOf } from "../test/support/state";
import { programPackages, root } from "./packages";

export { root };

const PROJECT = "tandem";
const ORGANIZATION = "organization";

/** A stack and its settings as they stand in its file, keys without the namespace. */
export interface StackSettings {
  readonly stack: string;
  readonly settings: Record<string, unknown>;
}

/** What a run of one stack told. */
export interface StackRun {
  readonly stack: string;
  readonly system: string;
  /** What is wrong with the settings; then nothing was registered. */
  readonly mistakes: readonly Mistake[];
  /** What was registered; absent when the settings are wrong or a stack before it did not come up. */
  readonly deployment?: Deployment;
  /** As after `pulumi up`; absent for a preview that no later stack reads. */
  readonly up?: Deployment;
  /** The stack before it without which it can't run. */
  readonly waitsFor?: string;
}

/**
 * `up`: as after `pulumi up` of all stacks, when every value is known. `preview`: as `pulumi preview` of each stack
 * before its first `up`, with those before it up.
 */
export type Mode = "up" | "preview";

/** All stacks that have a settings file beside Pulumi.yaml. */
export function readStacks(directory = root): StackSettings[] {
  return fs
    .readdirSync(directory)
    .flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? [])
    .sort()
    .map((stack) => ({ stack, settings: readSettings(path.join(directory, stackFile(stack))) }));
}

/** By text: a watch reads all files again when one of them has changed. */
const parsed = new Map<string, unknown>();

function readSettings(file: string): Record<string, unknown> {
  const text = fs.readFileSync(file, "utf8");
  if (!parsed.has(text)) parsed.set(text, yaml.parse(text));
  const { config = {} } = structuredClone(parsed.get(text)) as { config?: Record<string, unknown> };
  const prefix = `${PROJECT}:`;
  const own = Object.entries(config).filter(([key]) => key.startsWith(prefix));
  return Object.fromEntries(own.map(([key, value]) => [key.slice(prefix.length), value]));
}

/** Stacks of one system and environment together, each group in the order in which they are brought up. */
export function groupsOf(stacks: readonly StackSettings[]): StackSettings[][] {
  const groups = new Map<string, StackSettings[]>();
  for (const one of stacks) {
    const key = `${one.settings.system} ${one.settings.environment}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].map((group) => group.sort((one, other) => placeOf(one) - placeOf(other)));
}

/** The primary is 0, the failover stacks follow in their order. */
function placeOf({ stack, settings }: StackSettings): number {
  const { role, order } = siblingOf(stack, settings);
  return role === "secondary" ? failoverOrder(order) : 0;
}

/**
 * Runs the program for the stacks of one group, in their order, in one account.
 *
 * @param account what exists before; the stacks that come up are added
 * @param until the last stack to run; those after it count in the settings of the others all the same
 */
export async function runGroup(
  group: readonly StackSettings[],
  mode: Mode,
  account = new MemoryAccount(),
  until = group.at(-1)?.stack,
): Promise<StackRun[]> {
  const stackOutputs = new Map<string, Deployment["outputs"]>();
  const surroundings = { packages: programPackages(), account, stackOutputs };
  const runs: StackRun[] = [];
  const before = process.cwd();
  process.chdir(root); // The code of functions is read from the project's folder.
  try {
    for (const one of group) {
      const isLast = one.stack === until;
      const run = await runStack(one, group, mode, isLast, runs, surroundings);
      if (run.up !== undefined) stackOutputs.set(`${ORGANIZATION}/${PROJECT}/${one.stack}`, run.up.outputs);
      runs.push(run);
      if (isLast) break;
    }
  } finally {
    process.chdir(before);
  }
  return runs;
}

async function runStack(
  { stack, settings }: StackSettings,
  group: readonly StackSettings[],
  mode: Mode,
  isLast: boolean,
  earlier: readonly StackRun[],
  surroundings: Pick<RunOptions, "packages" | "account" | "stackOutputs">,
): Promise<StackRun> {
  const known = { stack, system: String(settings.system), mistakes: [] };
  const checked = checkSettings(settings, (own) => siblingsAmong(group, stack, own));
  if (checked.settings === undefined) return { ...known, mistakes: checked.mistakes };
  const broken = earlier.find(({ up }) => up === undefined || errorsOf(up).length > 0);
  if (broken !== undefined) return { ...known, waitsFor: broken.stack };
  const run = (preview: boolean) =>
    runInProcess({
      ...{ project: PROJECT, organization: ORGANIZATION, stack, preview, ...surroundings },
      config: { "pulumi:disable-default-providers": '["aws"]' },
      program: () => runSystem(checked),
    });
  if (mode === "up") {
    const up = await run(false);
    return { ...known, deployment: up, up };
  }
  const deployment = await run(true);
  return { ...known, deployment, ...(isLast ? {} : { up: await run(false) }) };
}

function siblingsAmong(
  group: readonly StackSettings[],
  own: string,
  { system, environment }: { system: string; environment: string },
): Sibling[] {
  return group
    .filter(({ stack }) => stack !== own)
    .filter(({ settings }) => settings.system === system && settings.environment === environment)
    .map(({ stack, settings }) => siblingOf(stack, settings));
}

/**
 * What one stack of a group registered.
 *
 * @throws Error that says why there is nothing
 */
export function stackFor(runs: readonly StackRun[], stack: string): Deployment {
  const run = runs.find((one) => one.stack === stack);
  if (run?.deployment !== undefined) return run.deployment;
  throw new Error(run === undefined ? `${stack} did not run` : report(stackFile(stack), [...run.mistakes]));
}

/** The resources of a run as an exported state has them. */
export function graphOf(deployment: Deployment): Deployed[] {
  return resourcesOf(exportedState(deployment));
}

/**
 * The graphs of all stacks of a group after `up`, by stack.
 *
 * @throws Error that lists what is wrong, for settings that can't be brought up
 */
export async function graphsOf(group: readonly StackSettings[]): Promise<Map<string, Deployed[]>> {
  const graphs = new Map<string, Deployed[]>();
  for (const run of await runGroup(group, "up")) {
    if (run.up === undefined) throw new Error(report(stackFile(run.stack), [...run.mistakes]));
    const errors = errorsOf(run.up).map(({ urn = "", message }) => `${urn} ${message}`);
    if (errors.length > 0) throw new Error(`${run.stack} does not come up:\n${errors.join("\n")}`);
    graphs.set(run.stack, graphOf(run.up));
  }
  return graphs;
}
