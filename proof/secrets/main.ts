import { parseArgs } from "node:util";
import { consoleProgress, duration } from "../../offline/progress";
import { type Figure, writeResult } from "../result";
import { type Found, type Plan, searchSystem } from "./run";
import { everyStep, lastSteps, laterSteps, longSteps, quickSteps } from "./steps";
import { type SeededSystem, seededSystems } from "./systems";

const names = seededSystems.map(({ system }) => system);

const HELP = `Looks for secrets in clear: brings systems up with canaries for all that is secret, and searches all that is left.

  --system NAME   only this system; may be repeated (${names.join(", ")})
  --seed TEXT     decides the canaries' values (default: a new one)
  --quick         only the first stack of each system, and of the commands those that tell most
  --help          this text

Searched are states with their history and copies taken while commands ran, what commands print, event logs, policy results,
reports, snapshots and temporary files; not the account, which stands for AWS. All five systems are kept for docs/evidence.md.
Exit code: 0 when no secret was found, 1 when one was, 2 for a mistake in the command line.
`;

/** The system with the most secrets: what takes long is done with it. */
const LONGEST = "request-response";

const QUICK: Plan = { first: [quickSteps], later: [], last: [] };

function wholePlan({ system }: SeededSystem): Plan {
  const first = system === LONGEST ? [everyStep, longSteps] : [everyStep];
  return { first, later: laterSteps, last: lastSteps };
}

async function main(): Promise<number> {
  const options = read();
  if (typeof options === "number") return options;
  const { systems, seed, quick } = options;
  const progress = consoleProgress();
  const started = Date.now();
  progress.line(`seed ${seed}`);
  const results: Found[] = [];
  for (const seeded of systems) {
    const stacks = quick ? seeded.stacks.slice(0, 1) : seeded.stacks;
    const plan = quick ? QUICK : wholePlan(seeded);
    const found = await searchSystem(seeded, stacks, plan, seed, (step) => progress.state(step));
    progress.line(summary(found));
    for (const line of [...found.gaps, ...found.leaks.map(told)]) progress.line(`  ${line}`);
    results.push(found);
  }
  const seconds = Math.round((Date.now() - started) / 1000);
  if (systems.length === names.length) {
    const command = `npm run canaries -- --seed ${seed}${quick ? " --quick" : ""}`;
    progress.line(writeResult({ name: "secrets", command, seed, seconds, rows: figures(results) }));
  }
  progress.line(`${duration(seconds * 1000)}`);
  return results.every(isClean) ? 0 : 1;
}

function read(): { systems: SeededSystem[]; seed: string; quick: boolean } | number {
  try {
    const { values } = parseArgs({
      options: {
        system: { type: "string", multiple: true },
        seed: { type: "string" },
        quick: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
    if (values.help) {
      process.stdout.write(HELP);
      return 0;
    }
    const unknown = values.system?.find((name) => !names.includes(name));
    if (unknown !== undefined)
      throw new Error(`there is no system "${unknown}"; there are ${names.join(", ")}`);
    const wanted = new Set(values.system ?? names);
    const seed = values.seed ?? String(Date.now() % 1_000_000);
    const systems = seededSystems.filter(({ system }) => wanted.has(system));
    return { systems, seed, quick: values.quick === true };
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    return 2;
  }
}

const isClean = ({ leaks, gaps }: Found) => leaks.length === 0 && gaps.length === 0;

function summary({ system, seeded, generated, leaks, files, bytes, commands }: Found): string {
  const searched = `${files} files, ${Math.round(bytes / 1e6)} MB of ${commands} commands`;
  return `${system}: ${seeded.length} seeded, ${generated.length} generated secrets; ${leaks.length} found in ${searched}`;
}

const told = ({ label, form, place, offset, before }: Found["leaks"][number]) =>
  `${label} (${form}) in ${place} at byte ${offset}, after ${JSON.stringify(before)}`;

function figures(results: readonly Found[]): Figure[] {
  const sum = (count: (found: Found) => number) => results.reduce((total, found) => total + count(found), 0);
  const informs = (figure: string, value: number | string): Figure => ({
    figure,
    value: String(value),
    target: "",
  });
  const zero = (figure: string, count: number): Figure => ({
    figure,
    value: String(count),
    target: "0",
    met: count === 0,
  });
  return [
    informs(
      "Secret inputs seeded with canaries",
      sum(({ seeded }) => seeded.length),
    ),
    informs(
      "Secrets that providers made, taken from the states",
      sum(({ generated }) => generated.length),
    ),
    informs(
      "Commands run",
      sum(({ commands }) => commands),
    ),
    informs(
      "Files searched, with what commands printed",
      sum(({ files }) => files),
    ),
    informs("Megabytes searched", Math.round(sum(({ bytes }) => bytes) / 1e6)),
    informs(
      "States kept while commands ran",
      sum(({ checkpoints }) => checkpoints),
    ),
    zero(
      "Secrets found in clear",
      sum(({ leaks }) => leaks.length),
    ),
    zero(
      "Steps that did not go as they should",
      sum(({ gaps }) => gaps.length),
    ),
    informs(
      "Secrets in debug outputs of the engine that hold all values (`-v=9`, `--event-log`), once for each file",
      sum(({ logged }) => logged.length),
    ),
  ];
}

main().then((code) => {
  process.exitCode = code;
});
