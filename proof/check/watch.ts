import * as fs from "node:fs";
import * as path from "node:path";
import { root } from "../packages";

/** What a run reads of the repository; a change of it makes the next one. */
const FOLDERS = ["components", "stacks", "policy-pack", "offline", "workloads"];
const FILES = /^(Pulumi\..*yaml|policies.*\.json)$/;
const LEFT_OUT = /(^|\/)(dist|node_modules|test)\//;
/** Editors write a file in several steps, in milliseconds. */
const QUIET = 80;

/** Runs again after each change, until the process is ended. What goes wrong is told, and the watch goes on. */
export function watch(run: () => Promise<unknown>): Promise<never> {
  let waiting: NodeJS.Timeout | undefined;
  let running = again(run);
  const changed = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      running = running.then(() => again(run));
    }, QUIET);
  };
  for (const folder of FOLDERS)
    fs.watch(path.join(root, folder), { recursive: true }, (_event, file) => {
      if (file !== null && !LEFT_OUT.test(file)) changed();
    });
  fs.watch(root, (_event, file) => {
    if (file !== null && FILES.test(file)) changed();
  });
  return new Promise(() => undefined);
}

async function again(run: () => Promise<unknown>): Promise<void> {
  if (process.stdout.isTTY) process.stdout.write("\u001b[2J\u001b[H");
  try {
    await run();
  } catch (error) {
    process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
  }
  process.stdout.write(`${new Date().toLocaleTimeString()}; waiting for a change, Ctrl+C ends\n`);
}
