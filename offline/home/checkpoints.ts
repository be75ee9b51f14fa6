import * as fs from "node:fs";
import * as path from "node:path";

/**
 * Mends what a killed engine left half written in the state backend:
 * - a state file: the engine keeps the state before each write beside it (`.bak`); what is newer stands in the
 *   account, and the next `up` takes it over;
 * - the attributes beside a file (`.attrs`), which the backend writes in place and does without when they are not there.
 *
 * @param state folder of the state backend
 * @returns names of the stacks that were mended
 */
export function mendCheckpoints(state: string): string[] {
  const stacks = path.join(state, ".pulumi", "stacks");
  const mended = folders(stacks).flatMap((project) =>
    fs.readdirSync(path.join(stacks, project)).flatMap((name) => {
      const [, stack, kind] = /^(.+?)\.json((?:\.bak)?\.attrs)?$/.exec(name) ?? [];
      if (stack === undefined) return [];
      const file = path.join(stacks, project, name);
      if (whole(file) || atWork(state, project, stack)) return [];
      return (kind === undefined ? restore(file) : drop(file)) ? [stack] : [];
    }),
  );
  return [...new Set(mended)];
}

/** Whether a file ends as a JSON object does; reading all of a large state at every command would cost time. */
function whole(file: string): boolean {
  const handle = fs.openSync(file, "r");
  try {
    const { size } = fs.fstatSync(handle);
    const end = Buffer.alloc(Math.min(size, 16));
    fs.readSync(handle, end, 0, end.length, size - end.length);
    return end.toString("utf8").trimEnd().endsWith("}");
  } finally {
    fs.closeSync(handle);
  }
}

/** Whether an engine that still runs holds the stack: it may be in the middle of a write. */
function atWork(state: string, project: string, stack: string): boolean {
  const locks = path.join(state, ".pulumi", "locks", "organization", project, stack);
  if (!fs.existsSync(locks)) return false;
  return fs.readdirSync(locks).some((file) => {
    if (!file.endsWith(".json")) return false;
    try {
      const { pid } = JSON.parse(fs.readFileSync(path.join(locks, file), "utf8")) as { pid: number };
      process.kill(pid, 0);
      return true;
    } catch {
      return false;
    }
  });
}

function restore(file: string): boolean {
  const backup = `${file}.bak`;
  if (!fs.existsSync(backup) || !whole(backup)) return false;
  fs.copyFileSync(backup, `${file}.mended`);
  fs.renameSync(`${file}.mended`, file);
  return true;
}

function drop(file: string): boolean {
  fs.rmSync(file);
  return true;
}

function folders(directory: string): string[] {
  if (!fs.existsSync(directory)) return [];
  return fs
    .readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}
