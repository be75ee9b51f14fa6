import { randomBytes } from "node:crypto";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { UsageError } from "../../offline/commands/usage";
import { nearest } from "../../offline/providers/core/check/nearest";
import { type Kind, kindOf, kinds } from "./kinds";
import { chosenStacks, type Stack } from "./stacks";

/** What a call of the command asks for. */
export interface Options {
  readonly seed: string;
  readonly runs: number;
  readonly stacks: readonly Stack[];
  readonly kinds: readonly Kind[];
  /** Number of the only run that is wanted, to repeat it. */
  readonly only: number | undefined;
  readonly jobs: number;
  /** Milliseconds after which no further run begins. */
  readonly time: number;
  /** The line that does the same again. */
  readonly command: string;
  /** Whether it is less than all: then its figures are not the ones to keep. */
  readonly isPart: boolean;
}

export const help = `Interrupts deployments at random points, goes on as the runbook says, and compares with what nobody touched.

  npm run faults -- [options]

  --runs N      how many (100)
  --seed S      chooses stacks, points and ways; the same seed gives the same runs (one is made up and printed)
  --system X    only this system, for example payment-hub
  --stack X     only this stack
  --kind X      only this kind: ${Object.keys(kinds).join(", ")}
  --only N      only the run with this number, to repeat one that failed; with the seed and options that it had
  --jobs N      how many at once (2)
  --minutes N   begin no further run after so long; the figures are those of the runs until then
Exit code: 0 when every stack healed, 1 when one did not, 2 for a mistake in the command line.
`;

/** @returns undefined when only help is wanted */
export function readOptions(args: readonly string[], all: readonly Stack[]): Options | undefined {
  const values = parsed(args);
  if (values.help === true) return undefined;
  const seed = values.seed ?? randomBytes(4).toString("hex");
  const runs = whole("runs", values.runs ?? "100");
  const stacks = stacksFor(values, all);
  const only = values.only === undefined ? undefined : whole("only", values.only, 0);
  if (only !== undefined && only >= runs)
    throw new UsageError(`--only is ${only}; runs are numbered from 0 to ${runs - 1}`);
  const filter = (["system", "stack", "kind"] as const).flatMap((name) =>
    values[name] === undefined ? [] : [`--${name}`, values[name]],
  );
  return {
    ...{ seed, runs, stacks, only },
    kinds: values.kind === undefined ? (Object.keys(kinds) as Kind[]) : [kindNamed(values.kind)],
    jobs: whole("jobs", values.jobs ?? String(Math.min(2, availableParallelism()))),
    time: values.minutes === undefined ? Number.POSITIVE_INFINITY : whole("minutes", values.minutes) * 60_000,
    command: ["npm run faults --", "--runs", runs, "--seed", seed, ...filter].join(" "),
    isPart: filter.length > 0 || only !== undefined,
  };
}

const flags = {
  runs: { type: "string" },
  seed: { type: "string" },
  system: { type: "string" },
  stack: { type: "string" },
  kind: { type: "string" },
  only: { type: "string" },
  jobs: { type: "string" },
  minutes: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: flags }).values;
  } catch (error) {
    const [sentence] = (error as Error).message.split(". ");
    throw new UsageError(`${sentence}; --help lists the options`);
  }
}

function stacksFor({ system, stack }: { system?: string; stack?: string }, all: readonly Stack[]): Stack[] {
  if (stack !== undefined) return named("stack", stack, all, ({ name }) => name);
  const chosen = chosenStacks(all);
  return system === undefined ? chosen : named("system", system, chosen, (one) => one.system);
}

function named(what: string, wanted: string, all: readonly Stack[], nameOf: (one: Stack) => string): Stack[] {
  const found = all.filter((one) => nameOf(one) === wanted);
  if (found.length === 0) throw new UsageError(unknown(what, wanted, [...new Set(all.map(nameOf))]));
  return found;
}

function kindNamed(name: string): Kind {
  const kind = kindOf(name);
  if (kind === undefined) throw new UsageError(unknown("kind", name, Object.keys(kinds)));
  return kind;
}

function unknown(what: string, name: string, known: readonly string[]): string {
  const guess = nearest(name, known);
  return `there is no ${what} "${name}"; ${guess === undefined ? `there are ${known.join(", ")}` : `did you mean ${guess}?`}`;
}

function whole(name: string, value: string, least = 1): number {
  if (!/^\d+$/.test(value) || Number(value) < least)
    throw new UsageError(`--${name} is "${value}"; it takes a whole number from ${least}`);
  return Number(value);
}
