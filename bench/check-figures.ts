import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { writeResult } from "../proof/result";
import { type Figure, interleave, median } from "./measure";

/** Writes the processor time that a process took, in milliseconds, when it ends. */
const HOOK = `const fs = require("node:fs");
process.on("exit", () => {
  const { user, system } = process.cpuUsage();
  fs.writeFileSync(process.env.TANDEM_BENCH_CPU, String((user + system) / 1000));
});
`;
const FLOOR = `require("@pulumi/pulumi"); require("@pulumi/aws");\n`;
/** Two runs of one process, as a watch makes them after a setting was edited; writes what each took. */
const WATCH = `require("ROOT/stacks/startup.cjs");
const fs = require("node:fs");
const cpu = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };
(async () => {
  const { loadCheck } = await import("ROOT/proof/check/bundle.mjs");
  const options = { stack: "prod-secondary", mode: "up" };
  await (await loadCheck()).once(options);
  const first = cpu();
  // The edit, without touching the file: one more tag.
  const read = fs.readFileSync;
  fs.readFileSync = (file, ...how) => {
    const text = read(file, ...how);
    return String(file).endsWith("Pulumi.prod-secondary.yaml") ? text.replace(/^( *)tandem:tags:$/m, "$&\\n$1  edited: once") : text;
  };
  await (await loadCheck()).once(options);
  fs.writeFileSync(process.env.TANDEM_BENCH_CPU, (cpu() - first) + " " + first);
})();
`;

/**
 * What `npm run check` costs, in processor time: beyond loading the SDK, as a whole, and again in a watch. The hub's two
 * stacks have about 760 resources; web-app-prod-primary is the stack with about 400.
 */
export async function checkFigures(scratch: string, root: string, rounds: number): Promise<Figure[]> {
  const started = Date.now();
  const bench = new Bench(scratch, root);
  const check = (stack: string) => async () =>
    bench.cpu(["--max-semi-space-size=64", path.join(root, "proof/check/bin.mjs"), "--stack", stack]);
  const floorFile = bench.file("floor.cjs", FLOOR);
  const times = await interleave(rounds, {
    floor: async () => bench.cpu([floorFile]),
    hub: check("prod-secondary"),
    medium: check("web-app-prod-primary"),
  });
  const floor = median(times.floor);
  const [again, first] = bench.text([bench.file("watch.cjs", WATCH.replaceAll("ROOT", root))]).split(" ");
  const resources = bench.resources(["prod-primary", "prod-secondary"]);
  const each = (median(times.hub) - floor) / resources;
  const figures: Figure[] = [
    figure(
      `check of the hub's two stacks, ${resources} resources, beyond the SDK`,
      `${each.toFixed(2)} ms a resource`,
      "limit",
      each / 5,
      1,
      "5 ms",
    ),
    figure(
      "check of web-app-prod-primary, whole process",
      ms(median(times.medium)),
      `loading the SDK ${ms(floor)}`,
      median(times.medium) / floor,
      2,
    ),
    figure(
      "check of the hub's two stacks, again in a watch after an edit",
      ms(Number(again)),
      `the first time ${ms(Number(first))}`,
      Number(again) / Number(first),
      0.5,
    ),
  ];
  writeResult({
    ...{ name: "check", command: `npm run bench -- ${rounds} check`, seed: "" },
    seconds: (Date.now() - started) / 1000,
    rows: figures.map(({ title, measured, against, ratio, target, met }) => ({
      figure: title,
      ...{ value: `${measured}, ${ratio} of ${against}`, target, met },
    })),
  });
  return figures;
}

class Bench {
  constructor(
    private readonly scratch: string,
    private readonly root: string,
  ) {}

  /** A file whose `require` finds what the repository has installed. */
  file(name: string, content: string): string {
    const modules = path.join(this.scratch, "node_modules");
    if (!fs.existsSync(modules)) fs.symlinkSync(path.join(this.root, "node_modules"), modules);
    const file = path.join(this.scratch, name);
    fs.writeFileSync(file, content);
    return file;
  }

  /** Milliseconds of processor time of a process. */
  cpu(args: readonly string[]): number {
    return Number(this.text(["--require", this.file("cpu.cjs", HOOK), ...args]));
  }

  /** What a process wrote about itself. */
  text(args: readonly string[]): string {
    const file = path.join(this.scratch, "cpu");
    const { status, stderr } = spawnSync(process.execPath, args, {
      cwd: this.root,
      env: { ...process.env, TANDEM_BENCH_CPU: file },
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`${args.join(" ")} failed: ${stderr}`);
    return fs.readFileSync(file, "utf8");
  }

  /** How many resources the stacks have, by what the check itself says. */
  resources(stacks: readonly string[]): number {
    const { stdout } = spawnSync(
      process.execPath,
      [path.join(this.root, "proof/check/bin.mjs"), "--system", "payment-hub"],
      {
        cwd: this.root,
        encoding: "utf8",
      },
    );
    const counts = stacks.map((stack) => new RegExp(`^${stack}: .*?(\\d+) resources`, "m").exec(stdout)?.[1]);
    return counts.reduce((sum, count) => sum + Number(count), 0);
  }
}

function figure(
  title: string,
  measured: string,
  against: string,
  ratio: number,
  limit: number,
  target = String(limit),
): Figure {
  return { title, measured, against, ratio: ratio.toFixed(2), target, met: ratio <= limit };
}

function ms(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}
