import type { Node } from "./graph";

/**
 * The order in which an engine may create resources: each after its parent and all that it depends on, and otherwise
 * the one that has the least to wait for first, so that a wait that is missing shows.
 */
export function inCreationOrder(nodes: readonly Node[]): Node[] {
  const byUrn = new Map(nodes.map((node) => [node.urn, node]));
  const depths = new Map<string, number>();
  const depthOf = (urn: string): number => {
    const node = byUrn.get(urn);
    if (node === undefined) return 0;
    const known = depths.get(urn);
    if (known !== undefined) return known;
    // A component is complete when its children are, but its own place is before them.
    depths.set(urn, 0);
    const before = [...node.dependencies, ...(node.parent === undefined ? [] : [node.parent])];
    const depth = 1 + Math.max(0, ...before.map(depthOf));
    depths.set(urn, depth);
    return depth;
  };
  const index = new Map(nodes.map((node, at) => [node.urn, at]));
  const placeOf = ({ urn }: Node): number => index.get(urn) ?? 0;
  return [...nodes].sort(
    (one, other) => depthOf(one.urn) - depthOf(other.urn) || placeOf(one) - placeOf(other),
  );
}
