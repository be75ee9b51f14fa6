import * as fs from "node:fs";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { consoleProgress } from "../../offline";
import { UsageError } from "../../offline/commands/usage";
import { duration } from "../../offline/progress";
import { systemNames } from "../../stacks/settings/schemas";
import { writeResult } from "../result";
import { type AccessReport, accessPages, complaintsOf, figuresOf, reportOf } from "./report";
import { systemGraphs } from "./systems";

const root = path.resolve(__dirname, "../..");
const progress = consoleProgress();
const help = `Checks every policy of the systems: who may do what, on what, and when.

npm run access -- [--system NAME]... [--docs]

  --system NAME  one of ${systemNames.join(", ")}; may be given again; without it all
  --docs         also writes docs/reference/access-<system>.md
  --help         this text

Brings the stacks up inside the process, without the engine and without an account. Exits with 0 when every statement is
right or has a reason and every must and must-not is answered as owed, with 1 when not, with 2 for wrong arguments.
`;

async function main(): Promise<number> {
  const { systems, docs, wantsHelp } = options();
  if (wantsHelp) {
    process.stdout.write(help);
    return 0;
  }
  const started = Date.now();
  const graphs = await systemGraphs(systems, (stacks) => progress.state(`brings up ${stacks.join(", ")}`));
  progress.line("reads and checks their policies");
  const report = await reportOf(graphs);
  const whole = systems.length === 0;
  const complaints = complaintsOf(report, whole);
  for (const complaint of complaints) process.stdout.write(`${complaint}\n`);
  if (docs) write(report);
  const figures = figuresOf(report).filter(({ figure }) => whole || figure !== "reasons that nothing needs");
  for (const { figure, value } of figures) process.stdout.write(`${value.padStart(12)}  ${figure}\n`);
  process.stdout.write(`in ${duration(Date.now() - started)}\n`);
  if (whole)
    writeResult({
      ...{ name: "access", command: "npm run access", seed: "" },
      ...{ seconds: Math.round((Date.now() - started) / 1000), rows: figures },
    });
  return complaints.length > 0 ? 1 : 0;
}

function options(): { systems: string[]; docs: boolean; wantsHelp: boolean } {
  try {
    const { values } = parseArgs({
      options: {
        system: { type: "string", multiple: true, default: [] },
        docs: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    const known: readonly string[] = systemNames;
    const wrong = values.system.filter((name) => !known.includes(name));
    if (wrong.length > 0)
      throw new UsageError(`--system: ${wrong.join(", ")} is not allowed, ${known.join(", ")} are`);
    return { systems: values.system, docs: values.docs, wantsHelp: values.help };
  } catch (error) {
    throw error instanceof TypeError ? new UsageError(`${error.message}; see --help`) : error;
  }
}

function write(report: AccessReport): void {
  for (const [file, content] of accessPages(report)) {
    fs.writeFileSync(path.join(root, file), content);
    progress.line(`wrote ${file}`);
  }
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
