import * as fs from "node:fs";
import * as path from "node:path";

/** What was put right in the state backend. */
export interface Mended {
  readonly stack: string;
  /** What was wrong: a state that is gone or not whole, or the attributes beside a file. */
  readonly was: "gone" | "damaged" | "without attributes";
  /** When the state that stands there now was written. */
  readonly asOf: Date;
}

/** A file of a stack that is not as it should be. */
interface Broken extends Pick<Mended, "stack" | "was"> {
  readonly file: string;
}

/**
 * Mends what a killed engine, a lost machine or a full disk left in the state backend:
 * - a state file that is not whole, or gone while its history says that the stack was updated: the newest state that
 *   the engine kept beside it (`.bak`, before each write) or in its history (after each update) is put back. What is
 *   newer stands in the account, and the next `up` takes it over. A damaged file is kept as `<file>.damaged`;
 * - the attributes beside a file (`.attrs`), which the backend writes in place and does without when they are not there.
 *
 * `stack rm` takes the history away, too, so a stack that was removed on purpose does not come back.
 *
 * @param state folder of the state backend
 * @param isWhole how files are judged; by their end alone, since reading all of each at every command costs time
 */
export function mendCheckpoints(state: string, isWhole: (file: string) => boolean = endsWhole): Mended[] {
  const stacks = path.join(state, ".pulumi", "stacks");
  const projects = new Set([...folders(stacks), ...folders(path.join(state, ".pulumi", "history"))]);
  return [...projects].flatMap((project) => {
    const files = entries(path.join(stacks, project));
    const broken = files.flatMap((name): Broken[] => {
      const [, stack, kind] = /^(.+?)\.json((?:\.bak)?\.attrs)?$/.exec(name) ?? [];
      const file = path.join(stacks, project, name);
      if (stack === undefined || isWhole(file)) return [];
      return [{ stack, file, was: kind === undefined ? "damaged" : "without attributes" }];
    });
    const gone = folders(path.join(state, ".pulumi", "history", project))
      .filter((stack) => history(state, project, stack).length > 0)
      // A compressed state is the user's choice, and not looked into.
      .filter((stack) => !["", ".gz", ".zst"].some((ending) => files.includes(`${stack}.json${ending}`)))
      .map((stack): Broken => ({ stack, file: path.join(stacks, project, `${stack}.json`), was: "gone" }));
    return [...broken, ...gone].flatMap(({ stack, file, was }) => {
      if (atWork(state, project, stack)) return [];
      const asOf =
        was === "without attributes" ? drop(file) : restore(file, keptStates(state, project, stack));
      return asOf === undefined ? [] : [{ stack, was, asOf }];
    });
  });
}

/** Whether a file ends as a JSON object does. */
function endsWhole(file: string): boolean {
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

/** Whether all of a file is JSON: for after a command that failed. */
export function readsWhole(file: string): boolean {
  try {
    JSON.parse(fs.readFileSync(file, "utf8"));
    return true;
  } catch {
    return false;
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

/** The states after each update of a stack. */
function history(state: string, project: string, stack: string): string[] {
  const folder = path.join(state, ".pulumi", "history", project, stack);
  return entries(folder)
    .filter((name) => name.endsWith(".checkpoint.json"))
    .map((name) => path.join(folder, name));
}

/** The whole states that the engine has kept of a stack, the newest first. */
function keptStates(state: string, project: string, stack: string): string[] {
  const written = (file: string) => fs.statSync(file).mtimeMs;
  return [
    path.join(state, ".pulumi", "stacks", project, `${stack}.json.bak`),
    ...history(state, project, stack),
  ]
    .filter((file) => fs.existsSync(file) && readsWhole(file))
    .sort((left, right) => written(right) - written(left));
}

function restore(file: string, [newest]: readonly string[]): Date | undefined {
  if (newest === undefined) return undefined;
  if (fs.existsSync(file)) fs.copyFileSync(file, `${file}.damaged`);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.copyFileSync(newest, `${file}.mended`);
  fs.renameSync(`${file}.mended`, file);
  return fs.statSync(newest).mtime;
}

function drop(file: string): Date {
  fs.rmSync(file);
  return new Date();
}

function folders(directory: string): string[] {
  if (!fs.existsSync(directory)) return [];
  return fs
    .readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

function entries(directory: string): string[] {
  return fs.existsSync(directory) ? fs.readdirSync(directory) : [];
}
