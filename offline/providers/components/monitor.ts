import * as grpc from "@grpc/grpc-js";
import type { InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import { ResourceMonitorClient } from "@pulumi/pulumi/proto/resource_grpc_pb";
import {
  RegisterResourceOutputsRequest,
  type RegisterResourceRequest,
  type RegisterResourceResponse,
  ResourceInvokeRequest,
} from "@pulumi/pulumi/proto/resource_pb";
import type { ValueMap } from "../core/values/value";
import { fromStruct, toStruct } from "../core/values/wire";

const unlimited = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };

/** Where a component registers what it is made of. */
export interface ComponentMonitor {
  register(request: RegisterResourceRequest): Promise<RegisterResourceResponse>;
  registerOutputs(urn: string, outputs: ValueMap): Promise<void>;
  /** Calls a provider's function. @throws when the function reports failures. */
  invoke(token: string, args: ValueMap, provider: string, version: string): Promise<ValueMap>;
}

/** The engine's resource monitor of one deployment. Errors carry the engine's own sentence, without gRPC's prefix. */
export class Monitor implements ComponentMonitor {
  private static readonly connections = new Map<string, Monitor>();

  /** The monitor at an address; components of one deployment share the connection. */
  static at(address: string): Monitor {
    const open = Monitor.connections.get(address) ?? new Monitor(address);
    Monitor.connections.set(address, open);
    return open;
  }

  private readonly client: ResourceMonitorClient;

  private constructor(address: string) {
    this.client = new ResourceMonitorClient(address, grpc.credentials.createInsecure(), unlimited);
  }

  register(request: RegisterResourceRequest): Promise<RegisterResourceResponse> {
    return unary((done) => this.client.registerResource(request, done));
  }

  async registerOutputs(urn: string, outputs: ValueMap): Promise<void> {
    const request = new RegisterResourceOutputsRequest();
    request.setUrn(urn);
    request.setOutputs(toStruct(outputs));
    await unary((done) => this.client.registerResourceOutputs(request, done));
  }

  async invoke(token: string, args: ValueMap, provider: string, version: string): Promise<ValueMap> {
    const request = new ResourceInvokeRequest();
    request.setTok(token);
    request.setArgs(toStruct(args));
    request.setProvider(provider);
    request.setVersion(version);
    request.setAcceptresources(true);
    const response = await unary<InvokeResponse>((done) => this.client.invoke(request, done));
    const failures = response
      .getFailuresList()
      .map((failure) => `${failure.getReason()} (${failure.getProperty()})`);
    if (failures.length > 0) throw new Error(`${token} failed: ${failures.join("; ")}`);
    return fromStruct(response.getReturn());
  }
}

function unary<Response>(
  call: (done: (error: grpc.ServiceError | null, response: Response) => void) => void,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    call((error, response) => (error ? reject(new Error(error.details)) : resolve(response)));
  });
}
