import type { Deployed } from "../support/state";

/** What one resource alone among its kind says, or does not say, and why. */
export type Exception = readonly [type: RegExp, name: RegExp, property: RegExp, reason: string];

/** With fewer of a kind nobody can tell who is the exception. */
const FEWEST = 4;

/**
 * What one resource alone among all of its type has or lacks: an argument, a switch or a word, its protection, what it
 * ignores. It is forgotten there more often than it is meant.
 *
 * @returns `type name: property`
 */
export function outliers(resources: readonly Deployed[], exceptions: readonly Exception[]): string[] {
  return kinds(resources).flatMap((kind) => {
    const facts = kind.map(factsOf);
    const keys = new Set(facts.flatMap((own) => [...own.keys()]));
    return [...keys].flatMap((key) => {
      const others = new Map<string, number[]>();
      for (const [index, own] of facts.entries()) {
        const value = own.get(key) ?? "absent";
        others.set(value, [...(others.get(value) ?? []), index]);
      }
      if (others.size !== 2) return [];
      const alone = [...others.values()].find((indexes) => indexes.length === 1)?.[0];
      const outlier = alone === undefined ? undefined : kind[alone];
      if (outlier === undefined || isExcepted(outlier, key, exceptions)) return [];
      return [`${outlier.type} ${outlier.name}: ${key}`];
    });
  });
}

function kinds(resources: readonly Deployed[]): Deployed[][] {
  const byType = new Map<string, Deployed[]>();
  for (const resource of resources) {
    if (!resource.type.startsWith("aws:")) continue;
    byType.set(resource.type, [...(byType.get(resource.type) ?? []), resource]);
  }
  return [...byType.values()].filter((kind) => kind.length >= FEWEST);
}

/** Switches and words as they are, other arguments by whether they are given. */
function factsOf(resource: Deployed): Map<string, string> {
  const facts = new Map<string, string>([
    ["protect", String(resource.protect ?? false)],
    ["ignoreChanges", JSON.stringify([...(resource.ignoreChanges ?? [])].sort())],
  ]);
  const read = new Set(Object.values(resource.propertyDependencies ?? {}).flat());
  for (const urn of resource.dependencies) {
    const [, , types = ""] = urn.split("::");
    if (!read.has(urn)) facts.set(`dependsOn ${types.split("$").at(-1)}`, "given");
  }
  collect(resource.inputs, "", facts);
  return facts;
}

/** Words such as `Enabled` or `TLSv1.2_2021`; names and sentences have other signs, too. */
const word = /^(?!.*\d{3,}\.)[A-Za-z][\w.]{0,24}$/;

function collect(value: unknown, path: string, facts: Map<string, string>): void {
  if (Array.isArray(value) && value.some((item) => typeof item === "object")) {
    for (const item of value) collect(item, `${path}[]`, facts);
    return;
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    for (const [key, item] of Object.entries(value)) {
      if (key.startsWith("__") || key === "tagsAll") continue;
      collect(item, path === "" ? key : `${path}.${key}`, facts);
    }
    return;
  }
  const isWord = typeof value === "boolean" || (typeof value === "string" && word.test(value));
  facts.set(path, isWord && !/name$|id$|^tags/i.test(path) ? String(value) : "given");
}

function isExcepted({ type, name }: Deployed, property: string, exceptions: readonly Exception[]): boolean {
  return exceptions.some(
    ([types, names, properties]) => types.test(type) && names.test(name) && properties.test(property),
  );
}
