import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { duration, type Progress } from "../progress";
import { buildCli, findGo } from "./build";
import { BUILT_VERSION, OLDEST, recent, versionOf } from "./version";

/** A Pulumi CLI that works here. */
export interface Cli {
  /** Path of the executable. */
  executable: string;
  /** `path`: the user's own, with its own language host. `cache`: downloaded or built once for this user. */
  source: "path" | "cache";
}

/** Folder that keeps the downloaded or built CLI for this user. */
export function cacheDirectory(env: NodeJS.ProcessEnv = process.env): string {
  const base = env.XDG_CACHE_HOME || path.join(os.homedir(), ".cache");
  return path.join(base, "tandem", "pulumi-cli", `v${BUILT_VERSION}`);
}

/**
 * Finds the CLI: on PATH, in the cache, by the official download, or built from its Go module, in this order.
 *
 * @throws Error that names the three ways when none is open
 */
export async function resolveCli(progress: Progress, env: NodeJS.ProcessEnv = process.env): Promise<Cli> {
  const own = onPath(env);
  if (own !== undefined) return { executable: own, source: "path" };
  const cached = path.join(cacheDirectory(env), "pulumi");
  if (fs.existsSync(cached)) return { executable: cached, source: "cache" };
  const started = Date.now();
  // Loaded here alone: it brings the Automation API, a second of start-up.
  const { downloadCli } = await import("./download.js");
  const made = (await downloadCli(cached, progress)) || (await buildCli(cached, progress, env));
  if (!made) throw new Error(noWay(env));
  progress.line(`The Pulumi CLI is ready (${duration(Date.now() - started)}).`);
  return { executable: cached, source: "cache" };
}

/** `pulumi` on PATH when it is recent enough. */
function onPath(env: NodeJS.ProcessEnv): string | undefined {
  for (const directory of (env.PATH ?? "").split(path.delimiter)) {
    const candidate = path.join(directory, "pulumi");
    if (directory === "" || !fs.existsSync(candidate)) continue;
    const version = versionOf(candidate);
    return version !== undefined && recent(version) ? candidate : undefined;
  }
  return undefined;
}

function noWay(env: NodeJS.ProcessEnv): string {
  const go = findGo(env) === undefined ? "Go is not on PATH" : "the build failed, see above";
  return [
    "There is no Pulumi CLI, and no way to get one. One of these is needed:",
    `  1. pulumi ${OLDEST.join(".")} or newer on PATH (https://www.pulumi.com/docs/iac/download-install/)`,
    "  2. access to Pulumi's download site: the download failed",
    `  3. Go 1.25 or newer and a Go module proxy, to build it from source: ${go}`,
  ].join("\n");
}
