import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import * as yaml from "yaml";
import { errorsOf, MemoryAccount, Packages, runInProcess } from "../../../in-process";
import type { Told } from "./said";

interface SettingsFile {
  name?: string;
  config?: Record<string, unknown>;
}

/** The end of the runs so far: a process runs one program at a time. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Runs a program in this process, without the engine, in an account of its own.
 *
 * @param directory folder of Pulumi.yaml
 */
export function inProcess(directory: string, command: "preview" | "up"): Promise<Told> {
  const run = last.then(() => runAlone(directory, command === "preview"));
  last = run.catch(() => undefined);
  return run;
}

async function runAlone(directory: string, preview: boolean): Promise<Told> {
  const { name = "" } = readSettings(directory, "Pulumi.yaml");
  const before = process.cwd();
  process.chdir(directory); // Files that a program names start there.
  try {
    const deployment = await runInProcess({
      ...{ project: name, stack: "dev", preview, config: configOf(directory, name) },
      packages: new Packages(directory),
      account: new MemoryAccount(),
      program: () => load(path.join(directory, "index.js")),
    });
    const errors = errorsOf(deployment);
    const text = errors.map(({ urn = "", message }) => `${urn}\n${message}`).join("\n");
    // What is about no resource is the SDK's echo of a refusal.
    const reasons = errors
      .filter(({ urn }) => urn !== undefined)
      .map(({ message }) => message.replace(/^\S+ resource '[^']+':( property [^:]+:)? /, ""));
    return { ok: errors.length === 0, text, reasons };
  } finally {
    process.chdir(before);
  }
}

/** Loads a program anew, with what its stack exports. */
function load(file: string): Record<string, unknown> {
  const require = createRequire(file);
  delete require.cache[file];
  return require(file) as Record<string, unknown>;
}

/** Values of the stack's file and, behind them, of the project's. */
function configOf(directory: string, project: string): Record<string, string> {
  const both = ["Pulumi.yaml", "Pulumi.dev.yaml"].flatMap((file) =>
    Object.entries(readSettings(directory, file).config ?? {}),
  );
  return Object.fromEntries(
    both.map(([key, value]) => [key.includes(":") ? key : `${project}:${key}`, textOf(value)]),
  );
}

function textOf(value: unknown): string {
  const plain =
    typeof value === "object" && value !== null && "value" in value
      ? (value as { value: unknown }).value
      : value;
  return typeof plain === "string" ? plain : JSON.stringify(plain);
}

function readSettings(directory: string, file: string): SettingsFile {
  return (yaml.parse(fs.readFileSync(path.join(directory, file), "utf8")) ?? {}) as SettingsFile;
}
