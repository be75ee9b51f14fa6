import * as fs from "node:fs";
import * as path from "node:path";
import * as yaml from "yaml";
import { openHome } from "../home/home";
import { callersDirectory, lastingHome, programDirectory } from "./places";
import { ensurePolicyPack } from "./policy-pack";

/** What every run says of itself. */
export const OFFLINE_NOTICE =
  "Offline: stand-in providers and a pretend account. What this proves and what it does not: docs/offline.md";

/** `tandem-offline pulumi ARGUMENTS...`: the real CLI with exactly these arguments, in the lasting home. */
export async function pulumiCommand(args: string[]): Promise<number> {
  const cwd = path.resolve(callersDirectory(), option(args, "-C", "--cwd") ?? ".");
  const program = programDirectory(cwd);
  const home = await openHome({ directory: lastingHome(program), programDirectory: program });
  process.stderr.write(`${OFFLINE_NOTICE}\n`);
  const pack = option(args, "--policy-pack");
  if (pack !== undefined) ensurePolicyPack(path.resolve(cwd, pack));
  const stack = option(args, "--stack", "-s");
  if (stack !== undefined && fs.existsSync(path.join(program, `Pulumi.${stack}.yaml`))) {
    await home.ensureStack(projectName(program), stack.split("/").at(-1) as string);
  }
  // From where the user called: the CLI reads -C itself.
  const { code } = await home.pulumi(args, { cwd: callersDirectory(), inherit: true });
  return code;
}

/** Value of an option in `--name value` or `--name=value`, under any of its names. */
export function option(args: readonly string[], ...names: string[]): string | undefined {
  for (const [index, arg] of args.entries()) {
    if (names.includes(arg)) return args[index + 1];
    const name = names.find((candidate) => arg.startsWith(`${candidate}=`));
    if (name !== undefined) return arg.slice(name.length + 1);
  }
  return undefined;
}

/** The project's name, from its Pulumi.yaml. */
export function projectName(program: string): string {
  const file = path.join(program, "Pulumi.yaml");
  const { name } = yaml.parse(fs.readFileSync(file, "utf8")) as { name?: unknown };
  if (typeof name !== "string") throw new Error(`${file} has no name`);
  return name;
}
