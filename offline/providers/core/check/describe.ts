import type { TypeShape } from "../shape/types";
import { Asset, isMap, type Value } from "../values/value";

/** A value for a sentence: short, quoted where it is text, without its content where it is large. */
export function describe(value: Value): string {
  if (value === null) return "null";
  if (typeof value === "string") return `text ${JSON.stringify(shorten(value))}`;
  if (typeof value === "number" || typeof value === "boolean") return `${typeof value} ${value}`;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (value instanceof Asset) return "an asset";
  return isMap(value)
    ? `an object with ${shorten(Object.keys(value).join(", ")) || "no properties"}`
    : "a value";
}

const shorten = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}...` : text);

/** A type for a sentence: `number`, `list of string`. */
export function describeType(type: TypeShape): string {
  if (typeof type === "string")
    return type === "string" ? "text" : type === "asset" ? "an asset or archive" : type;
  switch (type[0]) {
    case "list":
      return `a list of ${describeType(type[1])}`;
    case "map":
      return `a map of ${describeType(type[1])}`;
    case "ref":
      return "an object";
    default:
      return (type.slice(1) as TypeShape[]).map(describeType).join(" or ");
  }
}
