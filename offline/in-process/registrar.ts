import * as provider from "@pulumi/pulumi/proto/provider_pb";
import * as wire from "@pulumi/pulumi/proto/resource_pb";
import type { Account } from "../providers/aws/account/account";
import type { Failure } from "../providers/core/protocol/provider";
import { UNKNOWN, type Value, type ValueMap } from "../providers/core/values/value";
import { fromStruct, toStruct, UNKNOWN_TEXT } from "../providers/core/values/wire";
import { buildComponent } from "./build-component";
import { type Diagnostic, type Place, type RegisteredResource, urnOf } from "./deployment";
import { engineFunction, type StackOutputs } from "./engine-functions";
import { ProviderTable, packageOf } from "./provider-table";
import type { Packages } from "./providers";
import { dependenciesOf, optionsOf, withoutReferences } from "./requests";
import { keepSecrets } from "./secrets";
import { Transforms } from "./transforms";

/** What a registrar works with. */
export interface Surroundings {
  readonly place: Place;
  readonly packages: Packages;
  readonly account: Account;
  /** Configuration of the stack, `namespace:key` to text. */
  readonly config: Readonly<Record<string, string>>;
  readonly stackOutputs: StackOutputs;
}

/**
 * Does what the engine does with a resource that a program registers: names it, lets its transforms change it, has its
 * provider check it and preview or make it, and gives back what is known. What a provider refuses is noted, and in a
 * preview the program goes on with outputs that are not known, so that one run tells all that is wrong.
 */
export class Registrar {
  readonly transforms = new Transforms();
  readonly diagnostics: Diagnostic[] = [];
  private readonly byUrn = new Map<string, RegisteredResource>();
  /** Errors that have been told. */
  private readonly told = new WeakSet<Error>();
  private readonly providers: ProviderTable;

  constructor(private readonly surroundings: Surroundings) {
    const { place, packages, account, config } = surroundings;
    const log = (severity: Diagnostic["severity"], message: string, urn?: string) =>
      this.say({ severity, message, ...(urn === undefined ? {} : { urn }) });
    this.providers = new ProviderTable(place, packages, account, config, log, ({ urn, inputs }, name) =>
      this.keep(urn, providerResource(urn, name, inputs)),
    );
  }

  get resources(): readonly RegisteredResource[] {
    return [...this.byUrn.values()];
  }

  say(diagnostic: Diagnostic): void {
    this.diagnostics.push(diagnostic);
  }

  /** Registers a resource. What is thrown has been told with the resource that it is about. */
  async register(request: wire.RegisterResourceRequest): Promise<wire.RegisterResourceResponse> {
    try {
      return await this.take(request);
    } catch (error) {
      if (error instanceof Error && this.told.has(error)) throw error;
      const [parent, type, name] = [request.getParent(), request.getType(), request.getName()];
      const urn = urnOf(this.surroundings.place, parent, type, name);
      throw this.failure(urn, error instanceof Error ? error.message : String(error));
    }
  }

  private async take(request: wire.RegisterResourceRequest): Promise<wire.RegisterResourceResponse> {
    this.providers.inherit(request);
    await this.transforms.apply(request);
    const type = request.getType();
    if (request.getRemote()) return this.construct(request);
    const urn = urnOf(this.surroundings.place, request.getParent(), type, request.getName());
    if (this.byUrn.has(urn))
      throw this.failure(urn, `Duplicate resource URN '${urn}'; try giving it a unique name`);
    this.transforms.note(urn, request.getParent(), request.getTransformsList());
    if (!request.getCustom()) return this.component(request, urn);
    return ProviderTable.isProvider(type) ? this.providerResource(request, urn) : this.custom(request, urn);
  }

  async registerOutputs(request: wire.RegisterResourceOutputsRequest): Promise<void> {
    const resource = this.byUrn.get(request.getUrn());
    if (resource !== undefined) resource.outputs = fromStruct(request.getOutputs());
  }

  async invoke(request: wire.ResourceInvokeRequest): Promise<provider.InvokeResponse> {
    const token = request.getTok();
    const args = withoutReferences(fromStruct(request.getArgs()));
    const { place, stackOutputs } = this.surroundings;
    if (token.startsWith("pulumi:"))
      return response(engineFunction(token, args, (urn) => this.byUrn.get(urn), stackOutputs));
    const { provider: at } = this.providers.find(request.getProvider(), packageOf(token), token);
    const { result, failures } = await at.invoke(token, args, place.preview);
    return response(result, failures);
  }

  async read(request: wire.ReadResourceRequest): Promise<wire.ReadResourceResponse> {
    const [type, name, id] = [request.getType(), request.getName(), request.getId()];
    const urn = urnOf(this.surroundings.place, request.getParent(), type, name);
    const { provider: at, urn: providerUrn } = this.providers.find(
      request.getProvider(),
      packageOf(type),
      type,
    );
    const inputs = withoutReferences(fromStruct(request.getProperties()));
    const state = await at.read({ urn, type, name, id, inputs: {}, outputs: inputs });
    if (state === undefined) throw this.failure(urn, `resource '${id}' does not exist`);
    const options = { ...noOptions, additionalSecretOutputs: request.getAdditionalsecretoutputsList() };
    const known = { type, name, parent: request.getParent(), options, propertyDependencies: {} };
    this.keep(urn, {
      ...known,
      ...{ urn, custom: true, id: state.id, provider: providerUrn },
      ...{ inputs: state.inputs, outputs: state.outputs, dependencies: request.getDependenciesList() },
    });
    return new wire.ReadResourceResponse().setUrn(urn).setProperties(toStruct(state.outputs));
  }

  /** A component of the program: the engine gives it nothing but a URN. */
  private component(request: wire.RegisterResourceRequest, urn: string): wire.RegisterResourceResponse {
    const inputs = fromStruct(request.getObject());
    this.providers.noteComponent(urn, request);
    this.keep(urn, this.resourceOf(request, urn, { inputs, outputs: {}, id: undefined, provider: "" }));
    return new wire.RegisterResourceResponse().setUrn(urn).setObject(request.getObject());
  }

  /** A component of awsx or eks: its package builds it, and registers it and its children here. */
  private construct(request: wire.RegisterResourceRequest): Promise<wire.RegisterResourceResponse> {
    const { packages, place, config } = this.surroundings;
    const type = request.getType();
    const at = packages.components(packageOf(type));
    if (at === undefined)
      throw new Error(`${type} is a component of a package that has no stand-in; awsx and eks have one`);
    const own = [...request.getTransformsList()];
    request.setTransformsList([]);
    const register = async (child: wire.RegisterResourceRequest) => {
      // The component's own transforms have been applied; they hold for what lies below it.
      const answer = await this.register(child);
      if (child.getType() === type && child.getName() === request.getName())
        this.transforms.note(answer.getUrn(), request.getParent(), own);
      return answer;
    };
    return buildComponent(at, request, place, config, {
      register,
      registerOutputs: (urn, outputs) =>
        this.registerOutputs(
          new wire.RegisterResourceOutputsRequest().setUrn(urn).setOutputs(toStruct(outputs)),
        ),
      invoke: async (token, args, reference, version) => {
        const asked = new wire.ResourceInvokeRequest().setTok(token).setArgs(toStruct(args));
        const answer = await this.invoke(asked.setProvider(reference).setVersion(version));
        const failures = answer.getFailuresList().map((one) => `${one.getReason()} (${one.getProperty()})`);
        if (failures.length > 0) throw new Error(`${token} failed: ${failures.join("; ")}`);
        return fromStruct(answer.getReturn());
      },
      warn: (message, urn) => this.say({ severity: "warning", message, urn }),
    });
  }

  private providerResource(
    request: wire.RegisterResourceRequest,
    urn: string,
  ): wire.RegisterResourceResponse {
    // The engine notes the version of the plugin, so that another program version takes the same one to delete with.
    const version = this.surroundings.packages.version(request.getType().split(":")[2] ?? "");
    const inputs = { ...fromStruct(request.getObject()), version };
    const id = this.providers.register(urn, request.getType(), inputs);
    this.keep(urn, this.resourceOf(request, urn, { inputs, outputs: inputs, id, provider: "" }));
    return new wire.RegisterResourceResponse().setUrn(urn).setId(id).setObject(toStruct(inputs));
  }

  private async custom(
    request: wire.RegisterResourceRequest,
    urn: string,
  ): Promise<wire.RegisterResourceResponse> {
    const [type, name] = [request.getType(), request.getName()];
    const { place } = this.surroundings;
    const at = this.providers.find(request.getProvider(), packageOf(type), type);
    const subject = { urn, type, name };
    const news = withoutReferences(fromStruct(request.getObject()));
    const { inputs, failures } = await at.provider.check({
      ...subject,
      olds: undefined,
      news,
      autonaming: undefined,
    });
    for (const failure of failures) this.failure(urn, sentence(subject, failure));
    if (failures.length > 0 && !place.preview) throw this.known(new Error(`${type} "${name}" is not valid`));
    const created =
      failures.length > 0
        ? unmade
        : await this.create(() => at.provider.create({ ...subject, inputs, preview: place.preview }), urn);
    const outputs = keepSecrets(created.outputs, inputs, request.getAdditionalsecretoutputsList());
    const id = created.id === "" ? UNKNOWN : created.id;
    this.keep(urn, this.resourceOf(request, urn, { inputs, outputs, id, provider: at.urn }));
    return new wire.RegisterResourceResponse()
      .setUrn(urn)
      .setId(created.id)
      .setObject(toStruct(outputs))
      .setResult(wire.Result.SUCCESS);
  }

  private async create<Made extends { id: string; outputs: ValueMap }>(
    make: () => Made | Promise<Made>,
    urn: string,
  ): Promise<Made | typeof unmade> {
    try {
      return await make();
    } catch (error) {
      const failure = this.failure(urn, error instanceof Error ? error.message : String(error));
      if (!this.surroundings.place.preview) throw failure;
      return unmade;
    }
  }

  private resourceOf(
    request: wire.RegisterResourceRequest,
    urn: string,
    made: { inputs: ValueMap; outputs: ValueMap; id: Value | undefined; provider: string },
  ): RegisteredResource {
    const [type, name, parent] = [request.getType(), request.getName(), request.getParent()];
    const known = { urn, type, name, parent, custom: request.getCustom(), options: optionsOf(request) };
    return { ...known, ...made, ...dependenciesOf(request) };
  }

  private keep(urn: string, resource: RegisteredResource): void {
    this.byUrn.set(urn, resource);
  }

  private failure(urn: string, message: string): Error {
    this.say({ severity: "error", message, urn });
    return this.known(new Error(message));
  }

  private known(error: Error): Error {
    this.told.add(error);
    return error;
  }
}

/** What there is of a resource that a provider refused. */
const unmade = { id: "", outputs: {} as ValueMap };

const noOptions: RegisteredResource["options"] = {
  ...{ protect: false, retainOnDelete: false, deletedWith: "" },
  ...{ ignoreChanges: [], replaceOnChanges: [], additionalSecretOutputs: [] },
};

function providerResource(urn: string, name: string, inputs: ValueMap): RegisteredResource {
  const type = urn.split("::")[2] ?? "";
  return {
    ...{ urn, type, name, inputs, outputs: inputs, custom: true, parent: "", provider: "" },
    ...{
      id: UNKNOWN_TEXT,
      dependencies: [],
      propertyDependencies: {},
      options: noOptions,
    },
  };
}

/** A refusal in the engine's words, without the value, which may be secret. */
function sentence({ type, name }: { type: string; name: string }, { property, reason }: Failure): string {
  const what = property === "" ? "" : ` property ${property}`;
  return `${type} resource '${name}':${what === "" ? "" : `${what}:`} ${reason}`;
}

function response(result: ValueMap, failures: readonly Failure[] = []): provider.InvokeResponse {
  const list = failures.map(({ property, reason }) =>
    new provider.CheckFailure().setProperty(property).setReason(reason),
  );
  return new provider.InvokeResponse().setReturn(toStruct(result)).setFailuresList(list);
}
