import { Alias } from "@pulumi/pulumi/proto/alias_pb";
import { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import type { ValueMap } from "../core/values/value";
import { toStruct } from "../core/values/wire";
import { type InputMap, settle } from "./outputs";
import type { ComponentOptions } from "./request";

/** One resource as its component wants it registered; everything is settled. */
export interface Registration {
  readonly type: string;
  readonly name: string;
  readonly custom: boolean;
  readonly parent: string;
  readonly inputs: SettledInputs;
  readonly dependencies: readonly string[];
  readonly protect: boolean | undefined;
  readonly retainOnDelete: boolean | undefined;
  readonly ignoreChanges: readonly string[];
  /** Reference of the provider; empty for components and where the engine's default provider serves. */
  readonly provider: string;
  /** Providers named for the children of a component. */
  readonly providers: ReadonlyMap<string, string>;
  /** Plugin version for the default provider. */
  readonly version: string;
}

export interface SettledInputs {
  readonly values: ValueMap;
  readonly dependencies: ReadonlyMap<string, readonly string[]>;
}

/** Settles each property for itself, because the engine wants to know what each of them depends on. */
export async function settleInputs(inputs: InputMap): Promise<SettledInputs> {
  const values: ValueMap = {};
  const dependencies = new Map<string, readonly string[]>();
  for (const [key, input] of Object.entries(inputs)) {
    const { value, dependencies: urns } = await settle(input);
    if (value === undefined) continue;
    values[key] = value;
    dependencies.set(key, [...urns]);
  }
  return { values, dependencies };
}

/** The request that the Node.js SDK sends for such a resource (sdk/nodejs/runtime/resource.ts). */
export function registerRequest(registration: Registration): RegisterResourceRequest {
  const request = new RegisterResourceRequest();
  request.setType(registration.type);
  request.setName(registration.name);
  request.setCustom(registration.custom);
  request.setParent(registration.parent);
  request.setObject(toStruct(registration.inputs.values));
  request.setProvider(registration.provider);
  request.setVersion(registration.version);
  if (registration.protect !== undefined) request.setProtect(registration.protect);
  if (registration.retainOnDelete !== undefined) request.setRetainondelete(registration.retainOnDelete);
  request.setIgnorechangesList([...registration.ignoreChanges]);
  for (const [name, reference] of registration.providers) request.getProvidersMap().set(name, reference);
  const all = new Set(registration.dependencies);
  for (const [property, urns] of registration.inputs.dependencies) {
    const entry = new RegisterResourceRequest.PropertyDependencies();
    entry.setUrnsList([...urns]);
    request.getPropertydependenciesMap().set(property, entry);
    for (const urn of urns) all.add(urn);
  }
  request.setDependenciesList([...all]);
  request.setAcceptsecrets(true);
  request.setAcceptresources(true);
  request.setSupportspartialvalues(true);
  request.setSupportsresultreporting(true);
  request.setAliasspecs(true);
  request.setCustomtimeouts(new RegisterResourceRequest.CustomTimeouts());
  return request;
}

/** Adds what the program said about the component itself; its children do not get these. */
export function applyOptions(
  request: RegisterResourceRequest,
  options: ComponentOptions,
  parent: string,
): void {
  request.setAliasesList(options.aliases.map((alias) => withParent(alias, parent)));
  request.setReplaceonchangesList([...options.replaceOnChanges]);
  request.setDeletedwith(options.deletedWith);
  const timeouts = new RegisterResourceRequest.CustomTimeouts();
  timeouts.setCreate(options.customTimeouts.create);
  timeouts.setUpdate(options.customTimeouts.update);
  timeouts.setDelete(options.customTimeouts.delete);
  request.setCustomtimeouts(timeouts);
  if (options.hooks !== undefined) request.setHooks(sameHooks(options.hooks));
  if (options.replacementTrigger !== undefined) request.setReplacementTrigger(options.replacementTrigger);
}

/** An alias that names no parent means the component's own. */
function withParent(alias: Alias, parent: string): Alias {
  const spec = alias.getSpec();
  if (spec === undefined || parent === "" || spec.hasParenturn() || spec.getNoparent()) return alias;
  const complete = new Alias.Spec();
  complete.setName(spec.getName());
  complete.setType(spec.getType());
  complete.setStack(spec.getStack());
  complete.setProject(spec.getProject());
  complete.setParenturn(parent);
  return new Alias().setSpec(complete);
}

/** The same hooks in the monitor's message, which has the fields of the provider's. */
function sameHooks(
  hooks: NonNullable<ComponentOptions["hooks"]>,
): RegisterResourceRequest.ResourceHooksBinding {
  return RegisterResourceRequest.ResourceHooksBinding.deserializeBinary(hooks.serializeBinary());
}
