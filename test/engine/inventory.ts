import type { Deployed } from "../support/state";

/** With fewer components of a class nobody can tell what belongs to each. */
const FEWEST = 3;

/** What a component holds in one region and not in the other, or alone among its class does not hold, and why. */
export type Lack = readonly [component: RegExp, child: RegExp, reason: string];

/** Name without what says the region, or which of several it is. */
const plainName = (name: string): string => name.replace(/\b[a-z]{2}-[a-z]+-\d(?=[a-z]?\b|_)/g, "<region>");

interface Component {
  readonly urn: string;
  /** Types and names on the way to it. */
  readonly role: string;
  readonly type: string;
  readonly name: string;
  readonly held: readonly Deployed[];
}

function componentsOf(resources: readonly Deployed[]): Component[] {
  const held = new Map<string, Deployed[]>();
  for (const resource of resources) {
    if (resource.parent === undefined) continue;
    held.set(resource.parent, [...(held.get(resource.parent) ?? []), resource]);
  }
  return resources.map(({ urn, type, name }) => {
    const [, , types = ""] = urn.split("::");
    return { urn, type, name, role: `${types} ${plainName(name)}`, held: held.get(urn) ?? [] };
  });
}

/**
 * What is in a component, or below a resource, in one region only.
 *
 * @returns `component lacks type name`
 */
export function lackingTwins(stacks: readonly (readonly Deployed[])[], lacks: readonly Lack[]): string[] {
  const all = stacks.map((stack) => new Map(componentsOf(stack).map((one) => [one.role, one])));
  return all.flatMap((own, index) =>
    [...own.values()].flatMap(({ role, name, held }) =>
      all.flatMap((others, at) => {
        const twin = at === index ? undefined : others.get(role);
        if (twin === undefined) return [];
        const there = new Set(twin.held.map((child) => `${child.type} ${plainName(child.name)}`));
        const missing = held.map((child) => `${child.type} ${plainName(child.name)}`);
        return missing
          .filter((child) => !there.has(child) && !isMeant(name, child, lacks))
          .map((child) => `${name} lacks ${child}`);
      }),
    ),
  );
}

/**
 * Types of resources that all components of a class hold, but for one.
 *
 * @returns `component lacks type`
 */
export function lackingOfClass(resources: readonly Deployed[], lacks: readonly Lack[]): string[] {
  const classes = new Map<string, Component[]>();
  for (const component of componentsOf(resources)) {
    if (component.type.startsWith("aws:")) continue;
    classes.set(component.type, [...(classes.get(component.type) ?? []), component]);
  }
  return [...classes.values()].flatMap((all) => {
    if (all.length < FEWEST) return [];
    const types = new Set(all.flatMap(({ held }) => held.map(({ type }) => type)));
    return [...types].flatMap((type) => {
      const without = all.filter(({ held }) => held.every((child) => child.type !== type));
      const [only] = without;
      if (without.length !== 1 || only === undefined || isMeant(only.name, type, lacks)) return [];
      return [`${only.name} lacks ${type}`];
    });
  });
}

function isMeant(component: string, child: string, lacks: readonly Lack[]): boolean {
  return lacks.some(([names, children]) => names.test(component) && children.test(child));
}
