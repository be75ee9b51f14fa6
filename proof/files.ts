import * as fs from "node:fs";
import * as path from "node:path";
import { root } from "./packages";

/** All files below a folder of the repository, relative to it, sorted. */
export function filesOf(folder: string): string[] {
  return fs
    .readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .map((file) => path.posix.join(folder, file.split(path.sep).join("/")))
    .sort();
}
