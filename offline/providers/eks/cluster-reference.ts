import type { Construction } from "../components/construction";
import { dependingOn, type Input, Output, observed, settle } from "../components/outputs";
import { isMap, Reference } from "../core/values/value";

/** Something of a cluster's core data. `cluster` is a reference to an `eks.Cluster`, or its `core` output. */
export function coreProperty(construction: Construction, cluster: Input, property: string): Promise<Output> {
  return observed(
    settle(cluster).then(async ({ value, dependencies }) => {
      if (value instanceof Reference) return construction.propertyOf(value, "core", property);
      return new Output(isMap(value) ? value[property] : value, dependencies);
    }),
  );
}

/** A property of the EKS cluster itself. */
export function clusterProperty(
  construction: Construction,
  cluster: Input,
  ...path: readonly [string, ...string[]]
): Promise<Output> {
  const [property, ...inside] = path;
  const inner = coreProperty(construction, cluster, "cluster");
  return observed(inner.then((output) => construction.propertyOf(output, property, ...inside)));
}

/** Nothing but the wish to come after a resource that the core data refers to. */
export function afterCoreResource(
  construction: Construction,
  cluster: Input,
  property: string,
): Promise<Output> {
  return observed(
    coreProperty(construction, cluster, property).then(({ value }) =>
      dependingOn(undefined, Promise.resolve(value instanceof Reference ? [value.urn] : [])),
    ),
  );
}
