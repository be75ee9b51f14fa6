// The check as one file: loading a thousand TypeScript files one by one takes as long as everything that it then does.
import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import { startQuickly } from "./quick-start.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
/** What the check is made of, or reads while it runs, such as the code of functions; a change of it makes a new bundle. */
const FOLDERS = ["components", "offline", "policy-pack", "proof", "stacks", "test/support", "workloads"];
const LEFT_OUT = new Set(["node_modules", "dist", "test", "docs", "results"]);
/** Packages that stay outside: those with a state of their own, those of Pulumi load, and those that are seldom used. */
const OUTSIDE = ["@pulumi/*", "@grpc/*", "google-protobuf", "esbuild", "xmlbuilder2"];
/** npm's note of what it installed. */
const INSTALLED = path.join(root, "node_modules/.package-lock.json");
const bundle = path.join(root, "node_modules/.cache/tandem/check.cjs");

/**
 * Makes the bundle where it is missing or older than what it is made of. Another process sees the old one, or the whole
 * new one.
 *
 * @returns {Promise<string>} path of the bundle
 */
async function ensureBundle() {
  const sources = FOLDERS.flatMap((folder) => sourcesIn(path.join(root, folder)));
  const times = [...sources, INSTALLED].map((file) => fs.statSync(file).mtimeMs);
  const stamp = `${sources.length} ${Math.max(...times)}`;
  const stampFile = `${bundle}.stamp`;
  if (fs.existsSync(bundle) && readIfThere(stampFile) === stamp) return bundle;
  await build(sources);
  fs.writeFileSync(stampFile, stamp);
  return bundle;
}

let loaded;

/** The check as its sources are now; the one that is loaded already when they did not change. */
export async function loadCheck() {
  if (loaded === undefined) startQuickly(path.dirname(bundle));
  const file = await ensureBundle();
  const { mtimeMs } = fs.statSync(file);
  if (loaded?.mtimeMs !== mtimeMs) {
    const require = createRequire(import.meta.url);
    delete require.cache[file];
    loaded = { mtimeMs, module: require(file) };
  }
  return loaded.module;
}

function sourcesIn(folder) {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) return LEFT_OUT.has(entry.name) ? [] : sourcesIn(full);
    return entry.name.endsWith(".test.ts") ? [] : [full];
  });
}

async function build(sources) {
  const { build } = createRequire(import.meta.url)("esbuild");
  fs.mkdirSync(path.dirname(bundle), { recursive: true });
  const staging = `${bundle}.${process.pid}`;
  await build({
    entryPoints: [path.join(root, "proof/check/main.ts")],
    outfile: staging,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    external: OUTSIDE,
    logLevel: "error",
    plugins: [
      ownFolders(
        sources.filter((file) => /\.ts$/.test(file) && fs.readFileSync(file, "utf8").includes("__dirname")),
      ),
    ],
  });
  fs.renameSync(staging, bundle);
}

/** A file that asks for its own folder gets that of its source. */
function ownFolders(files) {
  const names = [...new Set(files.map((file) => path.basename(file).replace(".", "\\.")))];
  return {
    name: "own-folders",
    setup({ onLoad }) {
      onLoad({ filter: new RegExp(`/(${names.join("|")})$`) }, ({ path: file }) => {
        if (!files.includes(file)) return undefined;
        const folder = `const __dirname = ${JSON.stringify(path.dirname(file))};\n`;
        return { contents: folder + fs.readFileSync(file, "utf8"), loader: "ts" };
      });
    },
  };
}

function readIfThere(file) {
  return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : undefined;
}
