import type { Mistake } from "./mistakes";

/** A name that AWS sees, made from a prefix that the caller chose. */
export interface PhysicalName {
  /** What carries the name, in AWS's words. */
  what: string;
  name: string;
  /** Most characters that AWS takes. */
  longest: number;
}

/**
 * Refuses a prefix that makes any of the names too long, or that holds a character which AWS refuses in one of them.
 * Names are never cut: two long prefixes could end up equal.
 */
export function physicalNameMistakes(
  propertyPath: string,
  prefix: string,
  names: readonly PhysicalName[],
): Mistake[] {
  if (!/^[A-Za-z0-9_-]+$/.test(prefix)) {
    return [{ propertyPath, reason: `"${prefix}" is not allowed, letters, digits, "-" and "_" are` }];
  }
  const tightest = names
    .map((name) => ({ ...name, allowed: name.longest - (name.name.length - prefix.length) }))
    .sort((a, b) => a.allowed - b.allowed)[0];
  if (tightest === undefined || prefix.length <= tightest.allowed) return [];
  const reason =
    `"${prefix}" is too long with ${prefix.length} characters, ${tightest.allowed} are allowed: ` +
    `the ${tightest.what} "${tightest.name}" may have ${tightest.longest}`;
  return [{ propertyPath, reason }];
}
