import type { z } from "zod";

/** Thrown by who reads a key that is wrong already: what depends on it can't be judged. */
export class WrongAlready extends Error {}

/** What is found in settings beside what the schema's own types say. */
export interface Reading {
  /** The settings as far as they are right; to read a key that is not throws {@link WrongAlready}. */
  value: unknown;
  /** Paths of refinements that fail, although something else in their map is wrong as well. */
  refused: PropertyKey[][];
}

/**
 * Whether a key is wrong in itself. One that a refinement of its map names may be right: another key, that is wrong
 * already, made it so.
 */
export function isWrong(value: unknown, path: readonly PropertyKey[]): boolean {
  try {
    return (
      path.reduce<unknown>((inside, key) => (inside as Record<PropertyKey, unknown>)?.[key], value) ===
      undefined
    );
  } catch (error) {
    if (error instanceof WrongAlready) return true;
    throw error;
  }
}

/** A place where a key is wrong. */
const WRONG = Symbol("wrong");

/**
 * Reads what of wrong settings is right, with defaults, so that all their mistakes are told at once: zod leaves out a
 * map's refinements as soon as one of its keys is of another type, and cross-checks need settings.
 */
export function readable(schema: z.core.$ZodType, input: unknown): Reading {
  const refused: PropertyKey[][] = [];
  const value = read(schema as z.core.$ZodTypes, input, [], refused);
  return { value: value === WRONG ? undefined : value, refused };
}

function read(
  schema: z.core.$ZodTypes,
  input: unknown,
  path: PropertyKey[],
  refused: PropertyKey[][],
): unknown {
  const { def } = schema._zod;
  const whole = (schema as unknown as z.ZodType).safeParse(input);
  if (whole.success) return whole.data;
  switch (def.type) {
    case "optional":
    case "default":
      return read(def.innerType as z.core.$ZodTypes, input, path, refused);
    case "prefault":
      return read(def.innerType as z.core.$ZodTypes, input ?? def.defaultValue, path, refused);
    case "array": {
      if (!Array.isArray(input)) return WRONG;
      const items = input.map((item, index): [string, unknown] => [
        String(index),
        read(def.element as z.core.$ZodTypes, item, [...path, index], refused),
      ]);
      const value = holding([], items);
      refused.push(...refinements(def.checks ?? [], value).map((below) => [...path, ...below]));
      return value;
    }
    case "object": {
      if (typeof input !== "object" || input === null || Array.isArray(input)) return WRONG;
      const given = input as Record<string, unknown>;
      const keys = Object.entries(def.shape).map(([key, inner]): [string, unknown] => [
        key,
        read(inner as z.core.$ZodTypes, given[key], [...path, key], refused),
      ]);
      const value = holding({}, keys);
      refused.push(...refinements(def.checks ?? [], value).map((below) => [...path, ...below]));
      return value;
    }
    default:
      return WRONG;
  }
}

/** Puts entries into a target; those that are wrong throw when they are read, and are passed over by a spread. */
function holding<T extends object>(target: T, entries: readonly [string, unknown][]): T {
  for (const [key, value] of entries) {
    if (value === WRONG) Object.defineProperty(target, key, { get: wrongAlready, configurable: true });
    else Object.assign(target, { [key]: value });
  }
  return target;
}

function wrongAlready(): never {
  throw new WrongAlready();
}

/** Paths at which refinements of a map or a list fail that read nothing which is wrong. */
function refinements(checks: readonly z.core.$ZodCheck<never>[], value: unknown): PropertyKey[][] {
  return checks.flatMap((check) => {
    const { fn, path = [] } = check._zod.def as z.core.$ZodCustomDef;
    if (fn === undefined) return [];
    return ifReadable(() => (fn(value) ? [] : [path]));
  });
}

/** A list of which nothing is known: to read an item throws {@link WrongAlready}. */
export function unknownList<T>(): T[] {
  return holding<T[]>([], [["0", WRONG]]);
}

/** What all checks find, each for itself: one that reads what is wrong already is left out. */
export function findAll<T>(checks: readonly (() => T[])[]): T[] {
  return checks.flatMap(ifReadable);
}

/** What a check finds; nothing where it reads a key that is wrong already. */
export function ifReadable<T>(check: () => T[]): T[] {
  try {
    return check();
  } catch (error) {
    if (error instanceof WrongAlready) return [];
    throw error;
  }
}
