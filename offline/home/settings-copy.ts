import * as fs from "node:fs";
import * as path from "node:path";
import { operationAt, option, stackOf, workingDirectory } from "./arguments";
import { findProject, settingsFile } from "./project";

/** Arguments for one command, and what to do once it has ended. */
export interface Prepared {
  args: readonly string[];
  remove(): void;
}

/**
 * Gives an operation a copy of the stack's settings file to work with. Pulumi writes the salt of its secrets into the
 * file, and formats it anew: in an offline run that is a change of the user's files that means nothing, and one that a
 * killed run would leave behind.
 *
 * @returns undefined for commands that are no operation, or whose purpose is to change settings
 */
export function withSettingsCopy(
  args: readonly string[],
  cwd: string,
  folder: string,
  env: NodeJS.ProcessEnv,
): Prepared | undefined {
  const operation = operationAt(args);
  const stack = stackOf(args, env);
  const project = findProject(workingDirectory(args, cwd));
  if (operation === undefined || stack === undefined || project === undefined) return undefined;
  // `--config key=value` is saved to the file, as in the cloud.
  if (option(args, "config-file") !== undefined || option(args, "config", "c") !== undefined)
    return undefined;
  const original = settingsFile(project, stack);
  if (original === undefined) return undefined;
  fs.mkdirSync(folder, { recursive: true });
  const own = fs.mkdtempSync(path.join(folder, "settings-"));
  const copy = path.join(own, path.basename(original));
  fs.copyFileSync(original, copy);
  return {
    args: [...args.slice(0, operation + 1), "--config-file", copy, ...args.slice(operation + 1)],
    remove: () => fs.rmSync(own, { recursive: true, force: true }),
  };
}

/**
 * A folder that is to Pulumi the project with this stack's settings, for `stack init`, which takes no settings file
 * and writes into the one that it finds.
 */
export function projectCopy(project: string, settings: string | undefined, folder: string): string {
  fs.mkdirSync(folder, { recursive: true });
  const own = fs.mkdtempSync(path.join(folder, "project-"));
  fs.writeFileSync(path.join(own, "Pulumi.yaml"), JSON.stringify({ name: project, runtime: "nodejs" }));
  if (settings !== undefined) fs.copyFileSync(settings, path.join(own, path.basename(settings)));
  return own;
}
