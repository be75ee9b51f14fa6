import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { installCollector } from "../deep-check/collector/install";
import type { GraphFile } from "../deep-check/graph/file";
import { PackagesMissing } from "../deep-check/judge/packages";
import { DeepCheck } from "../deep-check/process/client";
import { renderReport } from "../deep-check/render";
import { type Home, openHome } from "../home/home";
import { findProject, type Project, settingsFile } from "../home/project";
import { callersDirectory, lastingHome } from "./places";
import { OFFLINE_NOTICE } from "./pulumi";
import { UsageError } from "./usage";

const HELP = `Judges whole stacks as AWS would: every resource as CloudFormation, by AWS's own engine and 2,513 more rules.

  tandem-offline deep-check                     previews every stack that has a settings file, and judges the graphs
      -s, --stack STACK                         only this stack; may be repeated
      --state                                   judges what the offline home has deployed, without a preview
      --file EXPORT                             judges what \`pulumi stack export\` wrote, of any account; may be repeated
      --json                                    prints the findings as JSON
      -C, --cwd DIR                             folder of the program (default: this folder)

Exit code: 0 without a finding, 1 with findings or when a stack can't be judged, 2 for a mistake in the command line.
`;

interface Options {
  stacks: string[];
  state: boolean;
  files: string[];
  json: boolean;
  from: string;
}

/** `tandem-offline deep-check`, also reached as `npm run offline -- deep-check`. */
export async function deepCheckCommand(args: string[]): Promise<number> {
  const options = readOptions(args);
  if (options === undefined) {
    process.stdout.write(HELP);
    return 0;
  }
  const project = findProject(options.from);
  const check = start(project?.directory ?? options.from);
  try {
    const subjects = options.files.length > 0 ? fromFiles(options) : await fromStacks(options, project);
    let clean = true;
    const reports = [];
    for await (const { title, graph } of subjects) {
      if (graph === undefined) {
        clean = false;
        continue;
      }
      const report = await check.judge(graph);
      clean &&= report.findings.length === 0;
      reports.push({ title, ...report });
      if (!options.json) process.stdout.write(renderReport(title, report));
    }
    if (options.json) process.stdout.write(`${JSON.stringify(reports, undefined, 2)}\n`);
    return clean ? 0 : 1;
  } finally {
    check.close();
  }
}

function readOptions(args: string[]): Options | undefined {
  const { values, positionals } = parse(args);
  if (values.help) return undefined;
  if (positionals.length > 0)
    throw new UsageError(
      `deep-check takes no argument ${positionals[0]}; a stack is given as --stack ${positionals[0]}`,
    );
  const from = path.resolve(callersDirectory(), values.cwd ?? ".");
  const { stack = [], file = [], state = false, json = false } = values;
  if (file.length > 0 && (stack.length > 0 || state))
    throw new UsageError("--file judges a file alone; leave out --stack and --state");
  const files = file.map((name) => path.resolve(from, name));
  const missing = files.find((name) => !fs.existsSync(name));
  if (missing !== undefined) throw new UsageError(`there is no file ${missing}`);
  return { stacks: stack, state, files, json, from };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        help: { type: "boolean", short: "h" },
        stack: { type: "string", short: "s", multiple: true },
        state: { type: "boolean" },
        file: { type: "string", multiple: true },
        json: { type: "boolean" },
        cwd: { type: "string", short: "C" },
      },
    });
  } catch (error) {
    const [sentence] = (error as Error).message.split(". ");
    throw new UsageError(`${sentence}. See tandem-offline deep-check --help`);
  }
}

/** Its process warms up while the previews run. */
function start(program: string): DeepCheck {
  try {
    return DeepCheck.start(program);
  } catch (error) {
    throw error instanceof PackagesMissing ? new Error(error.message) : error;
  }
}

interface Subject {
  title: string;
  /** Undefined when the stack's graph can't be had; why has been told. */
  graph: GraphFile | undefined;
}

function* fromFiles({ files }: Options): Iterable<Subject> {
  for (const file of files) {
    yield { title: path.basename(file), graph: exported(file) };
  }
}

function exported(file: string): GraphFile {
  let content: { deployment?: GraphFile } | null;
  try {
    content = JSON.parse(fs.readFileSync(file, "utf8"));
  } catch (error) {
    throw new Error(`${file} is no JSON: ${(error as Error).message}`);
  }
  if (typeof content?.deployment !== "object")
    throw new Error(`${file} is not what \`pulumi stack export\` writes: it has no "deployment"`);
  return content.deployment;
}

async function fromStacks(
  { stacks, state, from }: Options,
  project: Project | undefined,
): Promise<AsyncIterable<Subject>> {
  if (project === undefined)
    throw new UsageError(
      `there is no Pulumi.yaml in ${from} or above; go to a program's folder, or pass -C DIR`,
    );
  const missing = stacks.find((stack) => settingsFile(project, stack) === undefined);
  if (missing !== undefined)
    throw new UsageError(`there is no Pulumi.${missing}.yaml in ${project.settingsDirectory}`);
  const chosen = stacks.length > 0 ? stacks : stacksOf(project);
  const home = await openHome({
    directory: lastingHome(project.directory),
    programDirectory: project.directory,
  });
  process.stderr.write(`${OFFLINE_NOTICE}\n`);
  return state ? deployed(home, project, chosen) : previewed(home, project, chosen);
}

async function* deployed(home: Home, project: Project, stacks: readonly string[]): AsyncIterable<Subject> {
  for (const stack of stacks) {
    await home.ensureStack(project.name, stack);
    const { deployment } = (await home.exportStack(stack)) as { deployment: GraphFile };
    if ((deployment.resources ?? []).length === 0) {
      process.stderr.write(
        `${stack} is not deployed in the offline home; bring it up first, or leave out --state\n`,
      );
      yield { title: stack, graph: undefined };
    } else yield { title: `${stack}, as deployed offline`, graph: deployment };
  }
}

async function* previewed(home: Home, project: Project, stacks: readonly string[]): AsyncIterable<Subject> {
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "tandem-deep-check-"));
  try {
    for (const stack of stacks) {
      const file = path.join(scratch, `${stack}.json`);
      await home.ensureStack(project.name, stack);
      const { code, stdout, stderr } = await home.pulumi(
        [
          ...["preview", "--non-interactive", "--suppress-progress", "--stack", stack],
          ...["--policy-pack", installCollector(home.env().PULUMI_HOME as string)],
        ],
        { env: { TANDEM_OFFLINE_GRAPH: file } },
      );
      if (code !== 0) process.stderr.write(`${stdout}${stderr}`);
      yield { title: stack, graph: readGraphFile(file) };
    }
  } finally {
    fs.rmSync(scratch, { recursive: true, force: true });
  }
}

/** Stacks that have a settings file. */
function stacksOf({ settingsDirectory }: Project): string[] {
  return fs.readdirSync(settingsDirectory).flatMap((file) => /^Pulumi\.(.+)\.ya?ml$/.exec(file)?.[1] ?? []);
}

/** A preview that failed early left no graph. */
export function readGraphFile(file: string): GraphFile | undefined {
  return fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, "utf8")) as GraphFile) : undefined;
}
