import * as fs from "node:fs";
import * as path from "node:path";

/**
 * The folder from which the user called. npm changes to the root of the package before it runs a script, and leaves
 * the folder in INIT_CWD; that one counts only below where we are, for every process started by npm inherits it.
 */
export function callersDirectory(cwd = process.cwd(), initial = process.env.INIT_CWD): string {
  const below = initial !== undefined && `${initial}${path.sep}`.startsWith(`${cwd}${path.sep}`);
  return below ? initial : cwd;
}

/**
 * The lasting home of a program: TANDEM_OFFLINE_HOME, else `.offline` at the root of the repository that the program
 * is part of, so that all programs of a repository share one account.
 */
export function lastingHome(program: string, env: NodeJS.ProcessEnv = process.env): string {
  if (env.TANDEM_OFFLINE_HOME) return path.resolve(env.TANDEM_OFFLINE_HOME);
  const root = ancestors(program).find((folder) => fs.existsSync(path.join(folder, ".git"))) ?? program;
  return path.join(root, ".offline");
}

function ancestors(folder: string): string[] {
  const parent = path.dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestors(parent)];
}
