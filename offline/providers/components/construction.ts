import { Result } from "@pulumi/pulumi/proto/resource_pb";
import {
  hasSecret,
  hasUnknown,
  isMap,
  plainMap,
  Reference,
  Secret,
  UNKNOWN,
  type Value,
} from "../core/values/value";
import { fromStruct } from "../core/values/wire";
import type { ComponentMonitor } from "./monitor";
import { type Input, type InputMap, Output, observed, settle } from "./outputs";
import { installedVersion } from "./plugins";
import { applyOptions, type Registration, registerRequest, settleInputs } from "./registration";
import type { ComponentRequest } from "./request";
import { type Inherited, insideOf, type Registered, Resource } from "./resource";

/** What a component may say about a child beside its inputs. */
export interface ChildOptions {
  readonly parent: Resource;
  /** Resources, or outputs whose resources must exist first. */
  readonly dependsOn?: readonly (Resource | Promise<Output>)[];
  readonly ignoreChanges?: readonly string[];
  readonly retainOnDelete?: boolean;
  /** Provider resources by package: for the child itself, or for what lies below a component. */
  readonly providers?: Readonly<Record<string, Resource>>;
}

/**
 * One component being constructed. Its methods return at once; a resource is registered as soon as all its inputs are
 * there, so that children that don't need each other are registered side by side.
 */
export class Construction {
  readonly name: string;
  readonly inputs: InputMap;
  private readonly pending: Promise<unknown>[] = [];
  private readonly custom = new Map<string, Resource>();
  private readonly versions = new Map<string, string>();

  constructor(
    readonly request: ComponentRequest,
    private readonly monitor: ComponentMonitor,
    private readonly log: (message: string, urn: string) => void,
  ) {
    this.name = request.name;
    this.inputs = request.inputs;
  }

  /** Registers the component itself, with the options that the program gave it. `parent` replaces the program's. */
  root(inputs: InputMap = this.inputs, parent = Promise.resolve(this.request.parent)): Resource {
    const { options, providers, type, name } = this.request;
    const inherited: Inherited = {
      protect: options.protect ?? false,
      providers: new Map([...providers].map(([key, reference]) => [key, Promise.resolve(reference)])),
    };
    return this.register("component", inherited, async () => {
      const parentUrn = await parent;
      const request = registerRequest({
        ...unset,
        type,
        name,
        custom: false,
        parent: parentUrn,
        inputs: await settleInputs(inputs),
        dependencies: options.dependencies,
        protect: inherited.protect,
        retainOnDelete: options.retainOnDelete ?? false,
        ignoreChanges: options.ignoreChanges,
        providers,
      });
      applyOptions(request, options, parentUrn);
      return request;
    });
  }

  /** A component inside this one. */
  component(type: string, name: string, inputs: InputMap, options: ChildOptions): Resource {
    return this.child("component", type, name, inputs, options);
  }

  /** A resource that a provider manages: the provider of its package that its parent has, or the default one. */
  resource(type: string, name: string, inputs: InputMap, options: ChildOptions): Resource {
    return this.child("custom", type, name, inputs, options);
  }

  private child(
    kind: "custom" | "component",
    type: string,
    name: string,
    inputs: InputMap,
    options: ChildOptions,
  ): Resource {
    const { parent } = options;
    const named = Object.entries(options.providers ?? {}).map(
      ([key, provider]) => [key, observed(providerReference(provider))] as const,
    );
    const inherited: Inherited = {
      protect: parent.inherited.protect,
      providers: new Map([...parent.inherited.providers, ...named]),
    };
    const provider = kind === "custom" ? inherited.providers.get(packageOf(type)) : undefined;
    const child = this.register(kind, inherited, async () =>
      registerRequest({
        ...unset,
        type,
        name,
        custom: kind === "custom",
        parent: await parent.urn(),
        inputs: await settleInputs(inputs),
        dependencies: await dependencyUrns(options.dependsOn ?? []),
        protect: inherited.protect,
        retainOnDelete: options.retainOnDelete,
        ignoreChanges: options.ignoreChanges ?? [],
        provider: (await provider) ?? "",
        providers: kind === "component" ? await settledProviders(named) : unset.providers,
        version: kind === "custom" ? this.pluginVersion(pluginOf(type)) : "",
      }),
    );
    parent.children.push(child);
    return child;
  }

  private register(
    kind: "custom" | "component",
    inherited: Inherited,
    prepare: () => Promise<ReturnType<typeof registerRequest>>,
  ): Resource {
    const registered = prepare().then(async (request) => {
      const response = await this.monitor.register(request);
      const partial = this.request.preview || response.getResult() !== Result.SUCCESS;
      const properties = fromStruct(response.getObject());
      if (!partial) fillFromInputs(properties, fromStruct(request.getObject()));
      const dependencies = [...response.getPropertydependenciesMap().entries()];
      const answer: Registered = {
        urn: response.getUrn(),
        id: kind === "component" || response.getId() === "" ? undefined : response.getId(),
        properties,
        propertyDependencies: new Map(dependencies.map(([key, urns]) => [key, urns.getUrnsList()])),
        partial,
      };
      if (kind === "custom") this.custom.set(answer.urn, resource);
      return answer;
    });
    const resource = new Resource(kind, registered, inherited);
    this.pending.push(registered);
    return resource;
  }

  /** A resource that exists already and was passed as an argument; its properties are asked of the engine. */
  existing(reference: Reference): Resource {
    const kind = reference.id === undefined ? "component" : "custom";
    const found = this.monitor.invoke("pulumi:pulumi:getResource", { urn: reference.urn }, "", "");
    const registered = found.then(
      ({ id, state }): Registered => ({
        urn: reference.urn,
        id: id === "" || id === null ? undefined : id,
        properties: isMap(state) ? state : {},
        propertyDependencies: new Map(),
        partial: this.request.preview,
      }),
    );
    return new Resource(kind, registered, { providers: new Map(), protect: undefined });
  }

  /** A property of a resource that was passed as an argument, directly or as an output. */
  propertyOf(argument: Input, property: string, ...inside: readonly (string | number)[]): Promise<Output> {
    return observed(
      settle(argument).then(async ({ value, dependencies }) => {
        const reference = value instanceof Secret ? value.value : value;
        if (!(reference instanceof Reference))
          return new Output(insideOf(value, [property, ...inside]), dependencies);
        const resource = this.existing(reference);
        const output = property === "id" ? await resource.id : await resource.output(property, ...inside);
        return new Output(output.value, new Set([...dependencies, ...output.dependencies]));
      }),
    );
  }

  /** Calls a function of a provider with the provider that `parent` has. Unknown when the arguments are, or what they come from. */
  invoke(token: string, args: InputMap, parent: Resource): Promise<Output> {
    return observed(this.invokeNow(token, args, parent));
  }

  private async invokeNow(token: string, args: InputMap, parent: Resource): Promise<Output> {
    const { value, dependencies } = await settle(args);
    if (!isMap(value) || hasUnknown(value) || (await this.awaitsCreation(dependencies))) {
      return new Output(UNKNOWN, dependencies);
    }
    const provider = (await parent.inherited.providers.get(packageOf(token))) ?? "";
    const version = this.pluginVersion(packageOf(token));
    const result = await this.monitor.invoke(token, plainMap(value), provider, version);
    return new Output(hasSecret(value) ? new Secret(result) : result, dependencies);
  }

  private pluginVersion(packageName: string): string {
    const version = this.versions.get(packageName) ?? installedVersion(packageName);
    this.versions.set(packageName, version);
    return version;
  }

  private async awaitsCreation(urns: ReadonlySet<string>): Promise<boolean> {
    for (const urn of urns) {
      const resource = this.custom.get(urn);
      if (resource !== undefined && hasUnknown((await resource.id).value)) return true;
    }
    return false;
  }

  /** Says which outputs a component has; they are what the state shows of it. */
  registerOutputs(resource: Resource, outputs: InputMap): void {
    this.pending.push(
      observed(
        (async () => {
          const { values } = await settleInputs(outputs);
          await this.monitor.registerOutputs(await resource.urn(), values);
        })(),
      ),
    );
  }

  /** Shows a warning at a resource. A message that is known only after `up` is not shown in preview. */
  warn(message: Input, at: Resource): void {
    const shown = Promise.all([settle(message), at.urn()]).then(([{ value }, urn]) => {
      if (typeof value === "string") this.log(value, urn);
    });
    this.pending.push(observed(shown));
  }

  /** A value of the stack's configuration, such as `aws:profile`. */
  config(key: string): string | undefined {
    return this.request.config.get(key);
  }

  /** Waits for everything that was begun. @throws the first failure. */
  async finish(): Promise<void> {
    for (let done = 0; done < this.pending.length; ) {
      const batch = this.pending.slice(done);
      done = this.pending.length;
      await Promise.all(batch);
    }
  }
}

const unset = {
  provider: "",
  providers: new Map<string, string>(),
  version: "",
} satisfies Partial<Registration>;

/** After `up`, a property that the provider does not answer has the value it was given. */
function fillFromInputs(properties: Record<string, Value>, inputs: Record<string, Value>): void {
  for (const [key, value] of Object.entries(inputs)) if (!(key in properties)) properties[key] = value;
}

async function providerReference(provider: Resource): Promise<string> {
  const { urn, id } = await provider.registered;
  return `${urn}::${typeof id === "string" ? id : unknownId}`;
}
/** Stands for the id of a provider that does not exist yet. */
const unknownId = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

async function settledProviders(
  providers: readonly (readonly [string, Promise<string>])[],
): Promise<ReadonlyMap<string, string>> {
  return new Map(
    await Promise.all(providers.map(async ([key, reference]) => [key, await reference] as const)),
  );
}

async function dependencyUrns(
  dependsOn: readonly (Resource | Promise<Output>)[],
): Promise<readonly string[]> {
  const urns = dependsOn.map(async (dependency) =>
    dependency instanceof Resource ? dependency.dependencyUrns() : [...(await dependency).dependencies],
  );
  return [...new Set((await Promise.all(urns)).flat())];
}

/** `aws` of `aws:ec2/vpc:Vpc`. */
function packageOf(token: string): string {
  return token.slice(0, token.indexOf(":"));
}

/** The package whose plugin manages a type: for `pulumi:providers:kubernetes` it is `kubernetes`. */
function pluginOf(type: string): string {
  return type.startsWith("pulumi:providers:") ? (type.split(":")[2] ?? "") : packageOf(type);
}
