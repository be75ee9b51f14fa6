import { isMap, reveal, type Value, type ValueMap } from "../providers/core/values/value";
import { AccountError } from "./error";

/** Steps of a property path; numbers are places in a list. */
export type Steps = readonly [string, ...(string | number)[]];

/** `tags.owner`, `tags["a.b"]`, `ingress[0].fromPort`. */
export function parsePath(path: string): Steps {
  const pattern = /\["([^"]*)"\]|\[(\d+)\]|(?:^|\.)([^.[\]]+)/g;
  const found = [...path.matchAll(pattern)];
  const steps = found.map(([, quoted, index, name]) => quoted ?? name ?? Number(index));
  const [first, ...rest] = steps;
  if (typeof first !== "string" || found.map(([whole]) => whole).join("") !== path)
    throw new AccountError(
      `"${path}" is no property path; one reads name, name.key, name["key"] or name[0].key`,
    );
  return [first, ...rest];
}

export const topOf = ([first]: Steps): string => first;

/** A copy with another value at a path; undefined takes the property away. */
export function withValue(from: ValueMap, steps: Steps, value: Value | undefined): ValueMap {
  const [first, ...rest] = steps;
  return changedMap(from, first, rest, value);
}

function changed(
  old: Value | undefined,
  steps: readonly (string | number)[],
  value: Value | undefined,
): Value | undefined {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  const inner = reveal(old);
  if (typeof step === "string") return changedMap(isMap(inner) ? inner : {}, step, rest, value);
  const items = Array.isArray(inner) ? [...inner] : [];
  if (step > items.length)
    throw new AccountError(`the list has ${items.length} items, so there is no place ${step}`);
  const item = changed(items[step], rest, value);
  items.splice(step, 1, ...(item === undefined ? [] : [item]));
  return items;
}

function changedMap(
  old: ValueMap,
  key: string,
  rest: readonly (string | number)[],
  value: Value | undefined,
): ValueMap {
  const { [key]: before, ...others } = old;
  const after = changed(before, rest, value);
  return after === undefined ? others : { ...others, [key]: after };
}
