import type * as language from "@pulumi/pulumi/proto/language_pb";
import { exitCode, startChild } from "./child";
import { type RuntimeOptions, runtimeOptions } from "./options";
import { resolveSdk } from "./resolve";

/** The SDK ends a program with this code when it has shown the errors already. */
const BAIL = 32;

/** How a program ended. */
export interface ProgramResult {
  bail: boolean;
  /** Sentence for the user; empty when all went well. */
  error: string;
}

/** Runs a Node program under the SDK's runner, its output passed on as it comes. */
export async function runProgram(request: language.RunRequest, engine: string): Promise<ProgramResult> {
  const info = request.getInfo();
  const directory = info?.getProgramDirectory() ?? request.getPwd();
  const options = runtimeOptions(info);
  const args = [
    ...options.nodeArguments,
    resolveSdk("@pulumi/pulumi/cmd/run", directory),
    ...flags({
      monitor: request.getMonitorAddress(),
      engine,
      project: request.getProject(),
      stack: request.getStack(),
      organization: request.getOrganization(),
      pwd: request.getPwd() || directory,
      "root-directory": info?.getRootDirectory() ?? directory,
      parallel: String(request.getParallel()),
    }),
    ...(request.getDryrun() ? ["--dry-run"] : []),
    info?.getEntryPoint() ?? ".",
    ...request.getArgsList(),
  ];
  const child = startChild(args, { cwd: directory, env: environment(request, options) });
  child.stdout?.pipe(process.stdout, { end: false });
  child.stderr?.pipe(process.stderr, { end: false });
  return programResult(await exitCode(child));
}

/** What the engine is told about a program that ended with this code. */
export function programResult(code: number): ProgramResult {
  if (code === BAIL) return { bail: true, error: "" };
  return { bail: false, error: code === 0 ? "" : `Program exited with non-zero exit code: ${code}` };
}

function flags(values: Record<string, string>): string[] {
  return Object.entries(values).flatMap(([name, value]) => (value === "" ? [] : [`--${name}`, value]));
}

function environment(request: language.RunRequest, options: RuntimeOptions): NodeJS.ProcessEnv {
  const config: Record<string, string> = {};
  request.getConfigMap().forEach((value, key) => {
    config[key] = value;
  });
  return {
    ...process.env,
    ...(options.tsconfig === undefined ? {} : { PULUMI_NODEJS_TSCONFIG_PATH: options.tsconfig }),
    PULUMI_CONFIG: JSON.stringify(config),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
    PULUMI_NODEJS_TYPESCRIPT: String(options.typescript),
  };
}
