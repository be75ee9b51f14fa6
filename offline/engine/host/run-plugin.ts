import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import type { ServerWritableStream } from "@grpc/grpc-js";
import * as language from "@pulumi/pulumi/proto/language_pb";
import { exitCode, startChild } from "./child";
import { runtimeOptions } from "./options";
import { resolveSdk } from "./resolve";

type Call = ServerWritableStream<language.RunPluginRequest, language.RunPluginResponse>;

/** Runs a policy pack or another plugin written for Node, its output streamed back to the engine. */
export async function runPlugin(call: Call): Promise<void> {
  const { args, cwd, env } = command(call.request);
  const child = startChild(args, { cwd, env });
  child.stdout?.on("data", (chunk: Buffer) => call.write(new language.RunPluginResponse().setStdout(chunk)));
  child.stderr?.on("data", (chunk: Buffer) => call.write(new language.RunPluginResponse().setStderr(chunk)));
  call.on("cancelled", () => child.kill());
  call.write(new language.RunPluginResponse().setExitcode(await exitCode(child)));
  call.end();
}

interface Command {
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
}

function command(request: language.RunPluginRequest): Command {
  const info = request.getInfo();
  const directory = info?.getProgramDirectory() ?? request.getPwd();
  const options = runtimeOptions(info);
  const env = { ...process.env, ...pairs(request.getEnvList()) };
  if (request.getKind() === "analyzer") {
    const runner = resolveSdk("@pulumi/pulumi/cmd/run-policy-pack", directory);
    // A pack that ships JavaScript must not pay for the TypeScript loader.
    const typescript = options.typescript && !isJavaScript(directory);
    return {
      args: [...options.nodeArguments, runner, ...request.getArgsList(), directory],
      cwd: directory,
      env: { ...env, PULUMI_NODEJS_TYPESCRIPT: String(typescript) },
    };
  }
  const runner = resolveSdk("@pulumi/pulumi/cmd/run-plugin", directory);
  return {
    args: [...options.nodeArguments, runner, directory, ...request.getArgsList()],
    cwd: request.getPwd() || directory,
    env: { ...env, PULUMI_NODEJS_TYPESCRIPT: String(options.typescript) },
  };
}

/** `["A=b=c"]` -> `{ A: "b=c" }` */
export function pairs(list: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    list.map((pair): [string, string] => {
      const [name = "", ...value] = pair.split("=");
      return [name, value.join("=")];
    }),
  );
}

/** Whether Node alone can load the folder as a module: its main file is JavaScript and there. */
export function isJavaScript(directory: string): boolean {
  try {
    return /\.[cm]?js$/.test(createRequire(path.join(fs.realpathSync(directory), "x.js")).resolve("./"));
  } catch {
    return false;
  }
}
