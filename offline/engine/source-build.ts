import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { createInterface } from "node:readline";
import { type BuildProgress, describeProgress, readGoLine } from "./build-progress";
import { findOnPath } from "./on-path";
import { cliVersion } from "./version";

const cli = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const versionVariable = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

/** Settings of {@link buildCli}. */
export interface BuildOptions {
  env: NodeJS.ProcessEnv;
  /** Folder with the go.mod and go.sum that pin the CLI. */
  module: string;
  /** Told about each step; at most a few times a second. */
  report(detail: string): void;
}

/**
 * Builds the CLI from its published Go modules into `root/bin/pulumi`. Three to eight minutes on a small machine, most
 * of it compiling.
 *
 * @throws Error when Go is missing or says that it can't build, with the last lines it said
 */
export async function buildCli(root: string, { env, module, report }: BuildOptions): Promise<void> {
  const go = findOnPath("go", env);
  if (go === undefined) throw new Error("Go is not on the PATH");
  const started = Date.now();
  let progress: BuildProgress = { downloaded: 0, compiled: 0 };
  const read = (line: string) => {
    progress = readGoLine(progress, line);
    report(describeProgress(progress, Date.now() - started));
  };
  // CGO off as in Pulumi's releases: no C compiler needed. No workspace of the user's mixes in.
  const options = { cwd: module, env: { ...env, CGO_ENABLED: "0", GOWORK: "off" } };
  report("asking Go for the packages");
  const packages = await run(go, ["list", "-mod=readonly", "-deps", cli], options, read);
  progress = { ...progress, total: packages.length };
  const flags = [
    "-mod=readonly",
    "-trimpath",
    "-ldflags",
    `-s -w -X ${versionVariable}=v${cliVersion}`,
    "-v",
  ];
  fs.mkdirSync(path.join(root, "bin"), { recursive: true });
  await run(go, ["build", ...flags, "-o", path.join(root, "bin", "pulumi"), cli], options, read);
}

/** Runs Go; its messages go to `read` line by line. Returns the lines of its standard output. */
async function run(
  go: string,
  args: readonly string[],
  options: { cwd: string; env: NodeJS.ProcessEnv },
  read: (line: string) => void,
): Promise<string[]> {
  const child = spawn(go, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  const output: string[] = [];
  const said: string[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => output.push(line));
  createInterface({ input: child.stderr }).on("line", (line) => {
    said.push(line);
    read(line);
  });
  const stop = () => child.kill();
  process.once("exit", stop);
  try {
    const code = await new Promise<number>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (status) => resolve(status ?? 1));
    });
    if (code !== 0) throw new Error(`go ${args[0]} failed: ${lastWords(said) || `exit code ${code}`}`);
    return output;
  } finally {
    process.off("exit", stop);
  }
}

/** What Go said at the end, without its progress. */
function lastWords(said: readonly string[]): string {
  return said
    .filter((line) => !line.startsWith("go: downloading") && /\s/.test(line))
    .slice(-5)
    .join("; ");
}
