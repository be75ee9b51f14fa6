import { ArgumentsError, type PropertyIssue } from "../components/errors";
import type { Fields } from "../components/fields";

/** Arguments of the published component that its stand-in does not have, each an error that names it. */
export function missingHere(fields: Fields, keys: readonly string[], instead: string): PropertyIssue[] {
  return keys
    .filter((key) => fields.has(key))
    .map((key) => ({
      propertyPath: fields.at(key),
      reason: `is not available offline; ${instead} (a limit of the offline stand-in, not of the component)`,
    }));
}

/** Of some arguments only one may be given. */
export function onlyOneOf(fields: Fields, ...keys: readonly string[]): PropertyIssue[] {
  const given = keys.filter((key) => fields.has(key));
  if (given.length < 2) return [];
  const others = given.slice(0, -1).join(" and ");
  const reason = `can't be given together with ${others}; leave one out`;
  return [{ propertyPath: fields.at(given.at(-1) ?? ""), reason }];
}

/** @throws ArgumentsError when there is an issue */
export function refuseAll(...issues: readonly (readonly PropertyIssue[])[]): void {
  const all = issues.flat();
  if (all.length > 0) throw new ArgumentsError(all);
}

/** Why a region of its own is refused, and what does the same. */
export const otherRegion = "give the component a provider of that region instead";
