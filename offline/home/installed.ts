import * as fs from "node:fs";
import * as path from "node:path";

/** The parts of a package.json that are read here. */
export interface Manifest {
  name?: string;
  version?: string;
  main?: string;
  scripts?: Record<string, string>;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  pulumi?: { resource?: boolean; name?: string; version?: string; parameterization?: unknown };
}

/** The package.json of a folder; undefined when there is none or it can't be read. */
export function readManifest(directory: string): Manifest | undefined {
  try {
    return JSON.parse(fs.readFileSync(path.join(directory, "package.json"), "utf8")) as Manifest;
  } catch {
    return undefined;
  }
}

/** The `node_modules` folders in which Node looks from a directory, nearest first. */
export function nodeModulesAbove(directory: string): string[] {
  const folders: string[] = [];
  for (let at = realPath(directory); ; at = path.dirname(at)) {
    folders.push(path.join(at, "node_modules"));
    if (path.dirname(at) === at) return folders;
  }
}

/** Names of a directory's entries; none when it isn't there. */
export function entries(directory: string): string[] {
  try {
    return fs.readdirSync(directory);
  } catch {
    return [];
  }
}

function realPath(directory: string): string {
  return fs.existsSync(directory) ? fs.realpathSync(directory) : path.resolve(directory);
}
