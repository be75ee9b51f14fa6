import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { type Cli, resolveCli } from "../engine/cli";
import { consoleProgress, type Progress } from "../progress";
import { distDirectory } from "./dist";
import { engineEnvironment, enginePaths } from "./environment";
import { installedPackages } from "./packages";
import { installPlugin, launcher, writeExecutable } from "./plugins";
import { keepStackFiles } from "./stack-files";

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
}

/**
 * Everything that the engine needs without a cloud: the CLI, its plugins, a state backend and the pretend account.
 *
 * @throws Error in the user's words when there is no CLI and no way to get one
 */
export async function openHome(options: HomeOptions): Promise<Home> {
  const { directory, programDirectory, progress = consoleProgress() } = options;
  const paths = enginePaths(directory);
  const cli = await resolveCli(progress);
  for (const folder of [paths.bin, paths.pulumiHome, paths.state, paths.account])
    fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(directory, ".gitignore"), "*\n");
  const dist = distDirectory();
  for (const installed of installedPackages(programDirectory)) {
    installPlugin(installed, { ...paths, bundles: dist, shapes: path.join(dist, "shapes") });
  }
  return new Home(options, paths, cli.source === "path" ? cli.executable : placeCli(cli, paths.bin, dist));
}

/**
 * Puts the CLI and our language host side by side: beside the executable is where the engine looks first, and it
 * follows symbolic links to find out where that is.
 */
function placeCli(cli: Cli, bin: string, dist: string): string {
  const executable = path.join(bin, "pulumi");
  const { size, mtimeMs } = fs.statSync(cli.executable);
  const placed = fs.existsSync(executable) ? fs.statSync(executable) : undefined;
  if (placed?.size !== size || placed.mtimeMs !== mtimeMs) {
    fs.rmSync(executable, { force: true });
    try {
      fs.linkSync(cli.executable, executable);
    } catch {
      fs.copyFileSync(cli.executable, executable); // Another file system.
      fs.utimesSync(executable, mtimeMs / 1000, mtimeMs / 1000);
    }
  }
  const host = launcher({ bundle: path.join(dist, "host.cjs"), env: {} });
  writeExecutable(path.join(bin, "pulumi-language-nodejs"), host);
  return executable;
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

  /** Runs the real `pulumi` with these arguments. Settings files of stacks are left as they were, but for what the command sets. */
  async pulumi(args: readonly string[], options: CommandOptions = {}): Promise<Outcome> {
    const cwd = options.cwd ?? this.options.programDirectory;
    const restore = keepStackFiles(this.options.programDirectory, args);
    try {
      return await this.run(args, { ...options, cwd });
    } finally {
      restore();
    }
  }

  /** Makes a stack in the backend when it is not there yet. */
  async ensureStack(project: string, stack: string, options: CommandOptions = {}): Promise<void> {
    if (fs.existsSync(path.join(this.paths.state, ".pulumi", "stacks", project, `${stack}.json`))) return;
    const { code, stderr } = await this.pulumi(["stack", "init", stack, "--non-interactive"], {
      ...options,
      inherit: false,
    });
    if (code !== 0 && !stderr.includes("already exists")) throw new Error(stderr.trim());
  }

  /** The state of a stack, as `pulumi stack export` gives it. */
  async exportStack(stack: string, options: CommandOptions = {}): Promise<unknown> {
    const { code, stdout, stderr } = await this.pulumi(["stack", "export", "--stack", stack], options);
    if (code !== 0) throw new Error(stderr.trim());
    return JSON.parse(stdout);
  }

  /** Folder of the pretend account's memory. */
  get accountDirectory(): string {
    return this.paths.account;
  }

  private run(args: readonly string[], options: CommandOptions & { cwd: string }): Promise<Outcome> {
    const started = Date.now();
    const stdio = options.inherit ? "inherit" : (["ignore", "pipe", "pipe"] as const);
    const child = spawn(this.executable, args, {
      cwd: options.cwd,
      env: this.env(options.env),
      stdio: stdio as "pipe",
    });
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
      child.once("close", (code) =>
        resolve({ code: code ?? 1, stdout, stderr, milliseconds: Date.now() - started }),
      );
    });
  }
}
