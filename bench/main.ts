import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { consoleProgress, ensurePolicyPack, type Home, openHome } from "../offline";
import { writeEmptyPack } from "./empty-pack";
import { type StateResource, writeFloor } from "./floor";
import { type Figure, interleave, median, table } from "./measure";
import { programMemory } from "./memory";
import { offlineFigures } from "./offline";
import { policyFigures } from "./policy-figures";
import { runStart } from "./start";
import { truthFigures } from "./truth-figures";

const root = path.resolve(__dirname, "..");
const STACK = "prod-primary";

/** The benchmark: every figure as a ratio against a floor or a peer that runs in turn with it. */
async function main(rounds: number): Promise<void> {
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "tandem-bench-"));
  try {
    console.log(
      `${rounds} rounds, sides in turn, medians; ${os.cpus().length} cores, Node ${process.version}\n`,
    );
    ensurePolicyPack(path.join(root, "policy-pack"));
    const emptyPack = writeEmptyPack(path.join(scratch, "empty-pack"), root);
    const deployed = await deployedResources(scratch);
    const figures = [
      ...(await previewFigures(scratch, rounds, emptyPack, deployed)),
      ...(await policyFigures(root, emptyPack, deployed, rounds)),
      ...(await truthFigures()),
      ...(await offlineFigures(scratch, rounds)),
      await startFigure(scratch, rounds),
      await memoryFigure(scratch),
    ];
    console.log(`\n${table(figures)}`);
    fs.writeFileSync(
      path.join(__dirname, "results.json"),
      `${JSON.stringify({ date: new Date(), rounds, figures }, undefined, 2)}\n`,
    );
  } finally {
    fs.rmSync(scratch, { recursive: true, force: true });
  }
}

/** A home in which the stack is there but nothing is deployed. */
async function emptyHome(
  directory: string,
  programDirectory: string,
  project: string,
  stack: string,
): Promise<Home> {
  const home = await openHome({ directory, programDirectory, fastState: true });
  await home.ensureStack(project, stack);
  return home;
}

async function preview(home: Home, args: string[], env: Record<string, string> = {}): Promise<number> {
  const outcome = await home.pulumi(["preview", "--non-interactive", "--suppress-progress", ...args], {
    env,
  });
  if (outcome.code !== 0) throw new Error(outcome.stdout + outcome.stderr);
  return outcome.milliseconds;
}

async function previewFigures(
  scratch: string,
  rounds: number,
  emptyPack: string,
  deployed: readonly StateResource[],
): Promise<Figure[]> {
  const program = await emptyHome(path.join(scratch, "program"), root, "tandem", STACK);
  const { floor, count } = await floorHome(scratch, deployed);
  const timings = await interleave(rounds, {
    floor: () => preview(floor, ["--stack", "floor"]),
    plain: () => preview(program, ["--stack", STACK]),
    emptyPack: () => preview(program, ["--stack", STACK, "--policy-pack", emptyPack]),
    pack: () => preview(program, ["--stack", STACK, "--policy-pack", "policy-pack"]),
  });
  const [low, plain, empty, pack] = [timings.floor, timings.plain, timings.emptyPack, timings.pack].map(
    median,
  ) as [number, number, number, number];
  return [
    figure(`preview ${STACK}, ${count} resources`, plain, "flat JavaScript program", low, 1.3),
    figure(`preview ${STACK} with the policy pack`, pack, "with an empty pack", empty, 1.25),
  ];
}

/** The resources of the stack after a deployment. */
async function deployedResources(scratch: string): Promise<StateResource[]> {
  const source = await openHome({
    directory: path.join(scratch, "source"),
    programDirectory: root,
    fastState: true,
  });
  await source.ensureStack("tandem", STACK);
  const up = await source.pulumi([
    "up",
    "--yes",
    "--skip-preview",
    "--non-interactive",
    "--suppress-progress",
    "--stack",
    STACK,
  ]);
  if (up.code !== 0) throw new Error(up.stdout + up.stderr);
  const exported = (await source.exportStack(STACK)) as { deployment: { resources: StateResource[] } };
  return exported.deployment.resources;
}

/** A home for the flat program, made from the resources of a deployment. */
async function floorHome(
  scratch: string,
  deployed: readonly StateResource[],
): Promise<{ floor: Home; count: number }> {
  const directory = path.join(scratch, "floor-program");
  const count = writeFloor(directory, [...deployed], {
    region: "us-east-2",
    awsVersion: awsVersion(),
    nodeModules: path.join(root, "node_modules"),
  });
  return { floor: await emptyHome(path.join(scratch, "floor"), directory, "floor", "floor"), count };
}

function awsVersion(): string {
  const manifest = fs.readFileSync(path.join(root, "node_modules/@pulumi/aws/package.json"), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}

async function startFigure(scratch: string, rounds: number): Promise<Figure> {
  const home = await emptyHome(path.join(scratch, "single"), root, "tandem", STACK);
  const timings = await interleave(Math.min(rounds, 3), {
    one: () => preview(home, ["--stack", STACK, "--policy-pack", "policy-pack"]),
    both: () => runStart(root),
  });
  return figure(
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

function figure(title: string, measured: number, against: string, base: number, target: number): Figure {
  const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(2)} s`;
  const ratio = measured / base;
  return {
    title,
    measured: seconds(measured),
    against: `${against} ${seconds(base)}`,
    ratio: ratio.toFixed(2),
    target: `${target}`,
    met: ratio <= target,
  };
}

consoleProgress().line("Benchmarks run the real engine some forty times; this takes a few minutes.");
void main(Number(process.argv[2] ?? 5));
