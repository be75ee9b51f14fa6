import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { ensurePolicyPack, type Home, type Outcome, openHome, silentProgress } from "../../offline";
import { stableHex } from "../../offline/providers/core/lifecycle/stable";
import { makeProject, type Project } from "../../test/support/project";
import { Checkpoints } from "./checkpoints";
import { needlesOf, type Secret } from "./forms";
import { plant } from "./plant";
import { type Searched, searchFolder } from "./search";
import type { Kept, SeededSystem } from "./systems";

const root = path.resolve(__dirname, "../..");
const bin = path.join(root, "offline/bin/tandem-offline.mjs");

/** What a command has to do. */
export interface Wanted {
  env?: Record<string, string>;
  /** Write the state after every step, as a deployment does. @default false */
  realCheckpoints?: boolean;
  /** What it prints is the engine's own log of all values; it is searched apart. @default false */
  tellsAll?: boolean;
  /** It may end as it likes; only what it prints counts. @default false */
  mayFail?: boolean;
  /** What it must print when it is to fail; without it the command must succeed. */
  refusal?: RegExp;
}

/**
 * One system on the real engine with canaries for all that is secret, in a folder of its own: project, home, temporary
 * files and all that commands print. Everything below the folder is searched but the account, which stands for AWS.
 */
export class Session {
  private runs = 0;

  private constructor(
    readonly seeded: SeededSystem,
    readonly directory: string,
    readonly project: Project,
    readonly home: Home,
    /** Secrets that settings name. */
    readonly kept: readonly Kept[],
    /** Secrets of whoever runs Pulumi. */
    readonly own: ReturnType<typeof callers>,
    private readonly checkpoints: Checkpoints,
    private readonly restore: () => void,
  ) {}

  /** @param seed of the canaries' values */
  static async open(seeded: SeededSystem, seed: string): Promise<Session> {
    const directory = fs.mkdtempSync(path.join(os.tmpdir(), "tandem-secrets-"));
    for (const folder of ["tmp", "printed", "files", "logs"]) fs.mkdirSync(path.join(directory, folder));
    const own = callers(seed);
    const restore = setEnvironment({
      TMPDIR: path.join(directory, "tmp"),
      TANDEM_OFFLINE_PASSPHRASE: own.passphrase.value,
      AWS_SECRET_ACCESS_KEY: own.accessKey.value,
      AWS_SESSION_TOKEN: own.sessionToken.value,
    });
    ensurePolicyPack(path.join(root, "policy-pack"));
    const project = makeProject();
    fs.symlinkSync(path.join(root, "policy-pack"), path.join(project.directory, "policy-pack"));
    seeded.edit(project);
    const options = { programDirectory: project.directory, progress: silentProgress };
    const home = await openHome({ ...options, directory: path.join(directory, "home"), fastState: true });
    const kept = seeded.kept(seed);
    const checkpoints = new Checkpoints(
      path.join(directory, "home/state"),
      path.join(directory, "checkpoints"),
    );
    const session = new Session(seeded, directory, project, home, kept, own, checkpoints, restore);
    for (const one of kept) session.plant(one);
    return session;
  }

  /** Path of a file that commands may write. */
  file(name: string): string {
    return path.join(this.directory, "files", name);
  }

  /** Path of a file for what the engine tells of all values; it is searched apart. */
  log(name: string): string {
    return path.join(this.directory, "logs", name);
  }

  /** How many commands ran. */
  get commands(): number {
    return this.runs;
  }

  /** How many states were kept while commands ran. */
  get sampled(): number {
    return this.checkpoints.count;
  }

  /** Runs `pulumi`; what it prints is kept to be searched. */
  async pulumi(title: string, stack: string, args: readonly string[], wanted: Wanted = {}): Promise<string> {
    await this.home.ensureStack("tandem", stack);
    const env = { ...wanted.env, ...(wanted.realCheckpoints && { PULUMI_SKIP_CHECKPOINTS: "false" }) };
    const all = [...args, "--stack", stack, "--non-interactive"];
    const outcome = await this.checkpoints.during(() => this.home.pulumi(all, { env }));
    return this.settle(`${title} of ${stack}`, outcome, wanted);
  }

  /** Runs another command of the offline home, on this home. */
  async offline(title: string, args: readonly string[], wanted: Wanted = {}): Promise<string> {
    const env = { ...process.env, TANDEM_OFFLINE_HOME: path.join(this.directory, "home"), ...wanted.env };
    const child = spawn(process.execPath, [bin, ...args], { cwd: this.project.directory, env });
    const printed: string[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => printed.push(text));
    const code = await new Promise<number>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (ended) => resolve(ended ?? 1));
    });
    const outcome = { code, stdout: printed.join(""), stderr: "" };
    return this.settle(title, outcome, wanted);
  }

  /** The stack's state with its secrets in clear. It is never written to a file. */
  async revealed(stack: string): Promise<unknown> {
    const args = ["stack", "export", "--show-secrets", "--stack", stack, "--non-interactive"];
    const { code, stdout, stderr } = await this.home.pulumi(args);
    if (code !== 0) throw new Error(stderr.trim());
    return JSON.parse(stdout);
  }

  /** Looks for secrets in all that was written and printed so far, but for logs of all values. */
  search(secrets: readonly Secret[]): Searched {
    return searchFolder(this.directory, secrets.flatMap(needlesOf), ["home/account", "logs"]);
  }

  /** Looks for secrets in the logs of all values. */
  searchLogs(secrets: readonly Secret[]): Searched {
    return searchFolder(path.join(this.directory, "logs"), secrets.flatMap(needlesOf));
  }

  close(): void {
    this.project.remove();
    this.restore();
    fs.rmSync(this.directory, { recursive: true, force: true });
  }

  private plant(secret: Pick<Kept, "name" | "value">): void {
    const regions = this.seeded.stacks.map((stack) => regionOf(this.project, stack));
    plant(this.home.accountDirectory, { ...secret, regions });
  }

  private settle(
    title: string,
    outcome: Pick<Outcome, "code" | "stdout" | "stderr">,
    wanted: Wanted,
  ): string {
    const printed = `${outcome.stdout}${outcome.stderr}`;
    this.runs++;
    const name = `${String(this.runs).padStart(3, "0")} ${title}.txt`.replaceAll("/", "_");
    const { refusal, tellsAll, mayFail } = wanted;
    fs.writeFileSync(path.join(this.directory, tellsAll ? "logs" : "printed", name), printed);
    if (mayFail) return printed;
    if (refusal === undefined && outcome.code !== 0)
      throw new Error(`${title} failed:\n${printed.slice(-4000)}`);
    if (refusal !== undefined && (outcome.code === 0 || !refusal.test(printed)))
      throw new Error(
        `${title} was to fail with ${refusal}, and ended with ${outcome.code}:\n${printed.slice(-4000)}`,
      );
    return printed;
  }
}

/** What belongs to whoever runs Pulumi: the passphrase of the state, and credentials in environment and configuration. */
function callers(seed: string) {
  const secret = (label: string): Secret => ({ label, value: `cnry${stableHex(36, seed, label)}` });
  return {
    passphrase: secret("passphrase of the state"),
    accessKey: secret("AWS_SECRET_ACCESS_KEY"),
    sessionToken: secret("AWS_SESSION_TOKEN"),
    providerKey: secret("encrypted setting aws:secretKey"),
    setting: secret("encrypted setting tandem:watch"),
    pasted: secret("text pasted where a secret's name is asked for"),
  };
}

function regionOf(project: Project, stack: string): string {
  let region = "";
  project.change(stack, (settings) => {
    region = String(settings.region);
  });
  return region;
}

/** Sets variables of this process. @returns a function that puts them back */
function setEnvironment(variables: Record<string, string>): () => void {
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, variables);
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
}
