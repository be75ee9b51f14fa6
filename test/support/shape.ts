import type { Deployed } from "./state";

type Resource = Pick<Deployed, "type" | "urn" | "parent">;

/**
 * The shape of a stack: for each component, by its place below the others, the resources that it holds itself, each by type
 * and name. Sizes are left out of the names: which of several instances it is, and which of a list of regions. So three
 * instances are as one, but an instance that is missing, or a component that is made in production alone, is seen.
 */
export function shapeOf(resources: readonly Resource[]): Record<string, string[]> {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const placeOf = (urn: string | undefined): string => {
    const resource = urn === undefined ? undefined : byUrn.get(urn);
    return resource === undefined ? "" : `${placeOf(resource.parent)}/${named(resource)}`;
  };
  const found: Record<string, Set<string>> = {};
  for (const resource of resources) {
    const place = placeOf(resource.parent);
    found[place] = (found[place] ?? new Set()).add(named(resource));
  }
  return Object.fromEntries(Object.entries(found).map(([place, held]) => [place, [...held].sort()]));
}

function named({ type, urn }: Resource): string {
  const name = urn.split("::").at(-1) ?? "";
  const sizeless = name.replace(/\b[a-z]{2}-[a-z]+-\d[a-z]?\b/g, "<region>").replace(/\b\d+\b/g, "<n>");
  return type === "pulumi:pulumi:Stack" ? type : `${type} ${sizeless}`;
}
