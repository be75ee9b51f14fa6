import type { ServiceError } from "@grpc/grpc-js";
import type { CallbackInvokeRequest, CallbackInvokeResponse } from "@pulumi/pulumi/proto/callback_pb";
import { CallbackServer, type ICallbackServer } from "@pulumi/pulumi/runtime/callbacks";

/** The functions of a program that the SDK serves, such as transforms; what the engine calls, its declarations leave out. */
export interface Callbacks extends ICallbackServer {
  invoke(
    call: { request: CallbackInvokeRequest },
    reply: (error: Partial<ServiceError> | null, response: CallbackInvokeResponse) => void,
  ): Promise<void>;
}

/**
 * The SDK's own, without the server that it starts in its constructor (runtime/callbacks.js): nobody calls from outside.
 *
 * @param monitor what it registers the functions with
 */
export function callbacksOf(monitor: object): Callbacks {
  const fields = {
    ...{ _monitor: monitor, _callbacks: new Map(), _awaitQueue: [], _pendingRegistrations: 0 },
    ...{ _target: Promise.resolve(""), _server: { forceShutdown: () => undefined } },
  };
  return Object.assign(Object.create(CallbackServer.prototype) as Callbacks, fields);
}
