import * as path from "node:path";
import { Packages } from "../offline/in-process";

/** Root of the repository. */
export const root = path.resolve(__dirname, "..");

let packages: Packages | undefined;

/** The provider packages of this repository, read once in a process: also by a watch, which loads the program anew. */
export function programPackages(): Packages {
  packages ??= new Packages(root);
  return packages;
}
