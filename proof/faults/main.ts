import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { consoleProgress } from "../../offline";
import { UsageError } from "../../offline/commands/usage";
import { duration } from "../../offline/progress";
import { makeProject } from "../../test/support/project";
import { writeResult } from "../result";
import { figuresOf, lineOf } from "./figures";
import { help, type Options, readOptions } from "./options";
import { plansOf } from "./plan";
import { type Run, runPlan } from "./run";
import { stacksOf } from "./stacks";
import { UntouchedStacks } from "./untouched";

const root = path.resolve(__dirname, "../..");
const progress = consoleProgress();

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2), stacksOf(root));
  if (options === undefined) {
    process.stdout.write(help);
    return 0;
  }
  progress.line(`${options.runs} runs; to repeat them: ${options.command}`);
  const started = Date.now();
  const runs = await runAll(options, started + options.time);
  const figures = figuresOf(runs);
  for (const { figure, value } of figures) process.stdout.write(`${value.padStart(10)}  ${figure}\n`);
  process.stdout.write(`in ${duration(Date.now() - started)}, seed ${options.seed}\n`);
  if (!options.isPart)
    writeResult({
      ...{ name: "faults", command: options.command, seed: options.seed },
      ...{ seconds: Math.round((Date.now() - started) / 1000), rows: figures },
    });
  return runs.some(({ findings }) => findings.length > 0) ? 1 : 0;
}

async function runAll(options: Options, end: number): Promise<Run[]> {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), "tandem-faults-"));
  const project = makeProject();
  const program = project.directory;
  const untouched = new UntouchedStacks(path.join(directory, "untouched"), program, stacksOf(root), true);
  const plans = plansOf(options).filter(
    ({ number }) => options.only === undefined || number === options.only,
  );
  const waiting = [...plans];
  const runs: Run[] = [];
  const work = async () => {
    while (Date.now() < end) {
      const plan = waiting.shift();
      if (plan === undefined) return;
      progress.state(
        `${runs.length} of ${plans.length} runs; now ${plan.number}: ${plan.stack.name}, ${plan.kind}`,
      );
      const run = await runPlan(plan, untouched, directory, program);
      runs.push(run);
      progress.line(`${runs.length}/${plans.length} ${lineOf(run)}`);
    }
  };
  await Promise.all(Array.from({ length: options.jobs }, work));
  project.remove();
  // A run that failed is kept, with its home, for whoever looks into it.
  if (runs.every(({ home }) => home === undefined)) fs.rmSync(directory, { recursive: true, force: true });
  return runs.sort((left, right) => left.plan.number - right.plan.number);
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  },
);
