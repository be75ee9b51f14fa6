import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { cliVersion } from "./version";

/** Folder of what all checkouts and programs of one user share. */
export function userCache(env: NodeJS.ProcessEnv = process.env): string {
  return path.join(env.XDG_CACHE_HOME || path.join(os.homedir(), ".cache"), "tandem");
}

/** Folder for command-line programs. */
export function cliCache(env: NodeJS.ProcessEnv = process.env): string {
  return path.join(userCache(env), "pulumi-cli");
}

/** Where the cached CLI stands, whether it is there or not. */
export function cachedCli(cache: string): string {
  return path.join(cache, `v${cliVersion}`, "bin", "pulumi");
}

/** Whether a file is there and may be executed. */
export function isExecutable(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * Makes a CLI in a temporary folder (`make` puts it at `bin/pulumi` there) and moves the whole folder to its place in
 * one step, so that nobody ever sees half of it. When another process was faster, its result stays.
 *
 * @returns the path of the cached CLI
 */
export async function publishCli(cache: string, make: (root: string) => Promise<void>): Promise<string> {
  fs.mkdirSync(cache, { recursive: true });
  const staging = fs.mkdtempSync(path.join(cache, ".making-"));
  const target = cachedCli(cache);
  try {
    await make(staging);
    if (!isExecutable(path.join(staging, "bin", "pulumi"))) throw new Error("it left no bin/pulumi");
    if (!isExecutable(target)) moveTo(staging, path.join(cache, `v${cliVersion}`), target);
    return target;
  } finally {
    fs.rmSync(staging, { recursive: true, force: true });
  }
}

function moveTo(staging: string, folder: string, target: string): void {
  try {
    fs.renameSync(staging, folder);
  } catch (error) {
    if (isExecutable(target)) return;
    // A folder without a CLI can only be the remains of something deleted by hand.
    if (!["ENOTEMPTY", "EEXIST"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
    fs.rmSync(folder, { recursive: true, force: true });
    fs.renameSync(staging, folder);
  }
}
