import * as fs from "node:fs";
import * as path from "node:path";
import { root } from "../run-stacks";
import type { CheckOptions } from "./check";
import { coloursOf, renderStack } from "./render";

/** What a run reads of the repository; a change of it makes the next one. */
const FOLDERS = ["components", "stacks", "policy-pack", "workloads"];
const FILES = /^(Pulumi\..*yaml|policies.*\.json)$/;
/** Editors write a file in several steps. */
const QUIET = 80;

/**
 * Checks again after each change, until the process is ended. The SDK and the stand-ins stay loaded; what belongs to
 * the program and to the policy pack is loaded anew.
 */
export function watch(options: CheckOptions): Promise<never> {
  let waiting: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  const changed = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      running = running.then(() => again(options));
    }, QUIET);
  };
  for (const folder of FOLDERS)
    fs.watch(path.join(root, folder), { recursive: true }, (_event, file) => {
      if (file !== null && !/(^|\/)(dist|node_modules|test)\//.test(file)) changed();
    });
  fs.watch(root, (_event, file) => {
    if (file !== null && FILES.test(file)) changed();
  });
  running = again(options);
  return new Promise(() => undefined);
}

/** One run with the files as they are now (for the benchmark, too); what is wrong with them is told, and the watch goes on. */
export async function again(options: CheckOptions): Promise<void> {
  const started = Date.now();
  const colours = coloursOf(process.stdout, process.env);
  if (process.stdout.isTTY) process.stdout.write("\u001b[2J\u001b[H");
  try {
    forget();
    const { check } = require("./check") as typeof import("./check");
    await check(options, (stack) => process.stdout.write(`${renderStack(stack, colours)}\n`));
  } catch (error) {
    process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
  }
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  process.stdout.write(
    `${new Date().toLocaleTimeString()}, ${seconds} s; waiting for a change, Ctrl+C ends\n`,
  );
}

/** Takes the program, the pack and what imports them out of Node's cache of modules. */
function forget(): void {
  const own = [...FOLDERS.map((folder) => path.join(root, folder)), path.join(root, "proof")];
  const kept = [__filename, path.join(root, "proof/packages.ts")];
  for (const file of Object.keys(require.cache)) {
    const inside = own.some((folder) => file.startsWith(`${folder}${path.sep}`));
    if (inside && !file.includes("node_modules") && !kept.includes(file)) delete require.cache[file];
  }
}
