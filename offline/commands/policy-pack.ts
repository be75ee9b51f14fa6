import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";

interface Manifest {
  main?: string;
  scripts?: Record<string, string>;
}

/**
 * Builds a policy pack that is made of sources when its built file is missing or older than they are.
 *
 * @throws Error when the folder is no policy pack, or its build fails
 */
export function ensurePolicyPack(directory: string): void {
  if (!fs.existsSync(path.join(directory, "PulumiPolicy.yaml"))) {
    throw new Error(`${directory} is no policy pack: it has no PulumiPolicy.yaml`);
  }
  const manifestFile = path.join(directory, "package.json");
  if (!fs.existsSync(manifestFile)) return;
  const { main, scripts } = JSON.parse(fs.readFileSync(manifestFile, "utf8")) as Manifest;
  if (main === undefined || scripts?.build === undefined) return;
  const built = path.join(directory, main);
  if (fs.existsSync(built) && fs.statSync(built).mtimeMs >= newestSource(directory)) return;
  process.stderr.write(`Building the policy pack in ${path.basename(directory)} ...\n`);
  const { status } = spawnSync("npm", ["run", "--silent", "build"], {
    cwd: directory,
    stdio: ["ignore", 2, 2],
  });
  if (status !== 0) throw new Error(`the build of the policy pack in ${directory} failed, see above`);
}

/** Time of the newest source, in milliseconds. */
function newestSource(directory: string): number {
  const times = fs.readdirSync(directory, { withFileTypes: true }).map((entry) => {
    const full = path.join(directory, entry.name);
    if (entry.isDirectory())
      return /^(dist|node_modules|test|docs)$/.test(entry.name) ? 0 : newestSource(full);
    return /\.(ts|mjs|js)$/.test(entry.name) ? fs.statSync(full).mtimeMs : 0;
  });
  return Math.max(0, ...times);
}
