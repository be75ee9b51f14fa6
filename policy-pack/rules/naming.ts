import type { StackResource } from "../frame/graph";
import { meant } from "./related";

type Index = ReadonlyMap<StackResource, readonly StackResource[]>;

const indexes = new WeakMap<
  readonly StackResource[],
  WeakMap<readonly StackResource[], Map<string, Index>>
>();

/**
 * The resources of a list whose property surely means a resource of another list: the inverse of `meant`, read once for
 * all of them. Both lists have to be the ones that the graph gives for the same types, as they are what it is kept by.
 *
 * @param names the other resources' properties that the property may hold
 */
export function naming(
  sources: readonly StackResource[],
  property: string,
  targets: readonly StackResource[],
  target: StackResource,
  names: readonly string[] = ["id", "arn"],
): readonly StackResource[] {
  const byTargets = indexes.get(sources) ?? new WeakMap<readonly StackResource[], Map<string, Index>>();
  indexes.set(sources, byTargets);
  const made = byTargets.get(targets) ?? new Map<string, Index>();
  byTargets.set(targets, made);
  const key = [property, ...names].join(" ");
  const index = made.get(key) ?? makeIndex(sources, property, targets, names);
  made.set(key, index);
  return index.get(target) ?? [];
}

function makeIndex(
  sources: readonly StackResource[],
  property: string,
  targets: readonly StackResource[],
  names: readonly string[],
): Index {
  const index = new Map<StackResource, StackResource[]>();
  for (const source of sources) {
    for (const target of meant(source, property, targets, names)) {
      const found = index.get(target);
      if (found) found.push(source);
      else index.set(target, [source]);
    }
  }
  return index;
}
