import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import * as path from "node:path";
import { pathToFileURL } from "node:url";
import { resolveCli } from "../engine/resolve";
import { packageDirectory } from "../home/dist";
import { consoleProgress } from "../progress";
import { UsageError } from "./usage";

/**
 * `tandem-offline run FILE [ARG...]`: a TypeScript file once packages, bundles and the CLI are there, so that what it
 * measures or tests is never a set-up. The file opens the homes that it needs.
 */
export async function runCommand([file, ...args]: string[]): Promise<number> {
  if (file === undefined || file.startsWith("-"))
    throw new UsageError("run takes the TypeScript file to run first");
  await resolveCli(consoleProgress());
  const tsx = createRequire(path.join(packageDirectory(), "package.json")).resolve("tsx");
  const node = ["--import", pathToFileURL(tsx).href, path.resolve(file), ...args];
  const child = spawn(process.execPath, node, { stdio: "inherit" });
  process.on("SIGINT", () => {});
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 1));
  });
}
