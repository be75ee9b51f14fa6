import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { consoleProgress, ensurePolicyPack } from "../offline";
import { checkFigures } from "./check-figures";
import { writeEmptyPack } from "./empty-pack";
import { deployedResources, emptyHome, preview } from "./homes";
import { type Figure, interleave, median, table, timeFigure } from "./measure";
import { programMemory } from "./memory";
import { offlineFigures } from "./offline";
import { orderWorkloadFigures } from "./order-workload";
import { policyFigures } from "./policy-figures";
import { hubPreviewFigures, systemPreviewFigures } from "./preview-figures";
import { runStart } from "./start";
import { truthFigures } from "./truth-figures";

const root = path.resolve(__dirname, "..");
const STACK = "prod-primary";

/** Parts that need no stack to be up. */
const alone = new Set(["check", "orders", "truth", "start", "memory", "systems"]);

/**
 * The benchmark: every figure as a ratio against a floor or a peer that runs in turn with it.
 *
 * @param only parts to run; none for all
 */
async function main(rounds: number, only: readonly string[]): Promise<void> {
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "tandem-bench-"));
  try {
    console.log(
      `${rounds} rounds, sides in turn, medians; ${os.cpus().length} cores, Node ${process.version}\n`,
    );
    ensurePolicyPack(path.join(root, "policy-pack"));
    const emptyPack = writeEmptyPack(path.join(scratch, "empty-pack"), root);
    const deployed =
      only.every((part) => alone.has(part)) && only.length > 0 ? [] : await deployedResources(scratch, STACK);
    const parts: Record<string, () => Promise<Figure[]>> = {
      hub: () => hubPreviewFigures(scratch, rounds, emptyPack, deployed),
      systems: () => systemPreviewFigures(scratch, rounds),
      policies: () => policyFigures(root, emptyPack, deployed, rounds),
      truth: truthFigures,
      offline: () => offlineFigures(scratch, rounds),
      check: () => checkFigures(scratch, root, rounds),
      orders: () => orderWorkloadFigures(rounds),
      start: async () => [await startFigure(scratch, rounds)],
      memory: async () => [await memoryFigure(scratch)],
    };
    const chosen = only.length > 0 ? only : Object.keys(parts);
    const unknown = chosen.filter((part) => !(part in parts));
    if (unknown.length > 0) {
      throw new Error(`no such part: ${unknown.join(", ")}; there are ${Object.keys(parts).join(", ")}`);
    }
    const figures: Figure[] = [];
    for (const part of chosen) figures.push(...((await parts[part]?.()) ?? []));
    console.log(`\n${table(figures)}`);
    if (only.length > 0) return; // results.json holds whole runs.
    fs.writeFileSync(
      path.join(__dirname, "results.json"),
      `${JSON.stringify({ date: new Date(), rounds, figures }, undefined, 2)}\n`,
    );
  } finally {
    fs.rmSync(scratch, { recursive: true, force: true });
  }
}

async function startFigure(scratch: string, rounds: number): Promise<Figure> {
  const home = await emptyHome(path.join(scratch, "single"), root, "tandem", STACK);
  const timings = await interleave(Math.min(rounds, 3), {
    one: () => preview(home, ["--stack", STACK, "--policy-pack", "policy-pack"]),
    both: () => runStart(root),
  });
  return timeFigure(
    "both stacks by npm start, warm",
    median(timings.both),
    "preview of one, with the pack",
    median(timings.one),
    2.2,
  );
}

async function memoryFigure(scratch: string): Promise<Figure> {
  const home = await emptyHome(path.join(scratch, "memory"), root, "tandem", STACK);
  const megabytes = await programMemory(path.join(scratch, "rss"), (env) =>
    preview(home, ["--stack", STACK], env),
  );
  return {
    title: "memory of the program's process at preview",
    measured: `${megabytes.toFixed(0)} MB`,
    against: "limit",
    ratio: (megabytes / 400).toFixed(2),
    target: "400 MB",
    met: megabytes < 400,
  };
}

consoleProgress().line("Benchmarks run the real engine many times; this takes a few minutes.");
// npm run bench -- [rounds] [part ...]
const [rounds = "5", ...only] = process.argv.slice(2);
void main(Number(rounds), only);
