import * as fs from "node:fs";
import * as path from "node:path";
import { UsageError } from "./usage";

/** The folder from which the user called: npm changes to the root of the package before it runs a script. */
export function callersDirectory(): string {
  return process.env.INIT_CWD ?? process.cwd();
}

/**
 * Folder of the nearest Pulumi.yaml, in this folder or above.
 *
 * @throws UsageError when there is none
 */
export function programDirectory(from: string): string {
  const found = ancestors(from).find((folder) => fs.existsSync(path.join(folder, "Pulumi.yaml")));
  if (found === undefined) {
    throw new UsageError(
      `there is no Pulumi.yaml in ${from} or above; go to a program's folder, or pass -C DIR`,
    );
  }
  return found;
}

/**
 * The lasting home of a program: TANDEM_OFFLINE_HOME, else `.offline` at the root of the repository that the program
 * is part of, so that all programs of a repository share one account.
 */
export function lastingHome(program: string): string {
  if (process.env.TANDEM_OFFLINE_HOME) return path.resolve(process.env.TANDEM_OFFLINE_HOME);
  const root = ancestors(program).find((folder) => fs.existsSync(path.join(folder, ".git"))) ?? program;
  return path.join(root, ".offline");
}

function ancestors(folder: string): string[] {
  const parent = path.dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestors(parent)];
}
