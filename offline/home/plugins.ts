import * as fs from "node:fs";
import * as path from "node:path";
import { ensureShapes } from "../providers/core/shape/cache";
import type { InstalledPackage } from "./packages";

/** Packages with a stand-in of their own; every other one is served from its shape. */
const OWN = new Set(["aws", "awsx", "eks", "random"]);
/** Stand-ins that build components and read no shapes. */
const COMPONENTS = new Set(["awsx", "eks"]);

/** Where the plugins of a home find what they need. */
export interface PluginPlaces {
  /** PULUMI_HOME. */
  pulumiHome: string;
  /** Folder of the bundled stand-ins. */
  bundles: string;
  /** Folder of the shapes, one below it per package and version. */
  shapes: string;
  /** Folder of the account's memory. */
  account: string;
}

/**
 * Puts a plugin for a package into the home, where the engine looks for it. A plugin is a few lines that name the
 * bundle; shapes are read from the package once per version.
 */
export function installPlugin(installed: InstalledPackage, places: PluginPlaces): void {
  const { name, version } = installed;
  const directory = path.join(places.pulumiHome, "plugins", `resource-${name}-v${version}`);
  const executable = path.join(directory, `pulumi-resource-${name}`);
  const shapes = path.join(places.shapes, `${name}-${version}`);
  if (!COMPONENTS.has(name) && !fs.existsSync(shapes)) ensureShapes(installed.directory, shapes);
  const script = launcher({
    bundle: path.join(places.bundles, `${OWN.has(name) ? name : "generic"}.cjs`),
    env: {
      TANDEM_OFFLINE_ACCOUNT: places.account,
      TANDEM_OFFLINE_PACKAGE: name,
      TANDEM_OFFLINE_PACKAGE_VERSION: version,
      TANDEM_OFFLINE_SHAPES: shapes,
    },
  });
  if (fs.existsSync(executable) && fs.readFileSync(executable, "utf8") === script) return;
  fs.mkdirSync(directory, { recursive: true });
  writeExecutable(executable, script);
}

/** A script that starts a bundle with this Node; the engine runs it like any plugin. */
export function launcher({ bundle, env }: { bundle: string; env: Record<string, string> }): string {
  const lines = Object.entries(env).map(([key, value]) => `process.env.${key} = ${JSON.stringify(value)};`);
  return [`#!${process.execPath}`, ...lines, `require(${JSON.stringify(bundle)});`, ""].join("\n");
}

/** Writes an executable at once: whoever starts it meanwhile gets the old one or the new one. */
export function writeExecutable(file: string, content: string): void {
  const unfinished = `${file}.${process.pid}`;
  fs.writeFileSync(unfinished, content, { mode: 0o755 });
  fs.renameSync(unfinished, file);
}
