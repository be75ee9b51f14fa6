import * as fs from "node:fs";
import * as path from "node:path";

/** Folder of this package, from its sources and from the bundles below it alike. */
export function packageDirectory(from: string = __dirname): string {
  if (fs.existsSync(path.join(from, "package.json"))) return from;
  const parent = path.dirname(from);
  if (parent === from) throw new Error("the offline package's own folder can't be found");
  return packageDirectory(parent);
}

/** Folder of the bundles that the engine starts: stand-ins, language host and commands. Made by build.mjs. */
export function distDirectory(): string {
  return path.join(packageDirectory(), "dist");
}
