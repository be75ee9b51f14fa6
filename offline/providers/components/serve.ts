import * as grpc from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as wire from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { EngineLog } from "../core/protocol/engine-log";
import { toStruct } from "../core/values/wire";
import { Construction } from "./construction";
import { serviceError } from "./errors";
import { type ComponentMonitor, Monitor } from "./monitor";
import { type InputMap, settle } from "./outputs";
import { readRequest } from "./request";
import type { Resource } from "./resource";

/** What a component leaves behind: itself and the outputs that the program sees. */
export interface Component {
  readonly resource: Resource;
  readonly outputs: InputMap;
}

/** Builds one component. Bad arguments throw `ArgumentsError`. */
export type Build = (construction: Construction) => Component | Promise<Component>;

/** A package of components. */
export interface ComponentPackage {
  /** Package name, such as `awsx`. */
  readonly name: string;
  readonly version: string;
  /** By type token. */
  readonly components: Readonly<Record<string, Build>>;
}

/**
 * Runs a package as a Pulumi plugin: listens on a free local port, prints the port (the engine reads it from standard
 * output) and ends when the engine that started it is gone.
 */
export async function serve(components: ComponentPackage): Promise<void> {
  const log = new EngineLog(process.argv.slice(2).findLast((argument) => /^[\w.-]+:\d+$/.test(argument)));
  const { port } = await listen(components, log);
  process.stdout.write(`${port}\n`);
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.exit(0);
  }, 1000).unref();
}

/** A server that takes calls. */
export interface Listening {
  readonly port: number;
  /** Ends it at once, with all its connections. */
  stop(): void;
}

/** Starts the server on a free local port. */
export function listen(components: ComponentPackage, log: EngineLog): Promise<Listening> {
  const server = new grpc.Server({
    "grpc.max_receive_message_length": -1,
    "grpc.max_send_message_length": -1,
  });
  server.addService(ResourceProviderService, service(components, log));
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) =>
      error ? reject(error) : resolve({ port, stop: () => server.forceShutdown() }),
    );
  });
}

type Handler<Request, Response> = (request: Request) => Response | Promise<Response>;

function unary<Request, Response>(
  handler: Handler<Request, Response>,
): grpc.handleUnaryCall<Request, Response> {
  return (call, done) => {
    Promise.resolve(call.request)
      .then(handler)
      .then(
        (response) => done(null, response),
        (error: unknown) => done(serviceError(error)),
      );
  };
}

function service(components: ComponentPackage, log: EngineLog): grpc.UntypedServiceImplementation {
  const methods: grpc.UntypedServiceImplementation = {};
  for (const method of Object.keys(ResourceProviderService)) {
    methods[method] = (_call: unknown, done: grpc.sendUnaryData<unknown>) =>
      done({ code: grpc.status.UNIMPLEMENTED, details: `${components.name}: ${method} is not implemented` });
  }
  return {
    ...methods,
    ...lifecycle(components, log),
    construct: unary((request: wire.ConstructRequest) =>
      construct(components, request, Monitor.at(request.getMonitorendpoint()), (text, urn) =>
        log.send("warning", text, urn),
      ),
    ),
  };
}

function lifecycle(components: ComponentPackage, log: EngineLog): grpc.UntypedServiceImplementation {
  return {
    handshake: unary((request: wire.ProviderHandshakeRequest) => {
      log.attach(request.getEngineAddress());
      const response = new wire.ProviderHandshakeResponse();
      response.setAcceptSecrets(true);
      response.setAcceptResources(true);
      response.setAcceptOutputs(true);
      return response;
    }),
    attach: unary((request: { getAddress(): string }) => {
      log.attach(request.getAddress());
      return new Empty();
    }),
    cancel: unary(() => new Empty()),
    getPluginInfo: unary(() => new PluginInfo().setVersion(components.version)),
    checkConfig: unary((request: wire.CheckRequest) => new wire.CheckResponse().setInputs(request.getNews())),
    diffConfig: unary(() => new wire.DiffResponse().setChanges(wire.DiffResponse.DiffChanges.DIFF_NONE)),
    configure: unary(() => {
      const response = new wire.ConfigureResponse();
      response.setAcceptsecrets(true);
      response.setAcceptresources(true);
      response.setAcceptoutputs(true);
      return response;
    }),
  };
}

/** Builds one component and registers what it is made of at the monitor. */
export async function construct(
  components: ComponentPackage,
  message: wire.ConstructRequest,
  monitor: ComponentMonitor,
  warn: (message: string, urn: string) => void,
): Promise<wire.ConstructResponse> {
  const request = readRequest(message);
  const build = components.components[request.type];
  if (build === undefined) throw unknownType(components, request.type);
  const construction = new Construction(request, monitor, warn);
  const { resource, outputs } = await build(construction);
  await construction.finish();
  return response(await resource.urn(), outputs);
}

async function response(urn: string, outputs: InputMap): Promise<wire.ConstructResponse> {
  const message = new wire.ConstructResponse();
  message.setUrn(urn);
  const values: Parameters<typeof toStruct>[0] = {};
  for (const [key, output] of Object.entries(outputs)) {
    const { value, dependencies } = await settle(output);
    if (value === undefined) continue;
    values[key] = value;
    const entry = new wire.ConstructResponse.PropertyDependencies();
    entry.setUrnsList([...dependencies]);
    message.getStatedependenciesMap().set(key, entry);
  }
  message.setState(toStruct(values));
  return message;
}

function unknownType(components: ComponentPackage, type: string): Error {
  const known = Object.keys(components.components).sort().join(", ");
  return new Error(
    `The offline stand-in of ${components.name} ${components.version} has no component ${type}. It has ${known}. ` +
      `Leave ${type} out of the offline run, or use the resources it is made of directly.`,
  );
}
