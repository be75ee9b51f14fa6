import * as fs from "node:fs";
import * as path from "node:path";

/** Folder of the bundles that the engine starts: stand-ins, language host and commands. Made by build.mjs. */
export function distDirectory(from: string = __dirname): string {
  const manifest = path.join(from, "package.json");
  if (fs.existsSync(manifest)) return path.join(from, "dist");
  const parent = path.dirname(from);
  if (parent === from) throw new Error("the offline package's own folder can't be found");
  return distDirectory(parent);
}
