import { crossChecks } from "./cross-checks";
import type { Mistake } from "./mistake";
import { parseSettings, type Settings } from "./parse";
import { ifReadable, unknownList } from "./readable";
import { repeatedItems } from "./repeated";
import type { Sibling } from "./stack-files";

/** Either settings that are right, with the system's other stacks, or all that is wrong with them. */
export type Checked =
  | { settings: Settings; siblings: Sibling[]; mistakes: [] }
  | { settings?: undefined; mistakes: Mistake[] };

/**
 * Checks one stack's settings key by key, against each other, and against the system's other stacks, all at once.
 *
 * @param raw the settings as they stand in the file, keys without the namespace
 * @param siblingsOf finds the other stacks of the same system and environment
 */
export function checkSettings(
  raw: Record<string, unknown>,
  siblingsOf: (own: { system: string; environment: string }) => Sibling[],
): Checked {
  const { settings, mistakes: wrongKeys, ...rest } = parseSettings(raw);
  const right = settings ?? ("readable" in rest ? rest.readable : undefined);
  if (right === undefined) return { mistakes: wrongKeys };
  const refused = new Set(wrongKeys.map(({ path }) => path));
  const mistakes = [...wrongKeys, ...repeatedItems(raw).filter(({ path }) => !refused.has(path))];
  const [siblings = unknownList<Sibling>()] = ifReadable(() => [siblingsOf(right)]);
  const all = [...mistakes, ...crossChecks(right, siblings)];
  // A key that is missing or of another kind already needs no second word.
  const wrong = new Set(mistakes.map(({ path }) => path));
  const told = all.filter(({ path }, index) => index < mistakes.length || !wrong.has(path));
  if (settings !== undefined && told.length === 0) return { settings, siblings, mistakes: [] };
  return { mistakes: told };
}
