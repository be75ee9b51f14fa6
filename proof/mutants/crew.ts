import { fork } from "node:child_process";
import type { Progress } from "../../offline/progress";
import { deployedGraph, graphsBeside } from "./graphs";
import { survivorsOf } from "./report";
import { plantIn, type SystemResult, type Verdict } from "./run";
import { systems } from "./systems";

/** What a process is to do. */
interface Task {
  readonly system: string;
  readonly count: number;
  readonly seed: number;
}

/** What it tells while it does. */
type Told = { readonly verdict: Verdict; readonly done: number } | { readonly result: SystemResult };

/**
 * Plants mistakes in systems side by side, each in a process of its own.
 *
 * @throws Error when a process ends without a result; what it said stands on standard error
 */
export function plantInAll(tasks: readonly Task[], progress: Progress): Promise<SystemResult[]> {
  return Promise.all(tasks.map((task) => inProcessOfItsOwn(task, progress)));
}

function inProcessOfItsOwn(task: Task, progress: Progress): Promise<SystemResult> {
  return new Promise((resolve, reject) => {
    const child = fork(__filename, [JSON.stringify(task)]);
    let result: SystemResult | undefined;
    child.on("message", (message) => {
      const told = message as Told;
      if ("result" in told) {
        result = told.result;
        return;
      }
      for (const { mutant } of survivorsOf([told.verdict]))
        progress.line(`survived: ${mutant.operator} ${mutant.urn} ${mutant.path}: ${mutant.change}`);
      progress.state(`${task.system}: ${told.done} of ${task.count} mistakes planted`);
    });
    child.on("exit", (code) => {
      if (result !== undefined) resolve(result);
      else reject(new Error(`the mistakes in ${task.system} ended with ${code} and without a result`));
    });
  });
}

async function work({ system, count, seed }: Task): Promise<void> {
  const one = systems.find(({ name }) => name === system);
  if (one === undefined) throw new Error(`there is no system ${system}`);
  const tell = (told: Told) => process.send?.(told);
  const graphs = { graph: await deployedGraph(one), beside: await graphsBeside(one) };
  tell({ result: await plantIn(one, graphs, count, seed, (done, verdict) => tell({ verdict, done })) });
}

const [task] = process.argv.slice(2);
if (require.main === module && task !== undefined) {
  work(JSON.parse(task) as Task).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  });
}
