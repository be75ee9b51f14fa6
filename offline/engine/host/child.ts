import { type ChildProcess, spawn } from "node:child_process";
import * as path from "node:path";

const running = new Set<ChildProcess>();

interface ChildOptions {
  cwd: string;
  env: NodeJS.ProcessEnv;
}

/** Starts Node as a child of the host, to end with the host or with {@link stopChildren}. */
export function startChild(args: readonly string[], options: ChildOptions): ChildProcess {
  const guard = path.join(__dirname, "inspect-guard.cjs");
  return startCommand(process.execPath, ["--require", guard, ...args], options);
}

/** Starts a program as a child of the host, to end with the host or with {@link stopChildren}. */
export function startCommand(command: string, args: readonly string[], options: ChildOptions): ChildProcess {
  const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);
  child.once("close", () => running.delete(child));
  return child;
}

/** Ends every child that still runs: the engine has cancelled, or is gone. */
export function stopChildren(): void {
  for (const child of running) child.kill();
}

/** Exit code of a child, once both of its streams are read to the end; 1 when a signal ended it. */
export function exitCode(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    child.once("error", () => resolve(1));
    child.once("close", (code) => resolve(code ?? 1));
  });
}
