import { execFileSync } from "node:child_process";
import type { Target } from "./kinds";

/** A running process. */
export interface Running {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** What `ps` prints, a line for each process: its id, its parent's, and its command line. */
export function parseProcesses(printed: string): Running[] {
  return printed.split("\n").flatMap((line) => {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return command === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
  });
}

/** All processes of this machine. */
export function runningProcesses(): Running[] {
  const printed = execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], {
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  return parseProcesses(printed);
}

/** Everything that a process has started, and what that has started. */
export function descendants(all: readonly Running[], of: number): Running[] {
  return all
    .filter(({ parent }) => parent === of)
    .flatMap((child) => [child, ...descendants(all, child.pid)]);
}

/** The processes of an engine that a kill can be aimed at; empty while there is none. */
export function targets(all: readonly Running[], engine: number, target: Target): number[] {
  if (target === "engine") return [engine];
  const below = descendants(all, engine);
  const found = below.filter(({ command }) => patterns[target].test(command));
  return found.map(({ pid }) => pid);
}

const patterns: Record<Exclude<Target, "engine">, RegExp> = {
  // The SDK's runner, with the address of the engine's resource monitor.
  program: /@pulumi[/\\]pulumi[/\\]cmd[/\\]run[/\\ ].*--monitor/,
  host: /pulumi-language-nodejs/,
  provider: /pulumi-resource-/,
};
