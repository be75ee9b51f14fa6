// Bundles what the engine starts: one file per process, so that each starts in a fraction of a second.
import * as fs from "node:fs";
import * as path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.dirname(fileURLToPath(import.meta.url));

/** Entry points by the name of their bundle. */
const entries = {
  main: "commands/main.ts",
  host: "engine/host/main.ts",
  aws: "providers/aws/main.ts",
  awsx: "providers/awsx/main.ts",
  eks: "providers/eks/main.ts",
  random: "providers/random/main.ts",
  generic: "providers/generic/main.ts",
};

/** Builds into `dist`, which changes from the old bundles to the new ones at once. */
export async function build(stamp = "") {
  const { build: bundle } = await import("esbuild");
  const dist = path.join(root, "dist");
  const unfinished = `${dist}.${process.pid}`;
  await bundle({
    absWorkingDir: root,
    entryPoints: Object.entries(entries).map(([out, file]) => ({ out, in: file })),
    outdir: unfinished,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    // Only the rare download of the CLI needs the Automation API.
    external: ["@pulumi/pulumi/automation"],
    legalComments: "none",
    logLevel: "error",
  });
  fs.writeFileSync(path.join(unfinished, "stamp"), stamp);
  const old = `${dist}.old.${process.pid}`;
  if (fs.existsSync(dist)) fs.renameSync(dist, old);
  fs.renameSync(unfinished, dist);
  fs.rmSync(old, { recursive: true, force: true });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build();
