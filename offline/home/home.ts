import { type ChildProcess, spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { resolveCli } from "../engine/resolve";
import { installHost } from "../engine/tools";
import { consoleProgress, type Progress } from "../progress";
import { stackOf, workingDirectory } from "./arguments";
import { mendCheckpoints } from "./checkpoints";
import { distDirectory } from "./dist";
import { engineEnvironment, enginePaths } from "./environment";
import { ensureFolder } from "./folders";
import { allPackages } from "./packages";
import { installPlugin } from "./plugins";
import { findProject, settingsFile } from "./project";
import { projectCopy, withSettingsCopy } from "./settings-copy";
import { keepStackFiles } from "./stack-files";
import { mendedLine, troubles } from "./troubles";

/** How a home is opened. */
export interface HomeOptions {
  /** Folder of the home; made when it is not there. */
  directory: string;
  /** Folder of the program's Pulumi.yaml: its installed packages decide which plugins the home gets. */
  programDirectory: string;
  /**
   * Write the state once at the end of a command instead of after every step: three times as fast, and nothing to
   * resume from after a kill.
   * @default false
   */
  fastState?: boolean;
  /** @default on standard error */
  progress?: Progress;
}

/** What a command of the engine left. */
export interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
  milliseconds: number;
}

/** How one command runs. */
export interface CommandOptions {
  /** @default the program's folder */
  cwd?: string;
  env?: Record<string, string>;
  /** Pass the command's output on as it comes, instead of collecting it. @default false */
  inherit?: boolean;
  /** Called with the process once it runs, for example to interrupt it. */
  onStart?(child: ChildProcess): void;
}

/**
 * Everything that the engine needs without a cloud: the CLI, its plugins, a state backend and the pretend account.
 *
 * @throws Error in the user's words when there is no CLI and no way to get one
 */
export async function openHome(options: HomeOptions): Promise<Home> {
  const { directory, programDirectory, progress = consoleProgress() } = options;
  const { ensureBuilt } = await import("../build.mjs");
  await ensureBuilt();
  const paths = enginePaths(directory);
  const cli = await resolveCli(progress, { without: paths.bin });
  for (const folder of [paths.pulumiHome, paths.state, paths.account])
    ensureFolder(folder, "The offline home", "TANDEM_OFFLINE_HOME");
  fs.writeFileSync(path.join(directory, ".gitignore"), "*\n");
  const dist = distDirectory();
  const places = { ...paths, bundles: path.join(dist, "providers") };
  for (const installed of allPackages(programDirectory)) installPlugin(installed, places);
  return new Home(options, paths, installHost(cli, path.join(dist, "host.cjs"), paths.bin));
}

/** An open home. */
export class Home {
  constructor(
    private readonly options: HomeOptions,
    private readonly paths: ReturnType<typeof enginePaths>,
    /** The CLI that this home runs. */
    readonly executable: string,
  ) {}

  /** Environment of every command. */
  env(extra: Record<string, string> = {}): NodeJS.ProcessEnv {
    return { ...engineEnvironment(this.paths, this.executable, this.options.fastState ?? false), ...extra };
  }

  /**
   * Runs the real `pulumi` with these arguments. Settings files of stacks are left as they were, but for what the
   * command is there to set.
   */
  async pulumi(args: readonly string[], options: CommandOptions = {}): Promise<Outcome> {
    const cwd = options.cwd ?? this.options.programDirectory;
    const copy = withSettingsCopy(args, cwd, this.paths.temporary, this.env(options.env));
    if (copy !== undefined) {
      try {
        return await this.run(copy.args, { ...options, cwd });
      } finally {
        copy.remove();
      }
    }
    const settings = findProject(workingDirectory(args, cwd))?.settingsDirectory;
    const restore = settings === undefined ? () => {} : keepStackFiles(settings, args);
    try {
      return await this.run(args, { ...options, cwd });
    } finally {
      restore();
    }
  }

  /** Makes a stack in the backend when it is not there yet. It is not selected. */
  async ensureStack(project: string, stack: string, options: CommandOptions = {}): Promise<void> {
    if (fs.existsSync(path.join(this.paths.state, ".pulumi", "stacks", project, `${stack}.json`))) return;
    const program = findProject(options.cwd ?? this.options.programDirectory);
    const cwd = projectCopy(project, program && settingsFile(program, stack), this.paths.temporary);
    try {
      const init = ["stack", "init", stack, "--no-select", "--non-interactive"];
      const { code, stderr } = await this.run(init, { ...options, cwd, inherit: false });
      if (code !== 0 && !stderr.includes("already exists")) throw new Error(stderr.trim());
    } finally {
      fs.rmSync(cwd, { recursive: true, force: true });
    }
  }

  /** The state of a stack, as `pulumi stack export` gives it. */
  async exportStack(stack: string, options: CommandOptions = {}): Promise<unknown> {
    const { code, stdout, stderr } = await this.pulumi(["stack", "export", "--stack", stack], options);
    if (code !== 0) throw new Error(stderr.trim());
    return JSON.parse(stdout);
  }

  /** Forgets all stacks and empties the pretend account. */
  reset(): void {
    for (const folder of [this.paths.state, this.paths.account]) {
      fs.rmSync(folder, { recursive: true, force: true });
      fs.mkdirSync(folder, { recursive: true });
    }
  }

  /** Folder of the pretend account's memory. */
  get accountDirectory(): string {
    return this.paths.account;
  }

  private run(args: readonly string[], options: CommandOptions & { cwd: string }): Promise<Outcome> {
    const { progress = consoleProgress() } = this.options;
    for (const mended of mendCheckpoints(this.paths.state)) progress.line(mendedLine(mended));
    const started = Date.now();
    const stdio = options.inherit ? "inherit" : (["ignore", "pipe", "pipe"] as const);
    const child = spawn(this.executable, args, {
      cwd: options.cwd,
      env: this.env(options.env),
      stdio: stdio as "pipe",
    });
    options.onStart?.(child);
    let stdout = "";
    let stderr = "";
    child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
      stdout += chunk;
    });
    child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
      stderr += chunk;
    });
    return new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => {
        const said = options.inherit ? undefined : stdout + stderr;
        if (code !== 0) for (const trouble of this.troubles(args, options, said)) progress.line(trouble);
        resolve({ code: code ?? 1, stdout, stderr, milliseconds: Date.now() - started });
      });
    });
  }

  /** What is wrong with this home, for a command that failed. */
  private troubles(args: readonly string[], { env }: CommandOptions, said: string | undefined): string[] {
    const all = this.env(env);
    return troubles({
      ...{ state: this.paths.state, stack: stackOf(args, all), said },
      passphrase: all.PULUMI_CONFIG_PASSPHRASE ?? "",
    });
  }
}
