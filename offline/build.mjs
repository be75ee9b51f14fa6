// Bundles what the engine starts: one file per process, so that each starts in a fraction of a second. Plain
// JavaScript, because it is what makes the TypeScript runnable.
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.dirname(fs.realpathSync(fileURLToPath(import.meta.url)));
const dist = path.join(root, "dist");
const stampFile = path.join(dist, "stamp");

let checked;

/**
 * Bundles when a source is newer or another one, or Node or the installed packages are others. The check takes a few
 * milliseconds and loads nothing; this process does it once. The published package has bundles and no sources.
 *
 * @throws an error for people, which names file and line, when a source can't be bundled
 */
export function ensureBuilt() {
  checked ??= fs.existsSync(path.join(root, "commands")) ? buildWhenStale() : Promise.resolve();
  return checked;
}

async function buildWhenStale() {
  const stamp = fingerprint();
  if (fs.existsSync(stampFile) && fs.readFileSync(stampFile, "utf8") === stamp) return;
  console.error("Preparing the offline home: bundling the stand-ins ...");
  await bundle();
  write(stampFile, stamp);
}

const leftOut = new Set(["dist", "node_modules", "test"]);

function fingerprint() {
  const hash = createHash("sha1").update(process.version);
  const installed = path.join(root, "..", "node_modules", ".package-lock.json");
  if (fs.existsSync(installed)) hash.update(mark(installed));
  const walk = (directory) => {
    for (const entry of fs.readdirSync(directory, { withFileTypes: true })) {
      const full = path.join(directory, entry.name);
      if (entry.isDirectory()) {
        if (!leftOut.has(entry.name)) walk(full);
      } else if (/\.(ts|mjs|json)$/.test(entry.name)) hash.update(full).update(mark(full));
    }
  };
  walk(root);
  return hash.digest("hex");
}

function mark(file) {
  const { size, mtimeMs } = fs.statSync(file);
  return `${size} ${mtimeMs}\n`;
}

/** Commands, library, language host, and a stand-in for each folder of `providers` with a `main.ts`. */
function entryPoints() {
  const providers = fs
    .readdirSync(path.join(root, "providers"))
    .filter((name) => fs.existsSync(path.join(root, "providers", name, "main.ts")))
    .map((name) => ({ out: `providers/${name}`, in: `providers/${name}/main.ts` }));
  return [
    { out: "main", in: "commands/main.ts" },
    { out: "index", in: "index.ts" },
    { out: "account/index", in: "account/index.ts" },
    { out: "account/catalog", in: "account/catalog.ts" },
    { out: "collector", in: "deep-check/collector/main.ts" },
    { out: "deep-check", in: "deep-check/process/main.ts" },
    { out: "host", in: "engine/host/main.ts" },
    { out: "inspect-guard", in: "engine/host/inspect-guard.ts" },
    ...providers,
  ];
}

/**
 * Bundles everything.
 *
 * @returns paths of the bundles, and of all sources that went into them
 */
export async function bundle() {
  const { build } = await import("esbuild");
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: entryPoints(),
    outdir: dist,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    // The Automation API is heavy, and only the rare download of the CLI needs it.
    external: ["@pulumi/pulumi/automation/*", "../build.mjs"],
    minifySyntax: true,
    legalComments: "none",
    logLevel: "silent",
    metafile: true,
    write: false,
  }).catch((error) => {
    throw forPeople(error);
  });
  for (const { path: file, contents } of outputFiles) write(file, contents);
  return {
    bundles: outputFiles.map((output) => output.path),
    sources: Object.keys(metafile.inputs).map((file) => path.resolve(root, file)),
  };
}

/** Whoever starts a bundle meanwhile gets the old one or the new one, never half of it. */
function write(file, content) {
  const unfinished = `${file}.${process.pid}`;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(unfinished, content);
  fs.renameSync(unfinished, file);
}

function forPeople(error) {
  const lines = (error.errors ?? []).map(
    ({ text, location }) => `  ${location ? `offline/${location.file}:${location.line}: ` : ""}${text}`,
  );
  return lines.length === 0 ? error : new Error(["The offline home can't be bundled:", ...lines].join("\n"));
}

if (process.argv[1] && fs.realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await bundle();
  write(stampFile, fingerprint());
}
