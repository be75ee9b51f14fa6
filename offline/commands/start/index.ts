import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { type Home, openHome } from "../../home/home";
import { callersDirectory, programDirectory } from "../places";
import { ensurePolicyPack } from "../policy-pack";
import { OFFLINE_NOTICE, projectName } from "../pulumi";
import { UsageError } from "../usage";
import { type Previewer, previewStack } from "./preview";
import { render } from "./render";
import type { StackSummary } from "./summary";

interface StartOptions {
  stacks: string[];
  program: string;
  policyPack: string | undefined;
}

/**
 * `tandem-offline start STACK...`: previews stacks in their order and prints one summary. A later stack may read the
 * outputs of the earlier ones, so those are brought up in a scratch account that ends with the command.
 */
export async function startCommand(args: string[]): Promise<number> {
  const options = readOptions(args);
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "tandem-start-"));
  try {
    if (options.policyPack !== undefined) ensurePolicyPack(options.policyPack);
    const open = (name: string) =>
      openHome({ directory: path.join(scratch, name), programDirectory: options.program, fastState: true });
    // One account to preview the first stack in, and another in which it comes up meanwhile for those after it.
    const [empty, growing] = [await open("empty"), await open("growing")];
    const summaries = await previews(options, empty, growing, scratch);
    process.stdout.write(`\n${render(summaries)}`);
    return summaries.every(({ ok }) => ok) && summaries.length === options.stacks.length ? 0 : 1;
  } finally {
    fs.rmSync(scratch, { recursive: true, force: true });
  }
}

function readOptions(args: string[]): StartOptions {
  const { values, positionals } = parse(args);
  if (positionals.length === 0)
    throw new UsageError("start takes the stacks to preview, in the order of their deployment");
  const from = path.resolve(callersDirectory(), values.cwd ?? ".");
  const program = programDirectory(from);
  const missing = positionals.filter((stack) => !fs.existsSync(path.join(program, `Pulumi.${stack}.yaml`)));
  if (missing.length > 0) throw new UsageError(`there is no Pulumi.${missing[0]}.yaml in ${program}`);
  const pack = values["policy-pack"];
  return {
    stacks: positionals,
    program,
    policyPack: pack === undefined ? undefined : path.resolve(program, pack),
  };
}

function parse(args: string[]) {
  try {
    const options = { "policy-pack": { type: "string" }, cwd: { type: "string" } } as const;
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message.split("\n")[0] as string);
  }
}

async function previews(
  { stacks, program, policyPack }: StartOptions,
  empty: Home,
  growing: Home,
  scratch: string,
): Promise<StackSummary[]> {
  const [first, ...later] = stacks as [string, ...string[]];
  const previewer: Previewer = { project: projectName(program), policyPack, scratch };
  console.log(OFFLINE_NOTICE);
  console.log(`Previewing ${first} ...`);
  if (later.length > 0) {
    console.log(
      `${later.join(", ")} may read the outputs of ${first}: bringing it up meanwhile in a scratch account.`,
    );
  }
  const [summary, up] = await Promise.all([
    previewStack(previewer, empty, first),
    later.length > 0 ? bringUp(previewer, growing, first) : true,
  ]);
  const summaries = [summary];
  let ready = up && summary.ok;
  for (const [index, stack] of later.entries()) {
    if (!ready) break;
    console.log(`Previewing ${stack} ...`);
    summaries.push(await previewStack(previewer, growing, stack));
    ready = index === later.length - 1 || (await bringUp(previewer, growing, stack));
  }
  return summaries;
}

async function bringUp({ project }: Previewer, home: Home, stack: string): Promise<boolean> {
  await home.ensureStack(project, stack);
  const { code, stdout, stderr } = await home.pulumi([
    "up",
    "--yes",
    "--skip-preview",
    "--non-interactive",
    "--stack",
    stack,
  ]);
  if (code !== 0) process.stderr.write(`Bringing ${stack} up failed:\n${stdout}${stderr}`);
  return code === 0;
}
