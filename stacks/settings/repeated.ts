import type { Mistake } from "./mistake";

/**
 * Texts and numbers that a list has twice. No list of the settings means anything by that, and AWS refuses most of
 * what would come of it: a zone, an address range or an account that is named again.
 *
 * @param raw settings as they stand in the file, or a part of them
 */
export function repeatedItems(raw: unknown, path = ""): Mistake[] {
  if (typeof raw !== "object" || raw === null) return [];
  if (Array.isArray(raw) && raw.every(isPlain)) {
    const twice = raw.filter((item, index) => raw.indexOf(item) !== index);
    return [...new Set(twice)].map((item) => ({ path, sentence: `${item} is there twice` }));
  }
  return Object.entries(raw).flatMap(([key, value]) =>
    repeatedItems(value, path === "" ? key : `${path}.${key}`),
  );
}

function isPlain(item: unknown): boolean {
  return typeof item === "string" || typeof item === "number";
}
