import { fork, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { root } from "../../packages";
import { randomOf, shuffled, spread } from "../choose";
import type { Catch } from "../judge";
import type { SystemResult, Verdict } from "../run";
import { systems } from "../systems";
import { directImports, importsOf, programFiles, testsOf } from "./files";
import { mistakesIn, type SourceMistake } from "./places";
import { explanationOf } from "./survivors";
import type { Task, Told } from "./trial";
import { Types } from "./types";

/** Minutes after which a program with a mistake is taken for one that hangs; on its own it takes a quarter of one. */
const PATIENCE = 10;

/** What uses which file of the program. */
interface Reach {
  /** Files that import it themselves. */
  readonly users: ReadonlyMap<string, readonly string[]>;
  readonly systems: ReadonlyMap<string, readonly string[]>;
}

/**
 * Makes mistakes in the program's code, one at a time, each in a process of its own.
 *
 * @param tell called after each
 */
export async function plantInSource(
  count: number,
  seed: number,
  jobs: number,
  tell: (done: number, verdict: Verdict) => void,
): Promise<SystemResult[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "tandem-mutants-"));
  try {
    const names = systems.map(({ name }) => name);
    const { alarms } = await inProcessOfItsOwn({ kind: "sound", systems: names, folder });
    const files = programFiles();
    const reach = reachOf(files);
    const types = new Types(files);
    const left = chosenMistakes(files, count, seed)[Symbol.iterator]();
    const verdicts: Verdict[] = [];
    const work = async (): Promise<void> => {
      for (let next = left.next(); next.done !== true; next = left.next()) {
        const verdict = await judged(next.value, types, reach, folder);
        verdicts.push(verdict);
        tell(verdicts.length, verdict);
      }
    };
    await Promise.all(Array.from({ length: jobs }, work));
    return names.map((name) => ({
      sound: { system: { name }, alarms: alarms[name] ?? [] },
      verdicts: verdicts.filter(({ system }) => system === name),
    }));
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** Of each operator and file one before any comes a second time. */
function chosenMistakes(files: readonly string[], count: number, seed: number): SourceMistake[] {
  const random = randomOf(seed);
  const all = files.flatMap((file) => mistakesIn(file, fs.readFileSync(path.join(root, file), "utf8")));
  return spread(shuffled(all, random), ({ operator, file }) => `${operator} ${file}`).slice(0, count);
}

function reachOf(files: readonly string[]): Reach {
  const reached = new Map(files.map((file) => [file, importsOf(file)]));
  const direct = files.map((file) => [file, new Set(directImports(file))] as const);
  const users = new Map(
    files.map((file) => [file, direct.flatMap(([user, imported]) => (imported.has(file) ? [user] : []))]),
  );
  const used = systems.map(({ name }) => [name, reached.get(`stacks/${name}/index.ts`)] as const);
  const reaching = (file: string) => used.flatMap(([name, all]) => (all?.has(file) ? [name] : []));
  return { users, systems: new Map(files.map((file) => [file, reaching(file)])) };
}

async function judged(mistake: SourceMistake, types: Types, reach: Reach, folder: string): Promise<Verdict> {
  const { operator, file, line, change } = mistake;
  const all = systems.map(({ name }) => name);
  const reached = reach.systems.get(file) ?? [];
  const asked = reached.length === 0 ? all : reached;
  const complaint = types.complaint(mistake, reach.users.get(file) ?? []);
  const caught: Catch | undefined =
    complaint === undefined
      ? ((await caughtByPrograms(mistake, { kind: "planted", systems: asked, folder })) ??
        caughtByTests(mistake))
      : { judge: "types", by: "tsc", message: complaint };
  const equivalent = caught === undefined ? explanationOf(mistake) : undefined;
  return {
    system: asked[0] as string,
    mutant: { operator, stack: "", urn: `${file}:${line}`, type: "", path: "", change },
    ...(caught ? { caught } : {}),
    ...(equivalent === undefined ? {} : { equivalent }),
  };
}

async function caughtByPrograms(mistake: SourceMistake, task: Task): Promise<Catch | undefined> {
  try {
    return (await inProcessOfItsOwn(task, mistake)).caught;
  } catch (error) {
    return { judge: "program", by: "process", message: (error as Error).message };
  }
}

/** Where a process learns of the mistake that it is to read. */
const planted = (mistake: SourceMistake) => ({ ...process.env, TANDEM_PLANTED: JSON.stringify(mistake) });
const plant = ["--require", path.join(__dirname, "plant.cjs")];
const typescript = ["--require", "tsx/cjs"];

function inProcessOfItsOwn(task: Task, mistake?: SourceMistake): Promise<Told> {
  return new Promise((resolve, reject) => {
    const startup = ["--require", path.join(root, "stacks/startup.cjs")];
    const child = fork(path.join(__dirname, "trial.ts"), {
      cwd: root,
      execArgv: [...(mistake ? plant : []), ...startup, ...typescript],
      stdio: ["ignore", "ignore", mistake ? "ignore" : "inherit", "ipc"],
      ...(mistake ? { env: planted(mistake), timeout: PATIENCE * 60_000 } : {}),
    });
    child.once("message", (told) => resolve(told as Told));
    child.once("exit", (code, signal) =>
      reject(new Error(`the process that ran ${task.systems.join(", ")} ended with ${signal ?? code}`)),
    );
    child.send(task);
  });
}

function caughtByTests(mistake: SourceMistake): Catch | undefined {
  const mocha = path.join(root, "node_modules/mocha/bin/mocha.js");
  const failed = testsOf(mistake.file).find((file) => {
    const args = [...plant, ...typescript, mocha, "--bail", "--timeout", "20000", file];
    return spawnSync(process.execPath, args, { cwd: root, env: planted(mistake) }).status !== 0;
  });
  return failed === undefined ? undefined : { judge: "unit tests", by: failed, message: `${failed} fails` };
}
