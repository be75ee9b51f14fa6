import * as fs from "node:fs";
import * as path from "node:path";

/** A provider package that a program has installed. */
export interface InstalledPackage {
  /** Name without the scope, for example `aws`. */
  name: string;
  version: string;
  /** Folder of the package. */
  directory: string;
}

/**
 * The `@pulumi/*` provider packages that a program can load, nearest first: the engine asks for a plugin of exactly
 * the version that the program loads.
 */
export function installedPackages(programDirectory: string): InstalledPackage[] {
  const found = new Map<string, InstalledPackage>();
  for (const scope of scopes(programDirectory)) {
    for (const name of fs.readdirSync(scope)) {
      const installed = found.has(name) ? undefined : providerPackage(path.join(scope, name), name);
      if (installed !== undefined) found.set(name, installed);
    }
  }
  return [...found.values()];
}

/** `node_modules/@pulumi` of a folder and of all above it. */
function scopes(directory: string): string[] {
  const real = fs.realpathSync(directory);
  const parent = path.dirname(real);
  const here = path.join(real, "node_modules", "@pulumi");
  return [...(fs.existsSync(here) ? [here] : []), ...(parent === real ? [] : scopes(parent))];
}

interface Manifest {
  version: string;
  pulumi?: { resource?: boolean };
}

function providerPackage(directory: string, name: string): InstalledPackage | undefined {
  const file = path.join(directory, "package.json");
  if (!fs.existsSync(file)) return undefined;
  const { version, pulumi } = JSON.parse(fs.readFileSync(file, "utf8")) as Manifest;
  return pulumi?.resource === true ? { name, version, directory: fs.realpathSync(directory) } : undefined;
}
