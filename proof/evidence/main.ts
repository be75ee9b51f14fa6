import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { root } from "../packages";
import { readResults } from "../result";
import { evidencePage } from "./page";
import { parts } from "./parts";

const HELP = `Writes docs/evidence.md from the results of the proof's commands.

  npm run evidence                        from the results that are kept in proof/results
  npm run evidence -- --measure           measure everything again first: hours
  npm run evidence -- --measure NAME...   measure these first: ${parts.map(({ name }) => name).join(", ")}
      --help                              this text

Exit code: 0 when the page is written and every figure meets its target, 1 when one does not, 2 for a mistake in the
command line.
`;

function main(args: string[]): number {
  const { values, positionals } = readArguments(args);
  if (values.help === true) {
    process.stdout.write(HELP);
    return 0;
  }
  const unknown = positionals.filter((name) => parts.every((part) => part.name !== name));
  if (unknown.length > 0 || (positionals.length > 0 && values.measure !== true)) {
    const known = parts.map(({ name }) => name).join(", ");
    process.stderr.write(`evidence: ${positionals.join(" ")}: --measure takes names among ${known}\n`);
    return 2;
  }
  const chosen = parts.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  for (const { command } of values.measure === true ? chosen : [])
    spawnSync("npm", ["run", ...command], { cwd: root, stdio: "inherit" });

  const results = readResults();
  fs.writeFileSync(path.join(root, "docs/evidence.md"), evidencePage(results));
  const missed = results.flatMap(({ name, rows }) =>
    rows
      .filter(({ met }) => met === false)
      .map(({ figure, value, target }) => `${name}: ${figure}: ${value}, target ${target}`),
  );
  process.stdout.write(`wrote docs/evidence.md\n${missed.map((line) => `${line}\n`).join("")}`);
  return missed.length === 0 ? 0 : 1;
}

function readArguments(args: string[]) {
  try {
    return parseArgs({
      args,
      options: { measure: { type: "boolean" }, help: { type: "boolean" } },
      allowPositionals: true,
    });
  } catch (error) {
    process.stderr.write(`evidence: ${(error as Error).message}\n`);
    process.exit(2);
  }
}

process.exitCode = main(process.argv.slice(2));
