import { isMap, reveal, type Value, type ValueMap } from "./value";

/** The text at `key`, or undefined when it is absent, unknown or not text. Secret marks are looked through. */
export function text(map: ValueMap, key: string): string | undefined {
  const value = reveal(map[key]);
  return typeof value === "string" && value !== "" ? value : undefined;
}

export function number(map: ValueMap, key: string): number | undefined {
  const value = reveal(map[key]);
  if (typeof value === "number") return value;
  return typeof value === "string" && value.trim() !== "" && !Number.isNaN(Number(value))
    ? Number(value)
    : undefined;
}

export function flag(map: ValueMap, key: string): boolean | undefined {
  const value = reveal(map[key]);
  if (typeof value === "boolean") return value;
  return value === "true" ? true : value === "false" ? false : undefined;
}

/** The list at `key`; empty when absent or not a list. */
export function list(map: ValueMap, key: string): Value[] {
  const value = reveal(map[key]);
  return Array.isArray(value) ? value : [];
}

/** The known texts of the list at `key`. */
export function texts(map: ValueMap, key: string): string[] {
  return list(map, key)
    .map(reveal)
    .filter((item): item is string => typeof item === "string");
}

/** The known objects of the list at `key`. */
export function maps(map: ValueMap, key: string): ValueMap[] {
  return list(map, key)
    .map(reveal)
    .filter((item): item is ValueMap => isMap(item));
}

/** The object at `key`, or undefined. */
export function child(map: ValueMap, key: string): ValueMap | undefined {
  const value = reveal(map[key]);
  return isMap(value) ? value : undefined;
}

/** True when the program set the property, to a known or an unknown value. */
export function isSet(map: ValueMap, key: string): boolean {
  const value = reveal(map[key]);
  return value !== undefined && value !== null && value !== "";
}
