import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { isMap, Reference, Secret, UNKNOWN, type Value, type ValueMap } from "../providers/core/values/value";
import type { RegisteredOptions, RegisteredResource } from "./deployment";

/** The options that a request carries. */
export function optionsOf(request: RegisterResourceRequest): RegisteredOptions {
  return {
    protect: request.getProtect() ?? false,
    retainOnDelete: request.getRetainondelete() ?? false,
    ignoreChanges: request.getIgnorechangesList(),
    replaceOnChanges: request.getReplaceonchangesList(),
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
    deletedWith: request.getDeletedwith(),
  };
}

/** What a request waits for: in all, and input by input. */
export function dependenciesOf(
  request: RegisterResourceRequest,
): Pick<RegisteredResource, "dependencies" | "propertyDependencies"> {
  const propertyDependencies: Record<string, string[]> = {};
  request.getPropertydependenciesMap().forEach((urns, property) => {
    // Which promise was there first says nothing.
    propertyDependencies[property] = [...urns.getUrnsList()].sort();
  });
  const all = [...request.getDependenciesList(), ...Object.values(propertyDependencies).flat()];
  return { dependencies: [...new Set(all)].sort(), propertyDependencies };
}

/** Properties as a provider gets them that takes no references: a resource stands for its id, a component for its URN. */
export function withoutReferences(map: ValueMap): ValueMap {
  const copy: ValueMap = {};
  for (const [key, value] of Object.entries(map)) copy[key] = withoutReference(value);
  return copy;
}

function withoutReference(value: Value): Value {
  if (value instanceof Reference)
    return value.id === undefined ? value.urn : value.id === "" ? UNKNOWN : value.id;
  if (value instanceof Secret) return new Secret(withoutReference(value.value));
  if (Array.isArray(value)) return value.map(withoutReference);
  return isMap(value) ? withoutReferences(value) : value;
}
