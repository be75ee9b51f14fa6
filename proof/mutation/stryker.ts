import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import type { Progress } from "../../offline/progress";
import { type Part, root } from "./parts";
import { parseReport, type Report } from "./report";

/** Settings of a run. */
export interface RunOptions {
  /** Mutants at a time. */
  readonly concurrency: number;
  /** Runs every mutant again, also those whose code and tests are the same as in the last run. */
  readonly force: boolean;
  /** Tries constants of modules of every part, also where they take long. */
  readonly withStatic: boolean;
}

/** Where runs keep what they know: outside of git, and outside of what linters and the compiler read. */
export const folder = path.join(root, ".offline", "mutation");

/**
 * Mutates a part's files in a copy of the repository and runs its tests against each mutant.
 * @throws Error when Stryker could not, for example because a test fails without any mutant
 */
export async function runStryker(part: Part, options: RunOptions, progress: Progress): Promise<Report> {
  fs.mkdirSync(folder, { recursive: true });
  const log = path.join(folder, `${part.name}.log`);
  // The last report stays until there is a new one.
  const report = path.join(folder, `${part.name}.new.json`);
  fs.rmSync(report, { force: true });
  const config = path.join(folder, `${part.name}.config.json`);
  fs.writeFileSync(config, JSON.stringify(configOf(part, options, report), undefined, 2));
  const status = await run(config, log, part, progress);
  if (!fs.existsSync(report))
    throw new Error(`Stryker stopped with ${status} before it had a report; see ${path.relative(root, log)}`);
  const read = parseReport(fs.readFileSync(report, "utf8"));
  fs.renameSync(report, path.join(folder, `${part.name}.report.json`));
  return read;
}

/** What is not copied: the rest of the repository, and what was built. */
function leftOut({ folders }: Part): string[] {
  const rest = folders ? ["**", "!/*.*", ...folders.map((one) => `!/${one}/**`)] : [];
  return [...rest, ".offline", "dist", "node_modules", "*.tgz", "/proof/results"];
}

function configOf(
  part: Part,
  { concurrency, force, withStatic }: RunOptions,
  report: string,
): Record<string, unknown> {
  const constants = part.withStatic || withStatic;
  return {
    testRunner: "mocha-12",
    plugins: ["test-runner.mts", "page-texts.mts"].map((file) => path.join(__dirname, file)),
    ignorers: ["page-texts"],
    mutate: part.sources,
    mochaFiles: part.tests,
    coverageAnalysis: "perTest",
    ignoreStatic: !constants,
    concurrency,
    // Stryker can't tell which new test looks at a constant, and would keep what an earlier run said of it.
    incremental: !constants,
    incrementalFile: path.join(folder, `${part.name}.incremental.json`),
    force,
    // Endless loops are told by their rounds; time alone would take a busy machine for one.
    timeoutMS: 60_000,
    dryRunTimeoutMinutes: 30,
    // A runner that loaded modules again and again is replaced before it holds much memory.
    maxTestRunnerReuse: 600,
    tempDirName: path.join(folder, `${part.name}.sandbox`),
    ignorePatterns: leftOut(part),
    // Types are checked by the compiler, apart: the loader strips them.
    disableTypeChecks: false,
    tsconfigFile: "none.json",
    reporters: ["json", "progress-append-only"],
    jsonReporter: { fileName: report },
    warnings: { slow: false },
    allowConsoleColors: false,
  };
}

/** Runs Stryker; its own output goes to the log, its progress also to the person who waits. */
function run(config: string, log: string, { name }: Part, progress: Progress): Promise<number | null> {
  const output = fs.createWriteStream(log);
  const child = spawn(
    process.execPath,
    [path.join(root, "node_modules/@stryker-mutator/core/bin/stryker.js"), "run", config],
    // Stryker loads the plugins, which are TypeScript, in each of its processes.
    {
      cwd: root,
      env: { ...process.env, NODE_OPTIONS: "--import=tsx" },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output.write(text);
      const [last] = text.match(/\d+% .*tested.*$/m) ?? [];
      if (last !== undefined) progress.state(`${name}: ${last}`);
    });
  }
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => output.end(() => resolve(code)));
  });
}
