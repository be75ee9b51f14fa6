import { randomInt } from "node:crypto";
import * as os from "node:os";
import { parseArgs } from "node:util";
import { consoleProgress, duration } from "../../offline/progress";
import { type SystemName, systemNames } from "../../stacks/settings/schemas";
import { writeResult } from "../result";
import type { Case, Outcome } from "./case";
import { tryAll } from "./crew";
import { count, emptyTally, figures, type Tally } from "./tally";

const HELP = `Tries random settings of whole systems, all of their stacks together, without the engine and without AWS.

  npm run fuzz                        100 random valid systems: each has to come up with every property
      --runs N                        as many as that
      --minutes N                     begin no further one after so long
      --invalid                       settings with one to three mistakes: every wrong key has to be named
      --system NAME                   of one system, such as payment-hub; without it of all in turn
      --seed N                        from this number on; without it a random one, which is told
      --workers N                     processes side by side; without it as many as there are processors
      --shrink SECONDS                time for making failing settings smaller; 120 without it, 0 for none
      --record                        keep the figures for docs/evidence.md
      --help                          this text

A failure is told with the smallest settings that still fail, and the line that repeats it.
Exit code: 0 when all is well, 1 when something fails, 2 for a mistake in the command line.
`;

const flags = {
  runs: { type: "string", default: "100" },
  seed: { type: "string" },
  system: { type: "string" },
  workers: { type: "string" },
  minutes: { type: "string" },
  shrink: { type: "string", default: "120" },
  invalid: { type: "boolean", default: false },
  record: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

/** A mistake in the command line. */
class UsageError extends Error {}

interface Options {
  runs: number;
  seed: number;
  systems: readonly SystemName[];
  workers: number;
  kind: Case["kind"];
  /** Milliseconds. */
  shrinking: number;
  /** Milliseconds after which no further system is begun. */
  time: number;
  record: boolean;
}

/** Runs the command. @returns the exit code */
export async function main(args: readonly string[]): Promise<number> {
  try {
    const { values } = parseArgs({ args: [...args], options: flags });
    if (values.help) {
      process.stdout.write(HELP);
      return 0;
    }
    return await fuzz({
      runs: wholeNumber("runs", values.runs),
      seed: values.seed === undefined ? randomInt(2 ** 30) : wholeNumber("seed", values.seed, 0),
      systems: values.system === undefined ? systemNames : [systemOf(values.system)],
      workers:
        values.workers === undefined ? os.availableParallelism() : wholeNumber("workers", values.workers),
      kind: values.invalid ? "invalid" : "valid",
      time:
        values.minutes === undefined
          ? Number.POSITIVE_INFINITY
          : wholeNumber("minutes", values.minutes) * 60_000,
      shrinking: wholeNumber("shrink", values.shrink, 0) * 1000,
      record: values.record,
    });
  } catch (error) {
    if (!(error instanceof UsageError || isArgumentError(error))) throw error;
    process.stderr.write(`fuzz: ${(error as Error).message}\n`);
    return 2;
  }
}

function isArgumentError(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
}

function wholeNumber(option: string, text: string, least = 1): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && Number.isSafeInteger(value)) return value;
  throw new UsageError(`--${option} ${text} is not allowed, a whole number from ${least} up is`);
}

function systemOf(name: string): SystemName {
  const found = systemNames.find((one) => one === name);
  if (found !== undefined) return found;
  throw new UsageError(`--system ${name} is not allowed, ${systemNames.join(", ")} are`);
}

function* cases({ runs, seed, systems, kind, shrinking, time }: Options): Generator<Case> {
  const end = Date.now() + time;
  for (let nth = 0; nth < runs && Date.now() < end; nth += 1) {
    // Each system has numbers of its own, so that one of them alone repeats a case.
    yield { kind, shrinking, seed: seed + nth, system: systems[nth % systems.length] as SystemName };
  }
}

async function fuzz(options: Options): Promise<number> {
  const { runs, seed, workers, kind } = options;
  const progress = consoleProgress();
  const started = Date.now();
  const tally = emptyTally();
  progress.line(`${runs} random ${kind} systems from seed ${seed} on, ${workers} at a time`);
  await tryAll(cases(options), workers, (outcome) => {
    count(tally, outcome);
    if (outcome.failures.length > 0) progress.line(told(outcome));
    progress.state(state(tally, runs, started));
  });
  const seconds = (Date.now() - started) / 1000;
  const rows = figures(tally, kind);
  for (const { figure, value } of rows) process.stdout.write(`${figure}: ${value}\n`);
  process.stdout.write(`seed ${seed}, ${duration(seconds * 1000)}\n`);
  if (options.record) {
    const invalid = kind === "invalid" ? " --invalid" : "";
    const command = `npm run fuzz -- --runs ${runs} --seed ${seed}${invalid} --record`;
    const name = kind === "invalid" ? "fuzz-invalid" : "fuzz";
    writeResult({ name, command, seed: String(seed), seconds: Math.round(seconds), rows });
  }
  return tally.failed.length === 0 ? 0 : 1;
}

function state({ tried, leftOut, failed }: Tally, runs: number, started: number): string {
  const done = tried + leftOut;
  const left = ((Date.now() - started) / done) * (runs - done);
  return `${done} of ${runs}, ${failed.length} failed, ${duration(left)} to go`;
}

/** A failure for a person: what is wrong, the settings, and how to see it again. */
function told({ system, seed, kind, failures, smallest }: Outcome): string {
  const [first, ...others] = failures;
  const more = others.length === 0 ? "" : `\n  and ${others.length} more`;
  const invalid = kind === "invalid" ? " --invalid" : "";
  return [
    `\n${system}: ${first?.property}: ${first?.what}${more}`,
    smallest ?? "",
    `Again: npm run fuzz -- --system ${system} --seed ${seed} --runs 1${invalid}\n`,
  ].join("\n");
}

if (require.main === module) {
  void main(process.argv.slice(2)).then((code) => {
    process.exitCode = code;
  });
}
