import type { Catalog } from "../shape/catalog";
import type { TypeShape } from "../shape/types";
import type { Value, ValueMap } from "../values/value";

/** A general value for a computed text property, by its path. */
export type TextFor = (path: string) => string;

/** A value for a computed property that no table knows: 0, false, a stable text, an empty list or map. */
export function generalValue(catalog: Catalog, textFor: TextFor, path: string, type: TypeShape): Value {
  if (type === "number") return 0;
  if (type === "boolean") return false;
  if (type === "string") return textFor(path);
  if (typeof type === "string") return {};
  switch (type[0]) {
    case "list":
      return [];
    case "ref":
      return generalObject(catalog, textFor, path, type[1]);
    case "union":
      return generalValue(catalog, textFor, path, type[1] ?? "any");
    default:
      return {};
  }
}

/** An object that only the provider fills: its plain members get values, deeper ones stay empty. */
function generalObject(catalog: Catalog, textFor: TextFor, path: string, name: string): ValueMap {
  const object: ValueMap = {};
  for (const [key, { t, o }] of Object.entries(catalog.nested("outputs", name) ?? {})) {
    if (o !== 1 && typeof t === "string") object[key] = generalValue(catalog, textFor, `${path}.${key}`, t);
  }
  return object;
}
