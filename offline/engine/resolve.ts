import * as fs from "node:fs";
import * as path from "node:path";
import { packageDirectory } from "../home/dist";
import { ensureFolder } from "../home/folders";
import { duration, type Progress } from "../progress";
import { cachedCli, cliCache, isExecutable, publishCli } from "./cache";
import { downloadCli } from "./download";
import { withLock } from "./lock";
import { cliOnPath } from "./on-path";
import { buildCli } from "./source-build";
import { cliVersion, minimumVersion } from "./version";

/** A Pulumi CLI that is ready to run. */
export interface Cli {
  readonly file: string;
  /** Such as `3.230.0`. */
  readonly version: string;
  /** Whether it comes with a language host for Node of its own. */
  readonly hasHost: boolean;
}

/** Settings of {@link findCli} and {@link resolveCli}. */
export interface CliOptions {
  /** @default process.env */
  env?: NodeJS.ProcessEnv;
  /** @default the user's cache folder */
  cache?: string;
  /** A folder of the PATH that does not count, because it holds a home's own link. */
  without?: string;
  /** Folder with the go.mod of the CLI. @default the one of this package */
  module?: string;
  /** The official installer. */
  download?(root: string): Promise<void>;
}

/** No way led to a CLI. The message is for people. */
export class NoCliError extends Error {}

/** The CLI that is there already: on the PATH, or in the cache. Takes milliseconds. */
export function findCli({ env = process.env, cache = cliCache(env), without }: CliOptions): Cli | undefined {
  const found = cliOnPath(env, path.join(cache, "on-path.json"), without);
  if ("file" in found) return { ...found, hasHost: hasHost(found.file) };
  const file = cachedCli(cache);
  return isExecutable(file) ? { file, version: cliVersion, hasHost: hasHost(file) } : undefined;
}

/**
 * The CLI, obtained if need be: from the PATH, by Pulumi's own installer, or built from source; the first way that
 * works. Safe when several processes do it at once.
 *
 * @throws NoCliError that names the three ways, why each failed, and what to do
 */
export async function resolveCli(progress: Progress, options: CliOptions = {}): Promise<Cli> {
  const { env = process.env, cache = cliCache(env), download = downloadCli } = options;
  const module = options.module ?? path.join(packageDirectory(), "engine", "cli");
  const ready = findCli(options);
  if (ready !== undefined) return ready;
  ensureFolder(cache, "The Pulumi CLI", "XDG_CACHE_HOME");
  const wait = (pid: number) =>
    progress.line(`Process ${pid} is making the Pulumi CLI already; waiting for it ...`);
  const started = Date.now();
  const cli = await withLock(path.join(cache, `v${cliVersion}.lock`), make, wait);
  progress.line(`The Pulumi CLI is ready (${duration(Date.now() - started)}); it is kept in ${cache}.`);
  return cli;

  async function make(): Promise<Cli> {
    const meanwhile = findCli(options);
    if (meanwhile !== undefined) return meanwhile;
    const ways = [
      { title: `Getting Pulumi's own download of its CLI ${cliVersion} ...`, make: download },
      {
        title: `Building the Pulumi CLI ${cliVersion} from source, once for this user: usually 3 to 8 minutes.`,
        make: (root: string) =>
          buildCli(root, { env, module, report: (text) => progress.state(`  ${text}`) }),
      },
    ];
    const failures: string[] = [];
    for (const way of ways) {
      try {
        progress.line(way.title);
        const file = await publishCli(cache, way.make);
        return { file, version: cliVersion, hasHost: hasHost(file) };
      } catch (error) {
        failures.push(error instanceof Error ? error.message : String(error));
        progress.line(`  not possible here: ${failures.at(-1)}`);
      }
    }
    const onPath = cliOnPath(env, path.join(cache, "on-path.json"), options.without);
    throw new NoCliError(explain("reason" in onPath ? onPath.reason : "", failures));
  }
}

/** Whether a CLI has its own language host beside it, which is where it looks first, through links too. */
function hasHost(file: string): boolean {
  return [file, fs.realpathSync(file)].some((at) =>
    isExecutable(path.join(path.dirname(at), "pulumi-language-nodejs")),
  );
}

function explain(onPath: string, [download = "", build = ""]: readonly string[]): string {
  return [
    "No Pulumi CLI could be found or made. Three ways were tried:",
    `  1. pulumi on the PATH: ${onPath}`,
    `  2. Pulumi's own download: ${download}`,
    `  3. built from source with Go: ${build}`,
    "One of them is enough. Then run the same command again:",
    `  1. install Pulumi ${minimumVersion} or newer (https://www.pulumi.com/docs/install/), or`,
    "  2. let this machine reach https://get.pulumi.com, or",
    "  3. install Go 1.25.8 or newer (https://go.dev/dl/), with a module proxy that it can reach.",
  ].join("\n");
}
