import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { consoleProgress, type Progress } from "../../offline/progress";
import { writeResult } from "../result";
import { plantInAll } from "./crew";
import { figuresOf, survivorsOf, table } from "./report";
import type { SystemResult } from "./run";
import { plantInSource } from "./source/run";
import { systems } from "./systems";

const HELP = `Plants mistakes in the graphs of the deployed systems, or in the program's code, one at a time, and sees who
catches them.

npm run mutants -- [--count 500] [--seed 1] [--source | --system NAME] [--record]

  --count N      how many, shared by the systems (500)
  --seed S       another seed chooses others (1)
  --system NAME  in one system only: ${systems.map(({ name }) => name).join(", ")}
  --source       in the code of components and stacks, each mistake in a process of its own: about 10 s each
  --record       keeps the figures for docs/evidence.md
  --help         this text

Ends with 0 when every mistake is caught or explained, 1 when one survives or a sound system is accused, 2 for wrong
arguments.`;

interface Options {
  readonly count: number;
  readonly seed: number;
  readonly system: string | undefined;
  readonly source: boolean;
  readonly record: boolean;
}

/** @throws Error for people when an argument is wrong */
function optionsFrom(args: readonly string[]): Options | "help" {
  const { values } = parseArgs({
    args: [...args],
    options: {
      count: { type: "string", default: "500" },
      seed: { type: "string", default: "1" },
      system: { type: "string" },
      source: { type: "boolean", default: false },
      record: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return "help";
  const [count, seed] = [Number(values.count), Number(values.seed)];
  if (!Number.isInteger(count) || count < 1)
    throw new Error(`--count: ${values.count} is not allowed, 1 or more`);
  if (!Number.isInteger(seed)) throw new Error(`--seed: ${values.seed} is no whole number`);
  const known = systems.map(({ name }) => name);
  if (values.system !== undefined && !known.includes(values.system))
    throw new Error(`--system: there is no ${values.system}; there are ${known.join(", ")}`);
  if (values.source && values.system !== undefined)
    throw new Error("--source and --system: the code is that of all systems, so choose one of the two");
  const { system, source, record } = values;
  return { count, seed, system, source, record };
}

/** Mistakes in the code of the program. */
function inSource({ count, seed }: Options, progress: Progress): Promise<SystemResult[]> {
  progress.state("the systems are brought up in process ...");
  return plantInSource(count, seed, Math.min(2, availableParallelism()), (done, verdict) => {
    for (const { mutant } of survivorsOf([verdict]))
      progress.line(`survived: ${mutant.operator} ${mutant.urn}: ${mutant.change}`);
    progress.state(`${done} of ${count} mistakes planted`);
  });
}

/** Mistakes in the graphs of deployed systems. */
function inGraphs({ count, seed, system }: Options, progress: Progress): Promise<SystemResult[]> {
  const chosen = systems.filter(({ name }) => system === undefined || name === system);
  const tasks = chosen.map(({ name }, index) => ({
    system: name,
    count: Math.floor((count + index) / chosen.length),
    seed,
  }));
  progress.state("the systems are brought up in process ...");
  return plantInAll(tasks, progress);
}

async function run(options: Options): Promise<number> {
  const { count, seed, source, record } = options;
  const started = Date.now();
  const progress = consoleProgress();
  const results = await (source ? inSource : inGraphs)(options, progress);
  process.stdout.write(`${table(results)}\n`);
  const where = source ? "the code of components and stacks" : "the graphs of the systems";
  const rows = figuresOf(results, where);
  const seconds = Math.round((Date.now() - started) / 1000);
  process.stdout.write(`Seed ${seed}, ${seconds} s\n`);
  if (record)
    writeResult({
      name: source ? "mutants-source" : "mutants",
      command: `npm run mutants -- --count ${count} --seed ${seed}${source ? " --source" : ""}`,
      seed: String(seed),
      seconds,
      rows,
    });
  return rows.every(({ met }) => met !== false) ? 0 : 1;
}

async function main(): Promise<number> {
  let options: Options | "help";
  try {
    options = optionsFrom(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${HELP}\n`);
    return 2;
  }
  if (options !== "help") return run(options);
  process.stdout.write(`${HELP}\n`);
  return 0;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  },
);
