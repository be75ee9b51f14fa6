import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import type * as validate from "@aws/cloudformation-validate";
import type * as generated from "cdk-preflight/lib/rules.generated";
import { packageDirectory } from "../../home/dist";

/**
 * The two packages that the deep check is made of. Both are optional, and this is the only file that knows where they
 * are. The versions are exact: the policy (policy.ts) was measured with them.
 *
 * - `@aws/cloudformation-validate`, AWS's own engine: schemas, what cfn-lint knows, and Rego rules of others;
 * - `cdk-preflight`, those rules. Its file of rules is read directly, because its main module loads aws-cdk-lib.
 */
export const VERSIONS = { "@aws/cloudformation-validate": "1.9.0-beta", "cdk-preflight": "0.0.143" } as const;

export type EngineModule = typeof validate;
export type RulesModule = typeof generated;

/** One of the packages is not there, or has another version; the message tells how to get it. */
export class PackagesMissing extends Error {}

/**
 * Checks in a few milliseconds, without loading them, that both packages can be loaded.
 *
 * @param program the program's folder, where its user may have installed them
 * @param own where else they are looked for, and first: beside this package
 * @throws PackagesMissing
 */
export function findPackages(program?: string, own = packageDirectory()): { engine: string; rules: string } {
  const folders = [own, ...(program === undefined ? [] : [program])];
  return {
    engine: find("@aws/cloudformation-validate", "index.js", folders),
    rules: find("cdk-preflight", path.join("lib", "rules.generated.js"), folders),
  };
}

function find(name: keyof typeof VERSIONS, file: string, folders: readonly string[]): string {
  for (const folder of folders) {
    const manifest = resolve(createRequire(path.join(folder, "package.json")), `${name}/package.json`);
    if (manifest === undefined) continue;
    const { version } = JSON.parse(fs.readFileSync(manifest, "utf8")) as { version: string };
    if (version !== VERSIONS[name]) throw new PackagesMissing(missing(`${name} is installed as ${version}`));
    return path.join(path.dirname(manifest), file);
  }
  throw new PackagesMissing(missing(`${name} is not installed`));
}

function resolve(require: NodeJS.Require, file: string): string | undefined {
  try {
    return require.resolve(file);
  } catch {
    return undefined;
  }
}

function missing(what: string): string {
  const packages = Object.entries(VERSIONS).map(([name, version]) => `${name}@${version}`);
  return `No deep check: ${what}; it needs ${packages.join(" and ")} (how to install them: offline/deep-check/README.md).`;
}

export function loadEngineModule(file: string): EngineModule {
  return createRequire(__filename)(file) as EngineModule;
}

export function loadRulesModule(file: string): RulesModule {
  return createRequire(__filename)(file) as RulesModule;
}
