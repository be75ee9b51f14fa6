import {
  type PolicyProviderResource,
  type PolicyResource,
  type PolicyResourceOptions,
  type ResourceValidationArgs,
  type StackValidationArgs,
  unknownCheckingProxy,
} from "@pulumi/policy";
import { type TestResource, urnOf } from "./resource";
import { type Secrecy, send } from "./values";

type ClassChecks = Pick<PolicyResource, "isType" | "asType"> & Pick<ResourceValidationArgs, "asType">;

/** What all calls of one policy get. */
export interface CallContext {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly stackTags: ReadonlyMap<string, string>;
}

/** Thrown by `notApplicable`, as the SDK does. */
export class NotApplicable extends Error {}

/** Arguments of a resource policy: the inputs, before the resource is created. */
export function resourceArgs(resource: TestResource, context: CallContext): ResourceValidationArgs {
  const props = proxied(resource.props);
  const { provider } = resource.options;
  return {
    type: resource.type,
    name: resource.name,
    urn: urnOf(resource),
    props,
    opts: optionsOf(resource),
    ...(provider ? { provider: providerOf(provider) } : {}),
    ...classChecks(resource.type, props),
    ...callsOf(context),
  };
}

/** Arguments of a stack policy: all resources with their outputs and edges. */
export function stackArgs(resources: readonly TestResource[], context: CallContext): StackValidationArgs {
  const made = new Map(resources.map((resource) => [resource, policyResource(resource)]));
  const present = (targets: readonly TestResource[]) => targets.flatMap((target) => made.get(target) ?? []);
  for (const [resource, policy] of made) {
    const { parent, dependsOn = [] } = resource.options;
    const parentResource = parent && made.get(parent);
    if (parentResource) policy.parent = parentResource;
    const all = new Set(dependsOn);
    for (const [name, value] of Object.entries(resource.props)) {
      const { references } = send(value);
      // The engine names only the properties that refer to something.
      if (references.length > 0) policy.propertyDependencies[name] = present(references);
      for (const target of references) all.add(target);
    }
    policy.dependencies = present([...all]);
  }
  return { resources: [...made.values()], ...callsOf(context) };
}

/** Every text that was marked as a secret. */
export function secretsOf(resources: readonly TestResource[]): string[] {
  return resources.flatMap(({ props, options }) => [
    ...send(props).secrets,
    ...send(options.outputs ?? {}).secrets,
  ]);
}

function policyResource(resource: TestResource): PolicyResource {
  const props = proxied({ ...resource.props, ...resource.options.outputs });
  const { provider } = resource.options;
  return {
    type: resource.type,
    name: resource.name,
    urn: urnOf(resource),
    props,
    opts: optionsOf(resource),
    ...(provider ? { provider: providerOf(provider) } : {}),
    ...classChecks(resource.type, props),
    dependencies: [],
    propertyDependencies: {},
  };
}

function providerOf(provider: TestResource): PolicyProviderResource {
  return {
    type: provider.type,
    name: provider.name,
    urn: urnOf(provider),
    props: proxied(provider.props),
  };
}

function optionsOf({ options }: TestResource): PolicyResourceOptions {
  return {
    protect: options.protect ?? false,
    ignoreChanges: [...(options.ignoreChanges ?? [])],
    aliases: [...(options.aliases ?? [])],
    additionalSecretOutputs: [...(options.additionalSecretOutputs ?? [])],
    customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
    ...(options.deleteBeforeReplace === undefined
      ? {}
      : { deleteBeforeReplace: options.deleteBeforeReplace }),
    ...(options.parent ? { parent: urnOf(options.parent) } : {}),
  };
}

/** Properties as policies get them: values that are not known throw when read. */
export function proxied(
  props: Readonly<Record<string, unknown>>,
  secrecy?: Secrecy,
): Record<string, unknown> {
  return unknownCheckingProxy(send(props, secrecy).value) as Record<string, unknown>;
}

/** Compares the token that generated resource classes carry, as the SDK does. */
function classChecks(type: string, props: unknown): ClassChecks {
  const isType = (resourceClass: object) => Reflect.get(resourceClass, "__pulumiType") === type;
  const checks = { isType, asType: (resourceClass: object) => (isType(resourceClass) ? props : undefined) };
  // The SDK's type is generic in a class; its values are these properties.
  return checks as ClassChecks;
}

function callsOf({ settings, stackTags }: CallContext) {
  return {
    stackTags,
    getConfig: <T extends object>() => ({ ...settings }) as T,
    notApplicable: (reason?: string): never => {
      throw new NotApplicable(reason);
    },
  };
}
