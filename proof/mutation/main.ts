import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { consoleProgress, duration } from "../../offline/progress";
import { writeResult } from "../result";
import { figures, isGood, MINIMUM, noteSeconds, secondsOf, sentence } from "./figures";
import { type Part, parts, root } from "./parts";
import { survivors } from "./report";
import { folder, runStryker } from "./stryker";

const HELP = `Changes one thing at a time in the code and asks the tests whether they notice (mutation tests, by Stryker).

  npm run mutation                     all parts
  npm run mutation -- PART...          these parts: ${parts()
    .map(({ name }) => name)
    .join(", ")}
      --force                          every mutant again, not only those whose code or tests changed since the last run
      --static                         constants of modules too, in every part (without it where they are few)
      --concurrency N                  mutants at a time (default: all cores)
      --list                           the parts, their files and tests, and nothing else
      --help                           this text

Writes proof/results/mutation.json, with the last figures of parts that did not run, and the mutants that no test noticed to
.offline/mutation/PART.survivors.txt; docs/mutation.md says which of them nothing can notice.
Exit code: 0 when every part has a score of at least ${MINIMUM} %, 1 when not, 2 for a mistake in the command line.
`;

/** A mistake in the command line. */
class UsageError extends Error {}

async function main(argv: string[]): Promise<number> {
  const { values, positionals } = readArguments(argv);
  if (values.help) return say(HELP);
  const all = parts();
  const unknown = positionals.filter((name) => all.every((part) => part.name !== name));
  const names = all.map(({ name }) => name).join(", ");
  if (unknown.length > 0) throw new UsageError(`there is no part ${unknown.join(", ")}; there are ${names}`);
  const chosen = positionals.length === 0 ? all : all.filter(({ name }) => positionals.includes(name));
  if (values.list) return say(chosen.map(listed).join("\n"));
  const concurrency = Number(values.concurrency ?? os.availableParallelism());
  if (!Number.isInteger(concurrency) || concurrency < 1)
    throw new UsageError(`--concurrency ${values.concurrency} is not allowed, a whole number from 1`);

  const options = { concurrency, force: values.force === true, withStatic: values.static === true };
  const start = Date.now();
  const progress = consoleProgress();
  for (const part of chosen) {
    progress.line(`${part.name}: ${part.sources.length} files, ${part.tests.length} test files`);
    const begun = Date.now();
    const report = await runStryker(part, options, progress);
    noteSeconds(part, Math.round((Date.now() - begun) / 1000));
    const file = path.join(folder, `${part.name}.survivors.txt`);
    fs.writeFileSync(file, [...survivors(report), ""].join("\n"));
    progress.line(`${sentence(part, report)}; survivors: ${path.relative(root, file)}`);
  }
  const command = "npm run mutation";
  writeResult({ name: "mutation", command, seed: "", seconds: secondsOf(all), rows: figures(all) });
  progress.line(`done in ${duration(Date.now() - start)}`);
  return chosen.every(isGood) ? 0 : 1;
}

function readArguments(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        force: { type: "boolean" },
        static: { type: "boolean" },
        concurrency: { type: "string" },
        list: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function listed({ name, title, sources, tests }: Part): string {
  return [
    `${name}: ${title}`,
    ...sources.map((file) => `  ${file}`),
    `  with ${tests.length} test files`,
  ].join("\n");
}

function say(text: string): number {
  process.stdout.write(text.endsWith("\n") ? text : `${text}\n`);
  return 0;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    if (!(error instanceof Error)) throw error;
    const isUsage = error instanceof UsageError;
    process.stderr.write(`mutation: ${error.message}${isUsage ? "; see --help" : ""}\n`);
    process.exitCode = isUsage ? 2 : 1;
  },
);
