/** Families with Graviton processors carry a `g` behind their number: `m7g`, `c8gn`, `r6gd`. */
export function isGraviton(instanceType: string): boolean {
  return /^[a-z]+\d+g[a-z]*\./.test(instanceType);
}

/** Why these types can't be one node group, as the end of a sentence; `undefined` if they can. */
export function instanceTypesMistake(types: readonly string[]): string | undefined {
  if (types.length === 0 || types.length > 20) return "1 to 20 instance types are";
  if (new Set(types).size < types.length) return "each instance type once is";
  if (!types.every((type) => /^[a-z][a-z0-9-]*\d[a-z0-9-]*\.[a-z0-9]+$/.test(type))) {
    return "instance types such as m7g.xlarge are";
  }
  if (new Set(types.map(isGraviton)).size > 1) {
    return "types of one processor are: all with Graviton, or none, because a group has one image";
  }
  // The Cluster Autoscaler takes all nodes of a group for equal.
  if (new Set(types.map((type) => type.split(".")[1])).size > 1) {
    return "types of one size are, such as m7g.xlarge and m6g.xlarge";
  }
  return undefined;
}
