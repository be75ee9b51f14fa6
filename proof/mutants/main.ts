import { parseArgs } from "node:util";
import { consoleProgress } from "../../offline/progress";
import { writeResult } from "../result";
import { plantInAll } from "./crew";
import { figuresOf, table } from "./report";
import { systems } from "./systems";

const HELP = `Plants mistakes in the graphs of the deployed systems, one at a time, and sees who catches them.

npm run mutants -- [--count 500] [--seed 1] [--system NAME] [--record]

  --count N      how many, shared by the systems (500)
  --seed S       another seed chooses others (1)
  --system NAME  in one system only: ${systems.map(({ name }) => name).join(", ")}
  --record       keeps the figures for docs/evidence.md
  --help         this text

Ends with 0 when every mistake is caught or explained, 1 when one survives or a sound system is accused, 2 for wrong
arguments.`;

interface Options {
  readonly count: number;
  readonly seed: number;
  readonly system: string | undefined;
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
  return { count, seed, system: values.system, record: values.record };
}

async function run({ count, seed, system, record }: Options): Promise<number> {
  const started = Date.now();
  const progress = consoleProgress();
  const chosen = systems.filter(({ name }) => system === undefined || name === system);
  const tasks = chosen.map(({ name }, index) => ({
    system: name,
    count: Math.floor((count + index) / chosen.length),
    seed,
  }));
  progress.state("the systems are brought up in process ...");
  const results = await plantInAll(tasks, progress);
  process.stdout.write(`${table(results)}\n`);
  const rows = figuresOf(results);
  const seconds = Math.round((Date.now() - started) / 1000);
  process.stdout.write(`Seed ${seed}, ${seconds} s\n`);
  if (record)
    writeResult({
      name: "mutants",
      command: `npm run mutants -- --count ${count} --seed ${seed}`,
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
