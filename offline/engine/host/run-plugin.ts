import type { ServerWritableStream } from "@grpc/grpc-js";
import * as language from "@pulumi/pulumi/proto/language_pb";
import { exitCode, startChild } from "./child";
import { nodeArguments, runtimeOptions } from "./options";
import { resolveSdk } from "./resolve";

type Call = ServerWritableStream<language.RunPluginRequest, language.RunPluginResponse>;

/** Runs a policy pack or another plugin written for Node, its output streamed back to the engine. */
export async function runPlugin(call: Call): Promise<void> {
  const { args, cwd, env } = command(call.request);
  const child = startChild(args, { cwd, env });
  child.stdout?.on("data", (chunk: Buffer) => send(call, (response) => response.setStdout(chunk)));
  child.stderr?.on("data", (chunk: Buffer) => send(call, (response) => response.setStderr(chunk)));
  call.on("cancelled", () => child.kill());
  const code = await exitCode(child);
  send(call, (response) => response.setExitcode(code));
  call.end();
}

function command(request: language.RunPluginRequest): {
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
} {
  const info = request.getInfo();
  const directory = info?.getProgramDirectory() ?? request.getPwd();
  const options = runtimeOptions(info);
  const given = Object.fromEntries(
    request.getEnvList().map((pair): [string, string] => {
      const [name = "", ...value] = pair.split("=");
      return [name, value.join("=")];
    }),
  );
  const env = { ...process.env, ...given, PULUMI_NODEJS_TYPESCRIPT: String(options.typescript !== false) };
  const node = nodeArguments(options);
  if (request.getKind() === "analyzer") {
    const runner = resolveSdk("@pulumi/pulumi/cmd/run-policy-pack", directory);
    // A pack that ships JavaScript must not pay for the TypeScript loader.
    return {
      args: [...node, runner, ...request.getArgsList(), directory],
      cwd: directory,
      env: { ...env, PULUMI_NODEJS_TYPESCRIPT: "" },
    };
  }
  const runner = resolveSdk("@pulumi/pulumi/cmd/run-plugin", directory);
  return {
    args: [...node, runner, directory, ...request.getArgsList()],
    cwd: request.getPwd() || directory,
    env,
  };
}

function send(call: Call, fill: (response: language.RunPluginResponse) => void): void {
  const response = new language.RunPluginResponse();
  fill(response);
  call.write(response);
}
