import * as fs from "node:fs";
import * as os from "node:os";
import { setTimeout as sleep } from "node:timers/promises";

interface Holder {
  pid: number;
  host: string;
}

/**
 * Runs `work` while no other process of this machine does so under the same lock file; waits for them first. A lock
 * whose process is gone is taken over; one of another machine (a shared folder) is not waited for.
 *
 * @param waiting called once when there is somebody to wait for
 */
export async function withLock<Result>(
  file: string,
  work: () => Promise<Result>,
  waiting: (pid: number) => void = () => {},
): Promise<Result> {
  const mine: Holder = { pid: process.pid, host: os.hostname() };
  let told = false;
  while (!take(file, mine)) {
    const holder = read(file);
    if (holder === undefined) continue; // Released between the two looks.
    if (holder.host !== mine.host) return await work();
    if (!isAlive(holder.pid)) {
      fs.rmSync(file, { force: true });
      continue;
    }
    if (!told) waiting(holder.pid);
    told = true;
    await sleep(250);
  }
  try {
    return await work();
  } finally {
    fs.rmSync(file, { force: true });
  }
}

/** A link appears with its content, where a file that is written is empty for a moment. */
function take(file: string, holder: Holder): boolean {
  const draft = `${file}.${holder.pid}`;
  fs.writeFileSync(draft, JSON.stringify(holder));
  try {
    fs.linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    fs.rmSync(draft, { force: true });
  }
}

function read(file: string): Holder | undefined {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8")) as Holder;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
