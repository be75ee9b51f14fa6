import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";

/** How often a line says that npm still works, where npm shows nothing itself, in milliseconds. */
const beatInterval = 15_000;

/**
 * Installs the repository's npm packages when they are missing or not those of its package-lock.json. Does nothing
 * where there is no lock file: then this package is a dependency of another program, installed with it.
 *
 * @param {string} root folder of package-lock.json
 * @throws an error for people when npm fails
 */
export async function ensurePackages(root) {
  const lock = path.join(root, "package-lock.json");
  const installed = path.join(root, "node_modules", ".package-lock.json");
  if (!fs.existsSync(lock) || isInstalled(lock, installed)) return;
  const why = fs.existsSync(installed) ? "package-lock.json has changed" : "this is the first run";
  console.error(`Installing the packages of package-lock.json (npm ci, about a minute): ${why} ...`);
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  const beat = process.stderr.isTTY
    ? undefined
    : setInterval(() => console.error(`  still installing, ${seconds()} s`), beatInterval);
  const code = await npm(["ci", "--include=dev", "--no-audit", "--no-fund"], root);
  clearInterval(beat);
  if (code !== 0) {
    throw new Error(
      `npm ci failed in ${root} with exit code ${code}; npm's own message is above. Nothing else was tried. ` +
        "Mend what it names (often the network or the registry), then run the same command again.",
    );
  }
  console.error(`The packages are installed (${seconds()} s).`);
}

/**
 * Whether node_modules holds what the lock file asks for. npm keeps a lock file of its own of what it has installed;
 * the two are compared only when that one is the older.
 *
 * @param {string} lock
 * @param {string} installed
 */
export function isInstalled(lock, installed) {
  if (!fs.existsSync(installed)) return false;
  if (fs.statSync(installed).mtimeMs >= fs.statSync(lock).mtimeMs) return true;
  const wanted = packagesOf(lock);
  const have = packagesOf(installed);
  return Object.entries(wanted).every(([name, { version, link, optional }]) => {
    if (!name.includes("node_modules/") || link) return true;
    // Packages for other systems are optional, and absent.
    return have[name] === undefined ? optional === true : have[name].version === version;
  });
}

function packagesOf(file) {
  return JSON.parse(fs.readFileSync(file, "utf8")).packages ?? {};
}

function npm(args, cwd) {
  // Under `npm start` the npm that runs already.
  const own = process.env.npm_execpath;
  const [command, first] = own?.endsWith("npm-cli.js") ? [process.execPath, [own]] : ["npm", []];
  const child = spawn(command, [...first, ...args], { cwd, stdio: ["ignore", 2, 2] });
  return new Promise((resolve) => {
    child.once("error", (error) => {
      console.error(`npm can't be started: ${error.message}`);
      resolve(1);
    });
    child.once("close", (code) => resolve(code ?? 1));
  });
}
