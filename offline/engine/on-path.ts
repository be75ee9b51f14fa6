import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { isExecutable } from "./cache";
import { isAtLeast, minimumVersion, parseVersion } from "./version";

/** What the PATH has: a CLI that is new enough, or why there is none. */
export type PathResult = { file: string; version: string } | { reason: string };

interface Memory {
  file: string;
  mtimeMs: number;
  size: number;
  result: PathResult;
}

/**
 * Looks for `pulumi` on the PATH. Its version is asked once and remembered in `memoryFile`, for asking takes a quarter
 * of a second.
 *
 * @param without a folder that does not count: the home's own, which {@link homeEnvironment} puts first
 */
export function cliOnPath(env: NodeJS.ProcessEnv, memoryFile: string, without?: string): PathResult {
  const file = findOnPath("pulumi", env, without);
  if (file === undefined) return { reason: "there is none" };
  const { mtimeMs, size } = fs.statSync(file);
  const memory = readMemory(memoryFile);
  if (memory?.file === file && memory.mtimeMs === mtimeMs && memory.size === size) return memory.result;
  const result = ask(file, env);
  remember(memoryFile, { file, mtimeMs, size, result });
  return result;
}

/** First executable of that name on the PATH. */
export function findOnPath(name: string, env: NodeJS.ProcessEnv, without?: string): string | undefined {
  return (env.PATH ?? "")
    .split(path.delimiter)
    .filter((folder) => folder !== "" && path.resolve(folder) !== without)
    .map((folder) => path.resolve(folder, name))
    .find(isExecutable);
}

function ask(file: string, env: NodeJS.ProcessEnv): PathResult {
  const { status, stdout, error } = spawnSync(file, ["version"], {
    env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" },
    encoding: "utf8",
    timeout: 20_000,
  });
  const version = (stdout ?? "").trim().replace(/^v/, "");
  if (error !== undefined || status !== 0 || parseVersion(version) === undefined) {
    return {
      reason: `${file} does not run: "pulumi version" gave ${error?.message ?? `exit code ${status}`}`,
    };
  }
  if (!isAtLeast(version, minimumVersion)) {
    return { reason: `${file} is ${version}, and ${minimumVersion} or newer is needed` };
  }
  return { file, version };
}

function readMemory(file: string): Memory | undefined {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8")) as Memory;
  } catch {
    return undefined;
  }
}

/** A cache folder that can't be written costs the time to ask again, no more. */
function remember(file: string, memory: Memory): void {
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(`${file}.${process.pid}`, JSON.stringify(memory));
    fs.renameSync(`${file}.${process.pid}`, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
  }
}
