import * as grpc from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import * as language from "@pulumi/pulumi/proto/language_pb";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { endWithParent } from "../end-with-parent";
import { cliVersion } from "../version";
import { stopChildren } from "./child";
import { installDependencies, programDependencies, requiredPackages } from "./dependencies";
import { runPlugin } from "./run-plugin";
import { runProgram } from "./run-program";

/**
 * Pulumi's language host for Node, over the SDK's own protocol files: the official one is part of Pulumi's download
 * and can't be built from a published Go module. The engine starts it with its own address as the last argument and
 * reads the port from standard output.
 */
const engine = process.argv.at(-1) as string;

/** Answers a unary call with what the function returns, and a thrown error with its message alone. */
function unary<Request>(
  answer: (request: Request) => unknown | Promise<unknown>,
): grpc.handleUnaryCall<Request, unknown> {
  return async (call, callback) => {
    try {
      callback(null, await answer(call.request));
    } catch (error) {
      callback(failure(error));
    }
  };
}

/** Streams what the function writes; a thrown error ends the stream with its message alone. */
function stream<Request, Response>(
  answer: (call: grpc.ServerWritableStream<Request, Response>) => Promise<void>,
): grpc.handleServerStreamingCall<Request, Response> {
  return (call) => {
    answer(call).catch((error: unknown) => call.emit("error", failure(error)));
  };
}

function failure(error: unknown): { code: grpc.status; details: string } {
  return { code: grpc.status.UNKNOWN, details: error instanceof Error ? error.message : String(error) };
}

const methods: grpc.UntypedServiceImplementation = {
  handshake: unary(() => new language.LanguageHandshakeResponse()),
  getRequiredPackages: unary(requiredPackages),
  // What older engines asked for; the packages say the same.
  getRequiredPlugins: unary(() => new language.GetRequiredPluginsResponse()),
  getPluginInfo: unary(() => new plugin.PluginInfo().setVersion(cliVersion)),
  about: unary(() =>
    new language.AboutResponse().setExecutable(process.execPath).setVersion(process.version),
  ),
  getProgramDependencies: unary(programDependencies),
  installDependencies: stream(installDependencies),
  run: unary(async (request: language.RunRequest) => {
    const { bail, error } = await runProgram(request, engine);
    return new language.RunResponse().setBail(bail).setError(error);
  }),
  runPlugin: stream(runPlugin),
  cancel: unary(() => {
    stopChildren();
    return new Empty();
  }),
};

/** What this host leaves out: code generation, packing and templates need Pulumi's own. */
function unimplemented(name: string): grpc.UntypedHandleCall {
  return (_call: unknown, callback: grpc.sendUnaryData<unknown>) =>
    callback({
      code: grpc.status.UNIMPLEMENTED,
      details: `The offline language host has no ${name}: install Pulumi's own CLI for it.`,
    });
}

function listen(): void {
  const server = new grpc.Server({
    "grpc.max_receive_message_length": -1,
    "grpc.max_send_message_length": -1,
  });
  const names = Object.keys(LanguageRuntimeService);
  server.addService(
    LanguageRuntimeService,
    Object.fromEntries(names.map((name) => [name, methods[name] ?? unimplemented(name)])),
  );
  server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
    if (error) throw error;
    process.stdout.write(`${port}\n`);
  });
}

process.on("exit", stopChildren);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.exit(1));
endWithParent();
listen();
