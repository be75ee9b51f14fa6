import { type ChildProcess, spawn } from "node:child_process";

const running = new Set<ChildProcess>();

/** Starts a child of the host that ends with the host and with {@link stopChildren}. */
export function startChild(
  args: readonly string[],
  options: { cwd: string; env: NodeJS.ProcessEnv },
): ChildProcess {
  const child = spawn(process.execPath, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);
  child.once("exit", () => running.delete(child));
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
