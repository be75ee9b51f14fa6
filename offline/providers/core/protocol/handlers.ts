import * as grpc from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as wire from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { hasSecret, type ValueMap } from "../values/value";
import { fromStruct, toStruct } from "../values/wire";
import type { EngineLog } from "./engine-log";
import { initializationFailed } from "./initialization-failed";
import {
  type Autonaming,
  type Failure,
  InitializationFailed,
  type Provider,
  ProviderError,
  type Subject,
} from "./provider";
import { fillDiff } from "./wire-diff";

type Handler<Request, Response> = (request: Request) => Response | Promise<Response>;

/** The provider service of one stand-in, as grpc-js wants it. */
export function handlers(provider: Provider, log: EngineLog): grpc.UntypedServiceImplementation {
  const implementation: grpc.UntypedServiceImplementation = {};
  for (const method of Object.keys(ResourceProviderService))
    implementation[method] = unary(unimplemented(method));
  const lifecycle = { ...session(provider, log), ...resources(provider), ...functions(provider) };
  return { ...implementation, ...lifecycle };
}

/** Everything about the plugin itself and its configuration. */
function session(provider: Provider, log: EngineLog): grpc.UntypedServiceImplementation {
  return {
    handshake: unary((request: wire.ProviderHandshakeRequest) => {
      log.attach(request.getEngineAddress());
      const response = new wire.ProviderHandshakeResponse();
      response.setAcceptSecrets(true);
      response.setSupportsAutonamingConfiguration(true);
      return response;
    }),
    attach: unary(() => new Empty()),
    cancel: unary(() => new Empty()),
    getPluginInfo: unary(() => {
      const info = new PluginInfo();
      info.setVersion(provider.version);
      return info;
    }),
    getSchema: unary(() => {
      const response = new wire.GetSchemaResponse();
      response.setSchema(JSON.stringify({ name: provider.name, version: provider.version }));
      return response;
    }),
    checkConfig: unary((request: wire.CheckRequest) => {
      const response = new wire.CheckResponse();
      response.setInputs(request.getNews());
      return response;
    }),
    diffConfig: unary(() => {
      const response = new wire.DiffResponse();
      response.setChanges(wire.DiffResponse.DiffChanges.DIFF_NONE);
      return response;
    }),
    configure: unary((request: wire.ConfigureRequest) => {
      provider.configure(fromStruct(request.getArgs()), (severity, message, urn) =>
        log.send(severity, message, urn),
      );
      const response = new wire.ConfigureResponse();
      response.setAcceptsecrets(true);
      response.setSupportspreview(true);
      response.setSupportsAutonamingConfiguration(true);
      return response;
    }),
  };
}

function resources(provider: Provider): grpc.UntypedServiceImplementation {
  return {
    check: unary(async (request: wire.CheckRequest) => {
      const olds = request.getOlds();
      const news = fromStruct(request.getNews());
      const { inputs, failures } = await provider.check({
        ...subject(request.getUrn()),
        olds: olds === undefined || isEmpty(olds) ? undefined : fromStruct(olds),
        news,
        autonaming: autonaming(request.getAutonaming()),
      });
      const response = new wire.CheckResponse();
      response.setInputs(toStruct(inputs));
      response.setFailuresList(failures.map((failure) => toFailure(withoutSecret(failure, news))));
      return response;
    }),
    diff: unary((request: wire.DiffRequest) =>
      fillDiff(
        provider.diff({
          ...subject(request.getUrn()),
          id: request.getId(),
          oldInputs: fromStruct(request.getOldInputs()),
          oldOutputs: fromStruct(request.getOlds()),
          news: fromStruct(request.getNews()),
          ignoreChanges: request.getIgnorechangesList(),
        }),
      ),
    ),
    create: unary(async (request: wire.CreateRequest) => {
      const inputs = fromStruct(request.getProperties());
      const preview = request.getPreview();
      const { id, outputs } = await provider.create({ ...subject(request.getUrn()), inputs, preview });
      const response = new wire.CreateResponse();
      response.setId(id);
      response.setProperties(toStruct(outputs));
      return response;
    }),
    read: unary(async (request: wire.ReadRequest) => {
      const state = await provider.read({
        ...subject(request.getUrn()),
        id: request.getId(),
        outputs: fromStruct(request.getProperties()),
        inputs: fromStruct(request.getInputs()),
      });
      const response = new wire.ReadResponse();
      if (state === undefined) return response;
      response.setId(state.id);
      response.setProperties(toStruct(state.outputs));
      response.setInputs(toStruct(state.inputs));
      return response;
    }),
    update: unary(async (request: wire.UpdateRequest) => {
      const outputs = await provider.update({
        ...subject(request.getUrn()),
        id: request.getId(),
        oldInputs: fromStruct(request.getOldInputs()),
        oldOutputs: fromStruct(request.getOlds()),
        news: fromStruct(request.getNews()),
        preview: request.getPreview(),
      });
      const response = new wire.UpdateResponse();
      response.setProperties(toStruct(outputs));
      return response;
    }),
    delete: unary(async (request: wire.DeleteRequest) => {
      await provider.delete({
        ...subject(request.getUrn()),
        id: request.getId(),
        oldInputs: fromStruct(request.getOldInputs()),
        outputs: fromStruct(request.getProperties()),
      });
      return new Empty();
    }),
  };
}

function functions(provider: Provider): grpc.UntypedServiceImplementation {
  return {
    invoke: unary(async (request: wire.InvokeRequest) => {
      const args = fromStruct(request.getArgs());
      const { result, failures } = await provider.invoke(request.getTok(), args, request.getPreview());
      const response = new wire.InvokeResponse();
      response.setReturn(toStruct(result));
      response.setFailuresList(failures.map(toFailure));
      return response;
    }),
  };
}

/** Wraps a handler: a `ProviderError` is shown as it is, anything else says that the stand-in itself failed. */
function unary<Request, Response>(handle: Handler<Request, Response>) {
  return (
    call: { request: Request },
    reply: (error: grpc.ServiceError | null, response?: Response) => void,
  ) => {
    Promise.resolve()
      .then(() => handle(call.request))
      .then(
        (response) => reply(null, response),
        (error: unknown) => reply(toServiceError(error)),
      );
  };
}

function unimplemented(method: string): Handler<unknown, never> {
  return () => {
    throw Object.assign(new Error(`the stand-in provider has no ${method}`), {
      code: grpc.status.UNIMPLEMENTED,
    });
  };
}

function toServiceError(error: unknown): grpc.ServiceError {
  if (error instanceof InitializationFailed) return initializationFailed(error);
  const cause = error instanceof Error ? error : new Error(String(error));
  const own = error instanceof ProviderError || "code" in cause;
  const message = own ? cause.message : `the stand-in provider failed: ${cause.stack ?? cause.message}`;
  const code = "code" in cause && typeof cause.code === "number" ? cause.code : grpc.status.UNKNOWN;
  return Object.assign(new Error(message), { code, details: message, metadata: new grpc.Metadata() });
}

function subject(urn: string): Subject {
  const [, , types = "", ...name] = urn.split("::");
  return { urn, type: types.slice(types.lastIndexOf("$") + 1), name: name.join("::") };
}

function autonaming(options: wire.CheckRequest.AutonamingOptions | undefined): Autonaming | undefined {
  if (options === undefined) return undefined;
  const modes = ["propose", "enforce", "disable"] as const;
  return { proposedName: options.getProposedName(), mode: modes[options.getMode()] ?? "propose" };
}

function toFailure({ property, reason }: Failure): wire.CheckFailure {
  const failure = new wire.CheckFailure();
  failure.setProperty(property);
  failure.setReason(reason);
  return failure;
}

/**
 * A failure that names a secret input is told of the resource as a whole: the engine shows the value of the property
 * that a failure names, secret or not (pkg/resource/deploy/step_generator.go).
 */
function withoutSecret(failure: Failure, news: ValueMap): Failure {
  return hasSecret(news[failure.property]) ? { ...failure, property: "" } : failure;
}

const isEmpty = (struct: Struct): boolean => struct.getFieldsMap().getLength() === 0;
