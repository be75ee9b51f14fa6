import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { type Home, openHome } from "../../home/home";
import { findProject, type Project, settingsFile } from "../../home/project";
import { callersDirectory } from "../places";
import { ensurePolicyPack } from "../policy-pack";
import { OFFLINE_NOTICE } from "../pulumi";
import { UsageError } from "../usage";
import { isClean, StartDeepCheck } from "./deep-check";
import { PackConfiguration } from "./peers";
import { type Previewed, type Previewer, previewStack } from "./preview";
import { render } from "./render";
import type { StackSummary } from "./summary";

interface StartOptions {
  stacks: string[];
  project: Project;
  policyPack: string | undefined;
  policyConfiguration: string | undefined;
  deepCheck: boolean;
}

/**
 * `tandem-offline start STACK...`: previews stacks in their order and prints one summary. A later stack may read the
 * outputs of the earlier ones, so those are brought up in a scratch account that ends with the command.
 */
export async function startCommand(args: string[]): Promise<number> {
  const options = readOptions(args);
  // The terminal interrupts the engines as well as us; they end, and the scratch folder is deleted all the same.
  process.on("SIGINT", () => {});
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "tandem-start-"));
  const deepCheck = options.deepCheck ? StartDeepCheck.open(options.project.directory) : undefined;
  try {
    if (options.policyPack !== undefined) ensurePolicyPack(options.policyPack);
    const open = (name: string) =>
      openHome({
        directory: path.join(scratch, name),
        programDirectory: options.project.directory,
        fastState: true,
      });
    // One account to preview the first stack in, and another in which it comes up meanwhile for those after it.
    const [empty, growing] = [await open("empty"), await open("growing")];
    const summaries = await previews(options, empty, growing, { scratch, deepCheck });
    const skipped = options.stacks.slice(summaries.length);
    process.stdout.write(`\n${render(summaries, skipped)}`);
    return summaries.every(({ ok }) => ok) && skipped.length === 0 ? 0 : 1;
  } finally {
    deepCheck?.close();
    fs.rmSync(scratch, { recursive: true, force: true });
  }
}

function readOptions(args: string[]): StartOptions {
  const { values, positionals } = parse(args);
  if (positionals.length === 0)
    throw new UsageError("start takes the stacks to preview, in the order of their deployment");
  const caller = callersDirectory();
  const from = path.resolve(caller, values.cwd ?? ".");
  const project = findProject(from);
  if (project === undefined) {
    throw new UsageError(
      `there is no Pulumi.yaml in ${from} or above; go to a program's folder, or pass -C DIR`,
    );
  }
  const missing = positionals.find((stack) => settingsFile(project, stack) === undefined);
  if (missing !== undefined)
    throw new UsageError(`there is no Pulumi.${missing}.yaml in ${project.settingsDirectory}`);
  const { "policy-pack": pack, "policy-pack-config": configuration } = values;
  if (configuration !== undefined && pack === undefined)
    throw new UsageError("--policy-pack-config configures a policy pack; name it with --policy-pack");
  return {
    stacks: positionals,
    project,
    policyPack: pack === undefined ? undefined : path.resolve(from, pack),
    policyConfiguration: configuration === undefined ? undefined : path.resolve(from, configuration),
    deepCheck: values["no-deep-check"] !== true,
  };
}

function parse(args: string[]) {
  try {
    const options = {
      "policy-pack": { type: "string" },
      "policy-pack-config": { type: "string" },
      "no-deep-check": { type: "boolean" },
      cwd: { type: "string", short: "C" },
    } as const;
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    // Node goes on about arguments that begin with a dash; its first sentence is what helps.
    const [sentence] = (error as Error).message.split(". ");
    throw new UsageError(`${sentence}. See tandem-offline --help`);
  }
}

async function previews(
  { stacks, project, policyPack, policyConfiguration }: StartOptions,
  empty: Home,
  growing: Home,
  { scratch, deepCheck }: Pick<Previewer, "scratch" | "deepCheck">,
): Promise<StackSummary[]> {
  const [first, ...later] = stacks as [string, ...string[]];
  const packConfiguration =
    policyPack === undefined ? undefined : new PackConfiguration(policyPack, policyConfiguration, scratch);
  const previewer: Previewer = { project: project.name, policyPack, packConfiguration, scratch, deepCheck };
  console.log(OFFLINE_NOTICE);
  console.log(`Previewing ${first} ...`);
  if (later.length > 0) {
    console.log(
      `${later.join(", ")} may read the outputs of ${first}: bringing it up meanwhile in a scratch account.`,
    );
  }
  const [previewed, up] = await Promise.all([
    previewStack(previewer, empty, first),
    later.length > 0 ? bringUp(previewer, growing, first) : true,
  ]);
  // Judging goes on beside the next preview.
  const summaries = [settled(previewed, up && later.length > 0 ? growing : undefined, deepCheck)];
  let ready = up;
  for (const [index, stack] of later.entries()) {
    if (!ready) break;
    console.log(`Previewing ${stack} ...`);
    const isLast = index === later.length - 1;
    const next = await previewStack(previewer, growing, stack);
    ready = isLast || (await bringUp(previewer, growing, stack));
    summaries.push(settled(next, ready && !isLast ? growing : undefined, deepCheck));
  }
  return Promise.all(summaries);
}

/** @param home where the stack has come up */
async function settled(
  { summary, judged }: Previewed,
  home: Home | undefined,
  deepCheck: StartDeepCheck | undefined,
): Promise<StackSummary> {
  const outcome = await deepCheck?.outcome(summary.stack, judged, home);
  return { ...summary, deepCheck: outcome, ok: summary.ok && isClean(outcome) };
}

async function bringUp(
  { project, packConfiguration }: Previewer,
  home: Home,
  stack: string,
): Promise<boolean> {
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
  else await packConfiguration?.add(home, stack);
  return code === 0;
}
