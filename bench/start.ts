import { spawn } from "node:child_process";
import * as path from "node:path";

/** Runs what `npm start` runs; returns its milliseconds. */
export function runStart(root: string): Promise<number> {
  const started = Date.now();
  const args = ["start", "prod-primary", "prod-secondary", "--policy-pack", "policy-pack"];
  const child = spawn(process.execPath, [path.join(root, "offline/bin/tandem-offline.mjs"), ...args], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
  });
  return new Promise((resolve, reject) => {
    child.once("close", (code) =>
      code === 0 ? resolve(Date.now() - started) : reject(new Error("npm start failed")),
    );
  });
}
