import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { ensurePolicyPack, type Home, type Outcome, openHome } from "../../offline";
import { makeProject, type Project } from "./project";
import { type Deployed, resourcesOf } from "./state";

const root = path.resolve(__dirname, "../..");

/** The real engine over a project of its own and an account of its own, for one test file. */
export interface Engine {
  readonly project: Project;
  readonly home: Home;
  /** Runs `pulumi` and gives what it printed; a failure fails the test with it. */
  succeed(args: readonly string[], env?: Record<string, string>): Promise<Outcome>;
  /** Runs `pulumi`, which must fail, and gives all that it printed. */
  fail(args: readonly string[], env?: Record<string, string>): Promise<string>;
  /** The deployed resources of a stack. */
  state(stack: string): Promise<Deployed[]>;
  /** What is left in the pretend account. */
  accountFiles(): string[];
  close(): void;
}

/**
 * @param realCheckpoints write the state after every step, as a deployment does; needed where a run is interrupted
 */
export async function openEngine({ realCheckpoints = false } = {}): Promise<Engine> {
  const project = makeProject();
  fs.symlinkSync(path.join(root, "policy-pack"), path.join(project.directory, "policy-pack"));

  ensurePolicyPack(path.join(root, "policy-pack"));
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), "tandem-home-"));
  const home = await openHome({
    directory,
    programDirectory: project.directory,
    fastState: !realCheckpoints,
  });
  // Each stack takes the engine a moment, and most tests use two of the many that have a file.
  const made = new Set<string>();
  async function ensure(stack: string | undefined): Promise<void> {
    if (stack === undefined || made.has(stack)) return;
    made.add(stack);
    if (fs.existsSync(path.join(project.directory, `Pulumi.${stack}.yaml`))) {
      await home.ensureStack("tandem", stack);
    }
  }

  async function run(args: readonly string[], env: Record<string, string> = {}): Promise<Outcome> {
    await ensure(args[args.indexOf("--stack") + 1 || args.length]);
    return home.pulumi([...args, "--non-interactive"], { env });
  }
  return {
    project,
    home,
    async succeed(args, env) {
      const outcome = await run(args, env);
      if (outcome.code !== 0)
        throw new Error(`pulumi ${args.join(" ")} failed:\n${outcome.stdout}${outcome.stderr}`);
      return outcome;
    },
    async fail(args, env) {
      const outcome = await run(args, env);
      if (outcome.code === 0) throw new Error(`pulumi ${args.join(" ")} did not fail:\n${outcome.stdout}`);
      return outcome.stdout + outcome.stderr;
    },
    async state(stack) {
      await ensure(stack);
      return resourcesOf(await home.exportStack(stack));
    },
    accountFiles: () => filesBelow(home.accountDirectory),
    close() {
      project.remove();
      fs.rmSync(directory, { recursive: true, force: true });
    },
  };
}

function filesBelow(directory: string): string[] {
  return fs.readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(directory, entry.name);
    return entry.isDirectory() ? filesBelow(full) : [full];
  });
}
