import * as grpc from "@grpc/grpc-js";
import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Collection } from "./collection";

/**
 * A policy analyzer that judges nothing: it writes down the graph that the engine shows it. A preview's events lack the
 * edges between resources, and its plan lacks what the provider added; the analyzer protocol has both. It speaks the
 * protocol itself, because loading an SDK for that would cost each preview a second.
 *
 * Environment: TANDEM_OFFLINE_GRAPH, the file that is written once the program has registered everything.
 */
const file = process.env.TANDEM_OFFLINE_GRAPH;
const collection = new Collection();

function unary<Request, Response>(
  answer: (request: Request) => Response,
): grpc.handleUnaryCall<Request, Response> {
  return (call, callback) => {
    try {
      callback(null, answer(call.request));
    } catch (error) {
      callback({
        code: grpc.status.UNKNOWN,
        details: error instanceof Error ? error.message : String(error),
      });
    }
  };
}

const methods: grpc.UntypedServiceImplementation = {
  handshake: unary(() => new analyzer.AnalyzerHandshakeResponse()),
  configureStack: unary(() => new analyzer.AnalyzerStackConfigureResponse()),
  configure: unary(() => new Empty()),
  cancel: unary(() => new Empty()),
  getPluginInfo: unary(() => new PluginInfo().setVersion("1.0.0")),
  // There is nothing to configure, but the engine wants a configuration for each pack or for none.
  getAnalyzerInfo: unary(() =>
    new analyzer.AnalyzerInfo().setName("tandem-deep-check").setVersion("1.0.0").setSupportsconfig(true),
  ),
  remediate: unary(() => new analyzer.RemediateResponse()),
  analyze: unary((request: analyzer.AnalyzeRequest) => {
    collection.input(request);
    return new analyzer.AnalyzeResponse();
  }),
  analyzeStack: unary((request: analyzer.AnalyzeStackRequest) => {
    if (file !== undefined) collection.write(request.getResourcesList(), file);
    return new analyzer.AnalyzeResponse();
  }),
};

const unlimited = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };
const server = new grpc.Server(unlimited);
server.addService(
  AnalyzerService,
  Object.fromEntries(
    Object.keys(AnalyzerService).map((name) => [name, methods[name] ?? unimplemented(name)]),
  ),
);
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  process.stdout.write(`${port}\n`);
});

function unimplemented(name: string): grpc.UntypedHandleCall {
  return (_call: unknown, callback: grpc.sendUnaryData<unknown>) =>
    callback({ code: grpc.status.UNIMPLEMENTED, details: `the graph collector has no ${name}` });
}

// A killed engine leaves its plugins running; a change of parent tells that it is gone.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) process.exit(0);
}, 1000).unref();
