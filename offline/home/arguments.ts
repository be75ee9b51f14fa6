import * as path from "node:path";

/**
 * Value of an option of Pulumi's: `--stack a`, `--stack=a`, `-s a`, `-sa`. The last one counts, as for Pulumi.
 *
 * @param short one letter, for options that have a short form
 */
export function option(args: readonly string[], long: string, short?: string): string | undefined {
  let value: string | undefined;
  for (const [index, argument] of args.entries()) {
    if (argument === "--") break;
    if (argument === `--${long}` || argument === `-${short}`) value = args[index + 1];
    else if (argument.startsWith(`--${long}=`)) value = argument.slice(long.length + 3);
    else if (short !== undefined && new RegExp(`^-${short}[^-]`).test(argument))
      value = argument.slice(2).replace(/^=/, "");
  }
  return value;
}

/** The folder in which Pulumi works: `-C` or `--cwd`, else where the command was given. */
export function workingDirectory(args: readonly string[], caller: string): string {
  return path.resolve(caller, option(args, "cwd", "C") ?? ".");
}

/** The stack that a command is about, without organisation and project; undefined when it names none. */
export function stackOf(args: readonly string[], env: NodeJS.ProcessEnv = {}): string | undefined {
  const words = args.filter((argument) => !argument.startsWith("-"));
  // A stack that is about to be made needs no making before.
  if (words[0] === "stack" && words[1] === "init") return undefined;
  const selected = words[0] === "stack" && words[1] === "select" ? words[2] : undefined;
  const named = option(args, "stack", "s") ?? selected ?? env.PULUMI_STACK;
  return named?.split("/").at(-1) || undefined;
}

/** Options of every command that take a value. */
const withValue = new Set([
  "-C",
  "--cwd",
  "--color",
  "--memprofilerate",
  "--profiling",
  "--tracing",
  "-v",
  "--verbose",
]);

/** Commands that run the program or ask its providers, with their aliases. */
const operations = new Set([
  "preview",
  "pre",
  "up",
  "update",
  "refresh",
  "destroy",
  "down",
  "dn",
  "import",
  "watch",
]);

/** Where in the arguments the operation's name is; undefined for commands that are none. */
export function operationAt(args: readonly string[]): number | undefined {
  for (let at = 0; at < args.length; at++) {
    const argument = args[at] as string;
    if (!argument.startsWith("-")) return operations.has(argument) ? at : undefined;
    if (withValue.has(argument)) at++;
  }
  return undefined;
}
