import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { packageDirectory } from "../../home/dist";

const guard = path.join(packageDirectory(), "engine/host/inspect-guard.ts");

/** Whether a process runs. */
function runs(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe("a program whose language host is killed", () => {
  it("ends by itself: nobody else knows of it any more", async () => {
    // The program loads what every program of the host loads, and would go on for good.
    const program = `require(${JSON.stringify(guard)}); setInterval(() => {}, 1000); console.log(process.pid)`;
    const host = `require("node:child_process").spawn(process.execPath, ["--require", ${JSON.stringify(require.resolve("tsx/cjs"))}, "-e", ${JSON.stringify(program)}], { stdio: "inherit" })`;
    const parent = spawn(process.execPath, ["-e", host], { stdio: ["ignore", "pipe", "inherit"] });
    const [printed] = (await once(parent.stdout, "data")) as [Buffer];
    const pid = Number(printed.toString());
    assert.ok(runs(pid));
    parent.kill("SIGKILL");
    for (let waited = 0; runs(pid) && waited < 10_000; waited += 100) await sleep(100);
    assert.equal(runs(pid), false);
  });
}).timeout(60_000);
