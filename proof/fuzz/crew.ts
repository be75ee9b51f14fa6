import { type ChildProcess, fork } from "node:child_process";
import * as path from "node:path";
import { root } from "../run-stacks";
import type { Case, Outcome } from "./case";

/** Cases after which a worker makes room for a fresh one: programs of Pulumi leave things behind in a process. */
const CASES_A_WORKER: Record<Case["kind"], number> = { valid: 50, invalid: 2000 };

interface Answer {
  outcome?: Outcome;
  /** What broke the machinery itself. */
  broken?: string;
}

/**
 * Tries cases side by side, in processes of their own: a process runs one program at a time.
 *
 * @param told is called for each case as soon as it is done
 * @throws Error when a worker breaks down
 */
export async function tryAll(
  cases: Iterable<Case>,
  workers: number,
  told: (outcome: Outcome) => void,
): Promise<void> {
  const left = cases[Symbol.iterator]();
  await Promise.all(Array.from({ length: workers }, () => work(left, told)));
}

async function work(left: Iterator<Case>, told: (outcome: Outcome) => void): Promise<void> {
  let worker: ChildProcess | undefined;
  let done = 0;
  try {
    for (let next = left.next(); next.done !== true; next = left.next()) {
      if (worker === undefined || done % CASES_A_WORKER[next.value.kind] === 0) {
        worker?.kill();
        worker = start();
      }
      done += 1;
      told(await ask(worker, next.value));
    }
  } finally {
    worker?.kill();
  }
}

function start(): ChildProcess {
  const startup = path.join(root, "stacks/startup.cjs");
  return fork(path.join(__dirname, "worker.ts"), {
    cwd: root,
    // What a run makes is garbage when it ends: room for it saves most of the collecting (ADR 28).
    execArgv: ["--max-semi-space-size=64", "--require", startup, "--require", "tsx/cjs"],
    // What a program prints is not the command's own output.
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
}

function ask(worker: ChildProcess, one: Case): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const name = `${one.kind} settings of ${one.system}, seed ${one.seed}`;
    const gone = (code: number | null) =>
      reject(new Error(`the process that tried ${name} ended with ${code}`));
    worker.once("exit", gone);
    worker.once("message", ({ outcome, broken }: Answer) => {
      worker.off("exit", gone);
      if (outcome !== undefined) resolve(outcome);
      else reject(new Error(`${name}: ${broken}`));
    });
    worker.send(one);
  });
}
