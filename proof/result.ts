import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";

/** One figure of the evidence: what was counted, the value, and what it should be. */
export interface Figure {
  readonly figure: string;
  readonly value: string;
  /** What was promised; empty where the figure only informs. */
  readonly target: string;
  /** Absent where there is no target. */
  readonly met?: boolean;
}

/** What one command of the proof found out. */
export interface Result {
  /** Name of the file below proof/results, such as `faults`. */
  readonly name: string;
  /** The line that measures it again. */
  readonly command: string;
  /** Seed of what was chosen at random; empty where nothing was. */
  readonly seed: string;
  readonly seconds: number;
  readonly rows: readonly Figure[];
}

/** A result as it is kept: with the commit that was measured and the day. */
export interface Kept extends Result {
  readonly commit: string;
  readonly date: string;
}

const folder = path.join(__dirname, "results");

/** Keeps a result for docs/evidence.md. @returns the file's path */
export function writeResult(result: Result): string {
  const kept: Kept = { ...result, commit: commit(), date: new Date().toISOString() };
  fs.mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${result.name}.json`);
  fs.writeFileSync(file, `${JSON.stringify(kept, undefined, 2)}\n`);
  return file;
}

/** All results that were kept, by name. */
export function readResults(): Kept[] {
  return fs
    .readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .sort()
    .map((file) => JSON.parse(fs.readFileSync(path.join(folder, file), "utf8")) as Kept);
}

/** Short hash of the commit, with a plus where the tree differs from it; empty outside a clone. */
function commit(): string {
  try {
    const git = (...args: string[]) =>
      execFileSync("git", args, { cwd: __dirname, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    return `${git("rev-parse", "--short", "HEAD").trim()}${git("status", "--porcelain") === "" ? "" : "+"}`;
  } catch {
    return "";
  }
}
