import {
  Asset,
  isMap,
  Reference,
  Secret,
  UnknownValue,
  type Value,
  type ValueMap,
} from "../providers/core/values/value";
import { SECRET_SIGNATURE, SIGNATURE_KEY, UNKNOWN_TEXT } from "../providers/core/values/wire";
import type { Deployment, RegisteredResource } from "./deployment";

/** A resource as an exported state has it. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly custom: boolean;
  readonly id?: string;
  readonly parent?: string;
  readonly protect?: boolean;
  readonly retainOnDelete?: boolean;
  readonly provider?: string;
  readonly inputs: Record<string, unknown>;
  readonly outputs: Record<string, unknown>;
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly ignoreChanges?: readonly string[];
}

/**
 * A run in the form of `pulumi stack export`, for whoever reads states. Secrets keep their mark and lose their value;
 * what is not known yet is Pulumi's sentinel.
 */
export function exportedState({ resources }: Deployment): { deployment: { resources: StateResource[] } } {
  return { deployment: { resources: resources.map(stateResource) } };
}

function stateResource(resource: RegisteredResource): StateResource {
  const { urn, type, custom, parent, provider, dependencies, propertyDependencies, options } = resource;
  const id = resource.id === undefined ? undefined : plainJson(resource.id);
  return {
    ...{ urn, type, custom },
    ...(typeof id === "string" ? { id } : {}),
    ...(parent === "" ? {} : { parent }),
    ...(provider === "" ? {} : { provider }),
    ...(options.protect ? { protect: true } : {}),
    ...(options.retainOnDelete ? { retainOnDelete: true } : {}),
    ...(options.ignoreChanges.length === 0 ? {} : { ignoreChanges: options.ignoreChanges }),
    inputs: plainMapJson(resource.inputs),
    outputs: plainMapJson(resource.outputs),
    ...{ dependencies, propertyDependencies },
  };
}

/** The SDK marks assets for its own use; the engine reads them and leaves that out. */
function withoutMarks(fields: ValueMap): ValueMap {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => !key.startsWith("__pulumi")));
}

function plainMapJson(map: ValueMap): Record<string, unknown> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, plainJson(value)]));
}

function plainJson(value: Value): unknown {
  if (value instanceof UnknownValue) return UNKNOWN_TEXT;
  if (value instanceof Secret) return { [SIGNATURE_KEY]: SECRET_SIGNATURE, ciphertext: "" };
  if (value instanceof Asset) return plainMapJson(withoutMarks(value.fields));
  if (value instanceof Reference) return value.id === undefined ? value.urn : plainJson(value.id);
  if (Array.isArray(value)) return value.map(plainJson);
  return isMap(value) ? plainMapJson(value) : value;
}
