import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { scanPackage } from "./package-scan";

/** Raised whenever the stored form changes, so that an older cache is built again. */
export const shapeFormat = 1;
/** Present in a folder of shapes once it is whole. */
export const stampFile = "package.json";

/**
 * Makes sure that `outDir` holds the shapes of the package installed at `packageDir`: one JSON file per service
 * module, so that a provider reads only what a program uses. Does nothing when they are there for this version.
 * Atomic: other processes see the old directory, none, or the whole new one. Takes one to two seconds for
 * @pulumi/aws, once per version.
 *
 * @throws Error when `packageDir` is not an installed package.
 */
export function ensureShapes(packageDir: string, outDir: string): void {
  const stamp = JSON.stringify({ format: shapeFormat, ...identity(packageDir) });
  if (readStamp(outDir) === stamp) return;

  mkdirSync(dirname(outDir), { recursive: true });
  const staging = mkdtempSync(join(dirname(outDir), `.${basename(outDir)}-`));
  const { modules, nested } = scanPackage(packageDir);
  mkdirSync(join(staging, "modules"));
  mkdirSync(join(staging, "nested"));
  for (const [name, shape] of modules)
    writeFileSync(join(staging, "modules", `${name}.json`), JSON.stringify(shape));
  for (const [name, shape] of nested)
    writeFileSync(join(staging, "nested", `${name}.json`), JSON.stringify(shape));
  writeFileSync(join(staging, stampFile), stamp);
  publish(staging, outDir, stamp);
}

function identity(packageDir: string): { name: string; version: string } {
  const file = join(packageDir, "package.json");
  if (!existsSync(file)) throw new Error(`${packageDir} is not an installed package: it has no package.json`);
  const { name, version } = JSON.parse(readFileSync(file, "utf8")) as { name?: unknown; version?: unknown };
  return { name: String(name), version: String(version) };
}

function readStamp(outDir: string): string | undefined {
  const file = join(outDir, stampFile);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

/** A rename onto a full directory fails, so an outdated one is first moved out of the way. */
function publish(staging: string, outDir: string, stamp: string): void {
  const old = `${staging}-old`;
  try {
    if (existsSync(outDir)) renameSync(outDir, old);
    renameSync(staging, outDir);
  } catch (error) {
    // Another process was faster; its result is as good.
    rmSync(staging, { recursive: true, force: true });
    if (readStamp(outDir) !== stamp) throw error;
  } finally {
    rmSync(old, { recursive: true, force: true });
  }
}
