import * as grpc from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import * as language from "@pulumi/pulumi/proto/language_pb";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { stopChildren } from "./child";
import { runPlugin } from "./run-plugin";
import { runProgram } from "./run-program";

/**
 * Pulumi's language host for Node, over the SDK's own protocol files: the official one is part of Pulumi's download
 * and can't be built from a published Go module. The engine starts it with its own address as the last argument and
 * reads the port from standard output.
 */
const engine = process.argv.at(-1) as string;

type Unary = grpc.handleUnaryCall<unknown, unknown>;

/** Answers a unary call with what the function returns, and a thrown error with its message alone. */
function unary<Request>(answer: (request: Request) => unknown): Unary {
  return async (call, callback) => {
    try {
      callback(null, await answer(call.request as Request));
    } catch (error) {
      callback({
        code: grpc.status.UNKNOWN,
        message: error instanceof Error ? error.message : String(error),
      });
    }
  };
}

const methods: Record<string, grpc.UntypedHandleCall> = {
  handshake: unary(() => new language.LanguageHandshakeResponse()),
  // Plugins are found by the engine: it asks for what resources name, and the home holds it.
  getRequiredPackages: unary(() => new language.GetRequiredPackagesResponse()),
  getRequiredPlugins: unary(() => new language.GetRequiredPluginsResponse()),
  getPluginInfo: unary(() =>
    new plugin.PluginInfo().setVersion(process.env.TANDEM_OFFLINE_CLI_VERSION ?? "3.230.0"),
  ),
  about: unary(() =>
    new language.AboutResponse().setExecutable(process.execPath).setVersion(process.version),
  ),
  getProgramDependencies: unary(() => new language.GetProgramDependenciesResponse()),
  installDependencies: (call: grpc.ServerWritableStream<unknown, unknown>) => call.end(),
  run: unary(async (request: language.RunRequest) => {
    const { bail, error } = await runProgram(request, engine);
    return new language.RunResponse().setBail(bail).setError(error);
  }),
  runPlugin: (call: grpc.ServerWritableStream<language.RunPluginRequest, language.RunPluginResponse>) => {
    runPlugin(call).catch((error: Error) => call.destroy(error));
  },
  cancel: unary(() => {
    stopChildren();
    return new Empty();
  }),
};

function unimplemented(name: string): grpc.UntypedHandleCall {
  return (_call: unknown, callback?: grpc.sendUnaryData<unknown>) =>
    callback?.({ code: grpc.status.UNIMPLEMENTED, message: `the offline language host has no ${name}` });
}

function listen(): void {
  const server = new grpc.Server({
    "grpc.max_receive_message_length": -1,
    "grpc.max_send_message_length": -1,
  });
  const names = Object.keys(LanguageRuntimeService);
  const handlers = Object.fromEntries(names.map((name) => [name, methods[name] ?? unimplemented(name)]));
  server.addService(LanguageRuntimeService, handlers);
  server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
    if (error) throw error;
    process.stdout.write(`${port}\n`);
  });
}

process.on("exit", stopChildren);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.exit(1));
listen();
