import type { ResourceGraph, StackResource } from "../frame/graph";
import { isUnknown, known, text } from "../frame/values";

/** Candidates by what a property of theirs means. */
interface Index {
  readonly byTarget: ReadonlyMap<StackResource, readonly StackResource[]>;
  readonly byValue: ReadonlyMap<string, readonly StackResource[]>;
  /** The first whose value is not known, without an edge that would say whose it is. */
  readonly open: StackResource | undefined;
}

const indexes = new WeakMap<ResourceGraph, Map<string, Index>>();

/**
 * The resources of some types whose property means another resource: by an edge or ARN, or by a known value that is
 * one of its names. Like `refersTo` of each, but indexed: a stack with a thousand buckets has a thousand of each
 * resource that configures them.
 *
 * @param names the other resource's properties that the property may hold
 * @throws UnknownValueError when a candidate's value is not known yet and no edge says whose it is
 */
export function attachedTo(
  graph: ResourceGraph,
  tokens: readonly string[],
  property: string,
  target: StackResource,
  names: readonly string[],
): StackResource[] {
  const { byTarget, byValue, open } = indexOf(graph, tokens, property, target.type);
  // This read throws.
  if (open) text(open.props, property);
  const values = new Set(names.flatMap((name) => known(() => text(target.outputs, name)) ?? []));
  const named = [...values].flatMap((value) => byValue.get(value) ?? []);
  return [...(byTarget.get(target) ?? []), ...named];
}

function indexOf(
  graph: ResourceGraph,
  tokens: readonly string[],
  property: string,
  targetType: string,
): Index {
  const known = indexes.get(graph) ?? new Map<string, Index>();
  indexes.set(graph, known);
  const key = [property, targetType, ...tokens].join(" ");
  const index = known.get(key) ?? indexed(graph.ofType(tokens), property, targetType);
  known.set(key, index);
  return index;
}

function indexed(candidates: readonly StackResource[], property: string, targetType: string): Index {
  const byTarget = new Map<StackResource, StackResource[]>();
  const byValue = new Map<string, StackResource[]>();
  let open: StackResource | undefined;
  for (const candidate of candidates) {
    const targets = candidate.references(property).filter(({ type }) => type === targetType);
    for (const target of targets) append(byTarget, target, candidate);
    if (targets.length > 0) continue;
    try {
      const value = text(candidate.props, property);
      if (value !== undefined) append(byValue, value, candidate);
    } catch (error) {
      if (!isUnknown(error)) throw error;
      open ??= candidate;
    }
  }
  return { byTarget, byValue, open };
}

function append<K, V>(index: Map<K, V[]>, key: K, value: V): void {
  const values = index.get(key);
  if (values) values.push(value);
  else index.set(key, [value]);
}
