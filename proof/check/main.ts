import { parseArgs } from "node:util";
import type { Mode } from "../run-stacks";
import { type CheckOptions, check, UsageError } from "./check";
import { isClean } from "./findings";
import { coloursOf, renderStack } from "./render";
import { watch } from "./watch";

const HELP = `Checks stacks in this process, without the engine and without AWS: settings, shapes of resources, what AWS would
refuse, and the whole policy pack, each stack beside those that are up before it.

  npm run check                         all stacks
  npm run check -- --system NAME        the stacks of one system, such as payment-hub
  npm run check -- --stack NAME         one stack; those before it run all the same, since it reads their outputs
      --preview                         judge what \`pulumi preview\` shows of a stack that is not there yet; without it,
                                        what is known after \`pulumi up\`, when every value is
      --watch                           again after each change of a file, until Ctrl+C
      --help                            this text

Exit code: 0 when all is clean, 1 when something would stop a deployment, 2 for a mistake in the command line.
`;

/** Checks once and prints what was found. @returns the exit code */
export type Once = (options: CheckOptions) => Promise<number>;

/**
 * Runs the command.
 *
 * @param load gives this module as its files are now, for a watch
 * @returns the exit code
 */
export async function main(args: readonly string[], load: () => Promise<{ once: Once }>): Promise<number> {
  try {
    const { values } = parseArgs({ args: [...args], options: flags });
    if (values.help === true) {
      process.stdout.write(HELP);
      return 0;
    }
    const mode: Mode = values.preview === true ? "preview" : "up";
    const options: CheckOptions = { system: values.system, stack: values.stack, mode };
    return values.watch === true
      ? await watch(() => load().then((now) => now.once(options)))
      : await once(options);
  } catch (error) {
    if (!(error instanceof UsageError || isArgumentError(error))) throw error;
    process.stderr.write(`check: ${(error as Error).message}\n`);
    return 2;
  }
}

const flags = {
  system: { type: "string" },
  stack: { type: "string" },
  preview: { type: "boolean" },
  watch: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

function isArgumentError(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
}

/** Checks once and prints what was found, stack by stack. @returns the exit code */
export async function once(options: CheckOptions): Promise<number> {
  const started = Date.now();
  const colours = coloursOf(process.stdout, process.env);
  const stacks = await check(options, (stack) => process.stdout.write(`${renderStack(stack, colours)}\n`));
  const wrong = stacks.filter((stack) => !isClean(stack)).length;
  const count = `${stacks.length} stack${stacks.length === 1 ? "" : "s"}`;
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  process.stdout.write(`${count}, ${wrong === 0 ? "all clean" : `${wrong} not clean`}, ${seconds} s\n`);
  return wrong === 0 ? 0 : 1;
}
