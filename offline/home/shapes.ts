import * as path from "node:path";
import { userCache } from "../engine/cache";
import { ensureShapes, shapeFormat } from "../providers/core/shape/cache";
import { ensureFolder } from "./folders";
import type { InstalledPackage } from "./packages";

/**
 * Folder of the shapes of all packages: in the user's cache, so that all programs share it and this package may lie in
 * a place that is read-only. Versions of this package that store shapes in another form have a folder of their own.
 */
export function shapesFolder(env: NodeJS.ProcessEnv = process.env): string {
  return path.join(userCache(env), `shapes-${shapeFormat}`);
}

/**
 * The shapes of an installed package, read from it once per version.
 *
 * @returns their folder
 * @throws Error for people when they can't be kept
 */
export function shapesOf({ name, version, directory }: InstalledPackage, folder = shapesFolder()): string {
  const shapes = path.join(folder, `${name}-${version}`);
  ensureFolder(folder, "What the provider packages declare", "XDG_CACHE_HOME");
  ensureShapes(directory, shapes);
  return shapes;
}
