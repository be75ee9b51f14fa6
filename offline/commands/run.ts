import { spawn } from "node:child_process";
import * as path from "node:path";
import { callersDirectory } from "./places";
import { UsageError } from "./usage";

/**
 * `tandem-offline run FILE [ARG...]`: a TypeScript file once packages and bundles are there.
 */
export async function runCommand([file, ...args]: string[]): Promise<number> {
  if (file === undefined) throw new UsageError("run takes the TypeScript file to run");
  const script = path.resolve(
    process.env.npm_package_json ? path.dirname(process.env.npm_package_json) : callersDirectory(),
    file,
  );
  const child = spawn(process.execPath, ["--import=tsx", script, ...args], { stdio: "inherit" });
  return new Promise((resolve) => child.once("close", (code) => resolve(code ?? 1)));
}
