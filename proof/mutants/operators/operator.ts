import type { Json, JsonMap, Node, StackGraph, SystemGraph } from "../graph";
import { withStack } from "../graph";
import { changed, type Path, type Place, pathText, placesIn } from "../tree";

/** A mistake that can be planted in a graph. */
export interface Mutant {
  readonly operator: string;
  readonly stack: string;
  readonly urn: string;
  readonly type: string;
  /** Property path; empty where the resource as a whole is meant. */
  readonly path: string;
  /** What was changed, for people: `false instead of true`. */
  readonly change: string;
  /** The graph with the mistake. */
  plant(): SystemGraph;
}

/** One kind of mistake. */
export interface Operator {
  readonly name: string;
  /** The mistake in a few words. */
  readonly title: string;
  /** Every way to make it in a resource of AWS. */
  mutants(node: Node, stack: StackGraph, system: SystemGraph): Iterable<Mutant>;
}

/** An operator that changes one value in the inputs of a resource. */
export function valueOperator(
  name: string,
  title: string,
  values: (place: Place, node: Node, stack: StackGraph, system: SystemGraph) => readonly (Json | undefined)[],
): Operator {
  return {
    name,
    title,
    *mutants(node, stack, system) {
      for (const place of placesIn(node.inputs as JsonMap)) {
        if (isDerived(place)) continue;
        for (const now of values(place, node, stack, system)) {
          yield {
            ...about(name, node, stack),
            path: pathText(place.path),
            change:
              now === undefined
                ? `without ${short(place.value)}`
                : `${short(now)} instead of ${short(place.value)}`,
            plant: () => withInput(system, stack, node, place.path, now),
          };
        }
      }
    },
  };
}

/** An operator that changes a resource apart from its inputs, or takes it away. */
export function nodeOperator(
  name: string,
  title: string,
  changes: (
    node: Node,
    stack: StackGraph,
  ) => readonly { readonly path: string; readonly change: string; readonly now: Node | undefined }[],
): Operator {
  return {
    name,
    title,
    *mutants(node, stack, system) {
      for (const { path, change, now } of changes(node, stack)) {
        yield { ...about(name, node, stack), path, change, plant: () => withNode(system, stack, node, now) };
      }
    },
  };
}

/** Inputs that the provider fills in from others, and marks of Pulumi's own. */
function isDerived({ path }: Place): boolean {
  return path[0] === "tagsAll" || path.some((step) => String(step).startsWith("__") || step === SIGNATURE);
}
const SIGNATURE = "4dabf18193072939515e22adb298388d";

const about = (operator: string, { urn, type }: Node, { stack }: StackGraph) => ({
  operator,
  stack,
  urn,
  type,
});

function withInput(
  system: SystemGraph,
  stack: StackGraph,
  node: Node,
  path: Path,
  now: Json | undefined,
): SystemGraph {
  const inputs = changed(node.inputs as JsonMap, path, now) as JsonMap;
  return withNode(system, stack, node, { ...node, inputs });
}

function withNode(system: SystemGraph, stack: StackGraph, old: Node, now: Node | undefined): SystemGraph {
  const nodes = stack.nodes.flatMap((node) => (node.urn === old.urn ? (now ?? []) : node));
  return withStack(system, { ...stack, nodes });
}

function short(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
