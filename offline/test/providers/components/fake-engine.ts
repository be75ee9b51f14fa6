import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { ConstructRequest, type ConstructResponse, InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import {
  type RegisterResourceOutputsRequest,
  type RegisterResourceRequest,
  RegisterResourceResponse,
  type ResourceInvokeRequest,
} from "@pulumi/pulumi/proto/resource_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import { type ComponentPackage, listen } from "../../../providers/components/serve";
import { EngineLog } from "../../../providers/core/protocol/engine-log";

export type Json = { [key: string]: JavaScriptValue };

/** Marks of the property wire format, spelled out so that the tests don't trust the code under test. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const signature = "4dabf18193072939515e22adb298388d";
export const secret = (value: JavaScriptValue) => ({
  [signature]: "1b47061264138c4ac30d75fd1eb44270",
  value,
});
export const output = (
  value: JavaScriptValue | undefined,
  dependencies: string[] = [],
  isSecret = false,
) => ({
  [signature]: "d0e6a833031e9bbcd3f4e8bde6ca49a4",
  ...(value === undefined ? {} : { value }),
  ...(isSecret ? { secret: true } : {}),
  dependencies,
});
export const reference = (urn: string, id?: string) => ({
  [signature]: "5cf8f73096256a8f31e491e813e4eb8e",
  urn,
  ...(id === undefined ? {} : { id }),
  packageVersion: "",
});

/** One registration as the engine received it. */
export interface Registered {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly custom: boolean;
  /** Name of the parent; empty for none, its URN when the parent is not of this construction. */
  readonly parent: string;
  readonly inputs: Json;
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly request: RegisterResourceRequest;
}

export interface Call {
  readonly token: string;
  readonly args: Json;
  readonly provider: string;
}

export interface Scenario {
  readonly preview?: boolean;
  /** Outputs beside the inputs, by type token; only after `up`. */
  readonly outputs?: Readonly<Record<string, Json>>;
  /** True for providers that answer with their outputs alone, not with the inputs too. */
  readonly terse?: boolean;
  /** Results of functions, by token. */
  readonly functions?: Readonly<Record<string, Json>>;
  /** What exists already, by URN: id and state for `pulumi:pulumi:getResource`. */
  readonly existing?: Readonly<Record<string, { readonly id: string; readonly state: Json }>>;
  /** Type whose registration fails, with the engine's message. */
  readonly failing?: { readonly type: string; readonly message: string };
  /** Changes the request before it is sent. */
  readonly request?: (request: ConstructRequest) => void;
}

export interface Constructed {
  readonly resources: readonly Registered[];
  readonly calls: readonly Call[];
  readonly urn: string;
  readonly state: Json;
  readonly stateDependencies: Readonly<Record<string, readonly string[]>>;
  readonly outputs: Readonly<Record<string, Json>>;
  /** The one resource of a type with a name. Fails when there is none or more than one. */
  get(type: string, name: string): Registered;
}

/** URN of a resource as the fake engine makes it. */
export const urnOf = (type: string, name: string) => `urn:pulumi:dev::project::${type}::${name}`;

/** Constructs one component of a package through its plugin server, against a monitor that records. */
export async function construct(
  components: ComponentPackage,
  type: string,
  name: string,
  inputs: Json,
  scenario: Scenario = {},
): Promise<Constructed> {
  const monitor = new FakeMonitor(scenario);
  const monitorPort = await monitor.start();
  const plugin = await listen(components, new EngineLog(undefined));
  const client = new ResourceProviderClient(`127.0.0.1:${plugin.port}`, grpc.credentials.createInsecure());
  const request = new ConstructRequest();
  request.setType(type);
  request.setName(name);
  request.setDryrun(scenario.preview ?? false);
  request.setMonitorendpoint(`127.0.0.1:${monitorPort}`);
  request.setInputs(Struct.fromJavaScript(inputs));
  scenario.request?.(request);
  try {
    const response = await new Promise<ConstructResponse>((resolve, reject) => {
      client.construct(request, (error, answer) => (error ? reject(error) : resolve(answer)));
    });
    return monitor.result(response);
  } finally {
    client.close();
    plugin.stop();
    monitor.stop();
  }
}

class FakeMonitor {
  private readonly server = new grpc.Server();
  private readonly resources: Registered[] = [];
  private readonly calls: Call[] = [];
  private readonly outputs: Record<string, Json> = {};

  constructor(private readonly scenario: Scenario) {}

  start(): Promise<number> {
    const methods: grpc.UntypedServiceImplementation = {};
    for (const method of Object.keys(ResourceMonitorService)) {
      methods[method] = (_call: unknown, done: grpc.sendUnaryData<unknown>) =>
        done({ code: grpc.status.UNIMPLEMENTED, details: method });
    }
    methods.registerResource = this.unary((request: RegisterResourceRequest) => this.register(request));
    methods.invoke = this.unary((request: ResourceInvokeRequest) => this.invoke(request));
    methods.registerResourceOutputs = this.unary((request: RegisterResourceOutputsRequest) => {
      this.outputs[request.getUrn()] = json(request.getOutputs());
      return new Empty();
    });
    this.server.addService(ResourceMonitorService, methods);
    return new Promise((resolve, reject) => {
      this.server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) =>
        error ? reject(error) : resolve(port),
      );
    });
  }

  stop(): void {
    this.server.forceShutdown();
  }

  private unary<Request, Response>(handle: (request: Request) => Response) {
    return (call: grpc.ServerUnaryCall<Request, Response>, done: grpc.sendUnaryData<Response>) => {
      try {
        done(null, handle(call.request));
      } catch (error) {
        done({ code: grpc.status.UNKNOWN, details: error instanceof Error ? error.message : String(error) });
      }
    };
  }

  private register(request: RegisterResourceRequest): RegisterResourceResponse {
    const type = request.getType();
    if (type === this.scenario.failing?.type) throw new Error(this.scenario.failing.message);
    const urn = urnOf(type, request.getName());
    const parent = this.resources.find((resource) => resource.urn === request.getParent());
    const dependencies = [...request.getPropertydependenciesMap().entries()];
    this.resources.push({
      type,
      name: request.getName(),
      urn,
      custom: request.getCustom(),
      parent: parent?.name ?? request.getParent(),
      inputs: json(request.getObject()),
      dependencies: [...request.getDependenciesList()].sort(),
      propertyDependencies: Object.fromEntries(
        dependencies.map(([key, urns]) => [key, urns.getUrnsList().sort()]),
      ),
      request,
    });
    const response = new RegisterResourceResponse();
    response.setUrn(urn);
    const created = request.getCustom() && this.scenario.preview !== true;
    if (created) response.setId(`${request.getName()}-id`);
    const outputs = created ? this.scenario.outputs?.[type] : {};
    const echo = this.scenario.terse === true ? {} : json(request.getObject());
    response.setObject(Struct.fromJavaScript({ ...echo, ...outputs }));
    return response;
  }

  private invoke(request: ResourceInvokeRequest): InvokeResponse {
    const token = request.getTok();
    const args = json(request.getArgs());
    this.calls.push({ token, args, provider: request.getProvider() });
    const result =
      token === "pulumi:pulumi:getResource"
        ? this.lookUp(String(args.urn))
        : this.scenario.functions?.[token];
    if (result === undefined) throw new Error(`the test has no result for ${token}`);
    return new InvokeResponse().setReturn(Struct.fromJavaScript(result));
  }

  private lookUp(urn: string): Json {
    const found = this.scenario.existing?.[urn];
    if (found === undefined) throw new Error(`the test has no resource ${urn}`);
    return { urn, ...found };
  }

  result(response: ConstructResponse): Constructed {
    const { resources } = this;
    const dependencies = [...response.getStatedependenciesMap().entries()];
    return {
      resources,
      calls: this.calls,
      urn: response.getUrn(),
      state: json(response.getState()),
      stateDependencies: Object.fromEntries(
        dependencies.map(([key, urns]) => [key, urns.getUrnsList().sort()]),
      ),
      outputs: this.outputs,
      get(type, name) {
        const found = resources.filter((resource) => resource.type === type && resource.name === name);
        const [one] = found;
        if (one === undefined || found.length > 1)
          throw new Error(`${found.length} resources ${type} ${name}`);
        return one;
      },
    };
  }
}

function json(struct: Struct | undefined): Json {
  return struct?.toJavaScript() ?? {};
}

/** The registrations as a sorted list of `type name < parent`, the shape of the graph at a glance. */
export function graph({ resources }: Constructed): readonly string[] {
  return resources.map(({ type, name, parent }) => `${type} ${name} < ${parent}`).sort();
}
