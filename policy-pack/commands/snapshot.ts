import * as fs from "node:fs";
import * as path from "node:path";
import * as tty from "node:tty";
import { parseArgs } from "node:util";
import { SnapshotError, snapshotOf } from "../snapshot/write";

const STANDARD_INPUT = 0;
const WAIT_MILLISECONDS = 20;

/**
 * Runs the command `snapshot`.
 * @returns what to tell the user on standard error, since standard output may be the snapshot
 * @throws SnapshotError for a mistake of the user
 */
export function snapshot(args: readonly string[], version: string): string {
  const { from, out } = optionsOf(args);
  const made = snapshotOf(parsed(contentOf(from), from), version);
  const content = `${JSON.stringify(made, undefined, 2)}\n`;
  if (out === undefined) {
    process.stdout.write(content);
    return "";
  }
  // A reader never sees half a file.
  const draft = `${out}.${process.pid}.tmp`;
  try {
    fs.mkdirSync(path.dirname(path.resolve(out)), { recursive: true });
    fs.writeFileSync(draft, content);
    fs.renameSync(draft, out);
  } catch (error) {
    throw new SnapshotError(`${out} can't be written (${codeOf(error)}).`);
  }
  return `${out}: ${made.resources.length} resources of ${made.stack}, as of ${made.time}\n`;
}

function optionsOf(args: readonly string[]): { from?: string | undefined; out?: string | undefined } {
  try {
    const options = { from: { type: "string" }, out: { type: "string" } } as const;
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new SnapshotError(error instanceof Error ? error.message : String(error));
  }
}

function contentOf(from: string | undefined): string {
  if (from === undefined && tty.isatty(STANDARD_INPUT)) {
    throw new SnapshotError("Nothing to read: give --from, or pipe the output of pulumi stack export.");
  }
  try {
    return from === undefined ? standardInput() : fs.readFileSync(from, "utf8");
  } catch (error) {
    throw new SnapshotError(`${from ?? "Standard input"} can't be read (${codeOf(error)}).`);
  }
}

/** All of standard input. A pipe may say "not yet" instead of waiting for what is still being made. */
function standardInput(): string {
  const chunks: Buffer[] = [];
  const chunk = Buffer.alloc(65_536);
  for (;;) {
    try {
      const length = fs.readSync(STANDARD_INPUT, chunk);
      if (length === 0) return Buffer.concat(chunks).toString("utf8");
      chunks.push(Buffer.from(chunk.subarray(0, length)));
    } catch (error) {
      if (codeOf(error) !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAIT_MILLISECONDS);
    }
  }
}

function parsed(content: string, from: string | undefined): unknown {
  try {
    return JSON.parse(content);
  } catch {
    // The parser's message would quote the export, which may hold secrets in clear.
    throw new SnapshotError(`${from ?? "Standard input"} is no JSON; it may be cut off.`);
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
}
