import * as fs from "node:fs";
import * as path from "node:path";
import { script, writeExecutable } from "../engine/tools";
import type { InstalledPackage } from "./packages";
import { shapesOf } from "./shapes";

/** Stand-ins that build components and read no shapes. */
const COMPONENTS = new Set(["awsx", "eks"]);

/** Where the plugins of a home find what they need. */
export interface PluginPlaces {
  /** PULUMI_HOME. */
  pulumiHome: string;
  /** Folder of the bundled stand-ins. */
  bundles: string;
  /** Folder of the account's memory. */
  account: string;
}

/**
 * Puts a plugin for a package into the home, where the engine looks for it. A plugin is a few lines that name the
 * bundle: the stand-in made for the package, or else the one that serves any package from its shape. Shapes are read
 * from the package once per version.
 */
export function installPlugin(installed: InstalledPackage, places: PluginPlaces): void {
  const { name, version } = installed;
  const own = path.join(places.bundles, `${name}.cjs`);
  const bundle = fs.existsSync(own) ? own : path.join(places.bundles, "generic.cjs");
  const content = script(bundle, {
    TANDEM_OFFLINE_ACCOUNT: places.account,
    TANDEM_OFFLINE_PACKAGE: name,
    TANDEM_OFFLINE_PACKAGE_VERSION: version,
    ...(COMPONENTS.has(name) ? {} : { TANDEM_OFFLINE_SHAPES: shapesOf(installed) }),
  });
  writeExecutable(pluginFile(places.pulumiHome, name, version), content);
}

/** Where the engine looks for a plugin of exactly this version. */
export function pluginFile(pulumiHome: string, name: string, version: string): string {
  return path.join(pulumiHome, "plugins", `resource-${name}-v${version}`, `pulumi-resource-${name}`);
}
