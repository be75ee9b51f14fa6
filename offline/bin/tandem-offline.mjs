#!/usr/bin/env node
// Runs in a fresh clone: plain JavaScript, no packages. It makes sure of the packages and the bundles, then hands over.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const offline = path.dirname(path.dirname(fs.realpathSync(fileURLToPath(import.meta.url))));
const repository = path.dirname(offline);

/** Installs the packages of the lock file when they are not there, or are those of another lock file. */
function ensurePackages() {
  const lock = path.join(repository, "package-lock.json");
  if (!fs.existsSync(lock)) return; // Installed as a package: npm has done it.
  const wanted = createHash("sha256").update(fs.readFileSync(lock)).digest("hex");
  const stamp = path.join(repository, "node_modules", ".tandem-lock");
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === wanted) return;
  console.error("Installing the packages of package-lock.json (npm ci, about a minute) ...");
  const { status } = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], {
    cwd: repository,
    stdio: ["ignore", 2, 2],
  });
  if (status !== 0) {
    console.error(
      "npm ci failed, see above. Nothing else was tried. Run it again when the package registry answers.",
    );
    process.exit(1);
  }
  fs.writeFileSync(stamp, wanted);
}

/** Rebuilds the bundles when a source is newer, another one, or Node is another. */
async function ensureBundles() {
  const stamp = createHash("sha256")
    .update(JSON.stringify([process.version, sources(offline)]))
    .digest("hex");
  const file = path.join(offline, "dist", "stamp");
  if (fs.existsSync(file) && fs.readFileSync(file, "utf8") === stamp) return;
  console.error("Preparing the offline home: bundling the stand-ins ...");
  const { build } = await import(pathToFileURL(path.join(offline, "build.mjs")).href);
  await build(stamp);
}

/** Path, size and time of each source. */
function sources(directory) {
  return fs.readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(directory, entry.name);
    if (entry.isDirectory()) return /^(dist.*|node_modules|test)$/.test(entry.name) ? [] : sources(full);
    if (!/\.(ts|mjs|json)$/.test(entry.name)) return [];
    const { size, mtimeMs } = fs.statSync(full);
    return [[path.relative(offline, full), size, mtimeMs]];
  });
}

ensurePackages();
await ensureBundles();
const { main } = createRequire(import.meta.url)(path.join(offline, "dist", "main.cjs"));
process.exitCode = await main(process.argv.slice(2));
