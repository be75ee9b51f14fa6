import * as fs from "node:fs";
import * as path from "node:path";

/**
 * Puts back the last whole state of each stack whose state file a killed engine left half written. The engine keeps
 * the state before each write beside it (`.bak`); what is newer than that stands in the account, and the next `up`
 * takes it over.
 *
 * @param state folder of the state backend
 * @returns names of the stacks that were mended
 */
export function mendCheckpoints(state: string): string[] {
  const stacks = path.join(state, ".pulumi", "stacks");
  return folders(stacks).flatMap((project) =>
    fs
      .readdirSync(path.join(stacks, project))
      .filter((file) => file.endsWith(".json"))
      .map((file) => ({ stack: path.basename(file, ".json"), file: path.join(stacks, project, file) }))
      .filter(({ stack, file }) => !whole(file) && !atWork(state, project, stack) && restore(file))
      .map(({ stack }) => stack),
  );
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

function folders(directory: string): string[] {
  if (!fs.existsSync(directory)) return [];
  return fs
    .readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}
