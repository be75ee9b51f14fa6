import { execFileSync, spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import * as readline from "node:readline";
import { duration, type Progress } from "../progress";
import { BUILT_VERSION } from "./version";

const PACKAGE = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const VERSION_VARIABLE = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

/** The `go` executable on PATH. */
export function findGo(env: NodeJS.ProcessEnv = process.env): string | undefined {
  return (env.PATH ?? "")
    .split(path.delimiter)
    .map((directory) => path.join(directory, "go"))
    .find((candidate) => fs.existsSync(candidate));
}

/**
 * Builds the CLI from its Go module: go.mod and go.sum beside this file pin every module of it.
 * Takes four to eight minutes on two cores, most of it downloads and compilation that Go caches.
 *
 * @returns whether it worked; what failed has been told
 */
export async function buildCli(
  target: string,
  progress: Progress,
  env: NodeJS.ProcessEnv = process.env,
): Promise<boolean> {
  const go = findGo(env);
  if (go === undefined) return false;
  const moduleDirectory = sourceDirectory();
  // Built beside its place and renamed at the end: whoever looks meanwhile sees no half file, and two builders at once
  // both succeed.
  const unfinished = `${target}.${process.pid}`;
  fs.mkdirSync(path.dirname(target), { recursive: true });
  progress.line(
    `Building the Pulumi CLI ${BUILT_VERSION} with Go, once for this user (usually 4 to 8 minutes) ...`,
  );
  try {
    await step(go, ["mod", "download", "-x"], "modules downloaded", undefined, {
      moduleDirectory,
      env,
      progress,
    });
    const packages = countPackages(go, moduleDirectory, env);
    const flags = `-s -w -X ${VERSION_VARIABLE}=v${BUILT_VERSION}`;
    const args = [
      "build",
      "-v",
      "-trimpath",
      "-buildvcs=false",
      "-ldflags",
      flags,
      "-o",
      unfinished,
      PACKAGE,
    ];
    await step(go, args, "packages compiled", packages, { moduleDirectory, env, progress });
    fs.renameSync(unfinished, target);
    return true;
  } catch (error) {
    progress.line(`Building the Pulumi CLI failed: ${(error as Error).message}`);
    fs.rmSync(unfinished, { force: true });
    return false;
  }
}

/** Folder of go.mod: in the sources, and beside the bundle that is made of them. */
function sourceDirectory(): string {
  const found = [path.join(__dirname, "cli"), path.join(__dirname, "..", "engine", "cli")].find((directory) =>
    fs.existsSync(path.join(directory, "go.mod")),
  );
  if (found === undefined) throw new Error("the go.mod of the Pulumi CLI is missing from this installation");
  return found;
}

function countPackages(go: string, cwd: string, env: NodeJS.ProcessEnv): number {
  const list = execFileSync(go, ["list", "-deps", PACKAGE], {
    cwd,
    env,
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  return list.trim().split("\n").length;
}

interface Context {
  moduleDirectory: string;
  env: NodeJS.ProcessEnv;
  progress: Progress;
}

/** Runs one go command and counts the lines by which it tells its progress. */
function step(
  go: string,
  args: string[],
  unit: string,
  total: number | undefined,
  context: Context,
): Promise<void> {
  const { moduleDirectory, env, progress } = context;
  const started = Date.now();
  const child = spawn(go, args, { cwd: moduleDirectory, env, stdio: ["ignore", "ignore", "pipe"] });
  const last: string[] = [];
  let count = 0;
  readline.createInterface({ input: child.stderr }).on("line", (line) => {
    if (/^(# get .+\.zip: 200|[\w.-]+(\/[\w.@~+-]+)*$)/.test(line)) count++;
    else last.push(line);
    const of = total === undefined ? `${count}` : `${Math.min(count, total)} of at most ${total}`;
    progress.state(`  ${of} ${unit}, ${duration(Date.now() - started)}`);
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) =>
      code === 0 ? resolve() : reject(new Error(last.slice(-5).join("\n") || `go ended with code ${code}`)),
    );
  });
}
