import * as grpc from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { endWithParent } from "../../../engine/end-with-parent";
import { EngineLog } from "./engine-log";
import { handlers } from "./handlers";
import type { Provider } from "./provider";

const options = {
  "grpc.max_receive_message_length": -1,
  "grpc.max_send_message_length": -1,
  // Statistics of every call, which nobody asks a plugin for and which take a tenth of its time.
  "grpc.enable_channelz": 0,
};

/**
 * Runs a provider as a Pulumi plugin: listens on a free local port, prints the port (the engine reads it from
 * standard output) and ends when the engine that started it is gone.
 */
export async function serve(provider: Provider, argv: readonly string[] = process.argv): Promise<void> {
  const { port } = await listen(provider, new EngineLog(engineAddress(argv)));
  process.stdout.write(`${port}\n`);
  endWithParent();
}

/** Starts the server without printing; `close` ends it. Tests use it. */
export async function listen(provider: Provider, log: EngineLog): Promise<{ port: number; close(): void }> {
  const server = new grpc.Server(options);
  server.addService(ResourceProviderService, handlers(provider, log));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) =>
      error ? reject(error) : resolve(port),
    );
  });
  return { port, close: () => server.forceShutdown() };
}

/** The engine passes its own address as the last argument that is not a flag. */
function engineAddress(argv: readonly string[]): string | undefined {
  return argv
    .slice(2)
    .reverse()
    .find((argument) => /^[\w.-]+:\d+$/.test(argument));
}
