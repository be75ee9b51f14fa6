#!/usr/bin/env node
// Runs in a fresh clone: plain JavaScript, no packages. It makes sure of the packages and the bundles, then hands over.
import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import { ensurePackages } from "./packages.mjs";

const offline = path.dirname(path.dirname(fs.realpathSync(fileURLToPath(import.meta.url))));

try {
  await ensurePackages(path.dirname(offline));
  const { ensureBuilt } = await import("../build.mjs");
  await ensureBuilt();
  const { main } = createRequire(import.meta.url)(path.join(offline, "dist", "main.cjs"));
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(process.env.TANDEM_OFFLINE_TRACE ? error : error.message);
  process.exitCode = 1;
}
