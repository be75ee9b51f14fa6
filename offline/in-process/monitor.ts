import * as grpc from "@grpc/grpc-js";
import type { Callback } from "@pulumi/pulumi/proto/callback_pb";
import type * as provider from "@pulumi/pulumi/proto/provider_pb";
import * as wire from "@pulumi/pulumi/proto/resource_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Registrar } from "./registrar";

type Reply<Response> = (error: grpc.ServiceError | null, response?: Response) => void;

/** What this monitor does beside the plain registration of resources. */
const FEATURES = new Set([
  "secrets",
  "resourceReferences",
  "outputValues",
  "deletedWith",
  "replaceWith",
  "aliasSpecs",
  "transforms",
]);

/**
 * The resource monitor as the SDK calls it, without a wire: what the SDK sends reaches the registrar as it is, and its
 * answers come back on the next turn of the event loop.
 */
export class InProcessMonitor {
  constructor(private readonly registrar: Registrar) {}

  supportsFeature(request: wire.SupportsFeatureRequest, reply: Reply<wire.SupportsFeatureResponse>): void {
    reply(null, new wire.SupportsFeatureResponse().setHassupport(FEATURES.has(request.getId())));
  }

  registerResource(request: wire.RegisterResourceRequest, reply: Reply<wire.RegisterResourceResponse>): void {
    answer(this.registrar.register(request), reply);
  }

  registerResourceOutputs(request: wire.RegisterResourceOutputsRequest, reply: Reply<Empty>): void {
    answer(this.registrar.registerOutputs(request), reply, () => new Empty());
  }

  readResource(request: wire.ReadResourceRequest, reply: Reply<wire.ReadResourceResponse>): void {
    answer(this.registrar.read(request), reply);
  }

  invoke(request: wire.ResourceInvokeRequest, reply: Reply<provider.InvokeResponse>): void {
    answer(this.registrar.invoke(request), reply);
  }

  registerStackTransform(request: Callback, reply: Reply<Empty>): void {
    this.registrar.transforms.noteForStack(request);
    reply(null, new Empty());
  }

  signalAndWaitForShutdown(_request: Empty, reply: Reply<Empty>): void {
    reply(null, new Empty());
  }

  call(request: wire.ResourceCallRequest, reply: Reply<provider.CallResponse>): void {
    reply(unimplemented(`the method ${request.getTok()}`));
  }

  registerStackInvokeTransform(_request: Callback, reply: Reply<Empty>): void {
    reply(unimplemented("a transform of invokes"));
  }

  registerResourceHook(_request: wire.RegisterResourceHookRequest, reply: Reply<Empty>): void {
    reply(unimplemented("a resource hook"));
  }

  registerErrorHook(_request: wire.RegisterErrorHookRequest, reply: Reply<Empty>): void {
    reply(unimplemented("an error hook"));
  }

  registerPackage(_request: wire.RegisterPackageRequest, reply: Reply<wire.RegisterPackageResponse>): void {
    reply(unimplemented("a parameterised package"));
  }
}

function answer<Result, Response = Result>(
  promise: Promise<Result>,
  reply: Reply<Response>,
  of: (result: Result) => Response = (result) => result as unknown as Response,
): void {
  promise.then(
    (result) => reply(null, of(result)),
    (error: unknown) =>
      reply(serviceError(grpc.status.UNKNOWN, error instanceof Error ? error.message : String(error))),
  );
}

function unimplemented(what: string): grpc.ServiceError {
  return serviceError(
    grpc.status.UNIMPLEMENTED,
    `${what} is not taken without the engine; use pulumi preview`,
  );
}

function serviceError(code: grpc.status, details: string): grpc.ServiceError {
  return Object.assign(new Error(details), { code, details, metadata: new grpc.Metadata() });
}
