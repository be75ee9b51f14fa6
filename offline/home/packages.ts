import * as path from "node:path";
import { entries, nodeModulesAbove, readManifest } from "./installed";

/** A provider package that a program has installed. */
export interface InstalledPackage {
  /** The provider's name, for example `aws`. */
  name: string;
  /** Version of the plugin that the package asks for, for example `7.48.0`. */
  version: string;
  /** Folder of the package. */
  directory: string;
}

const scopes = ["@pulumi", "@pulumiverse"];

/**
 * The provider packages that a program can load, of each name the nearest one: the engine asks for a plugin of
 * exactly the version that the program loads.
 */
export function installedPackages(programDirectory: string): InstalledPackage[] {
  const found = new Map<string, InstalledPackage>();
  for (const folder of nodeModulesAbove(programDirectory)) {
    for (const installed of packagesIn(folder)) {
      if (!found.has(installed.name)) found.set(installed.name, installed);
    }
  }
  return [...found.values()];
}

/**
 * The same, and beside them the versions that provider packages hold in a `node_modules` of their own: a component
 * package may use another version of `@pulumi/aws` than the program does.
 */
export function allPackages(programDirectory: string): InstalledPackage[] {
  const direct = installedPackages(programDirectory);
  const nested = direct.flatMap(({ directory }) => packagesIn(path.join(directory, "node_modules")));
  const known = new Set(direct.map(identity));
  return [...direct, ...nested.filter((installed) => !known.has(identity(installed)))];
}

function identity({ name, version }: InstalledPackage): string {
  return `${name}@${version}`;
}

function packagesIn(nodeModules: string): InstalledPackage[] {
  return scopes.flatMap((scope) =>
    entries(path.join(nodeModules, scope)).flatMap((folder) => {
      const directory = path.join(nodeModules, scope, folder);
      const manifest = readManifest(directory);
      // A parameterised package, made for one Terraform provider or the like, has no plugin of its own name.
      if (manifest?.pulumi?.resource !== true || manifest.pulumi.parameterization) return [];
      const version = (manifest.pulumi.version || manifest.version || "").replace(/^v/, "");
      return version === "" ? [] : [{ name: manifest.pulumi.name ?? folder, version, directory }];
    }),
  );
}
