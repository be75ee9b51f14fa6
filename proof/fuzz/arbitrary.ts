import fc from "fast-check";
import type { Shape } from "./shape";
import { valuesFor } from "./values";

/** How many of the optional keys a random stack has: one in so many is left out. */
export type Density = "few" | "many";

/** Of how many optional keys one is there, by density; fast-check's `freq` counts the other way round. */
const PRESENT: Record<Density, number> = { few: 7, many: 2 };

/**
 * Random values of a shape, from the schema and, where that does not say enough, from the table of values. Shrinks
 * towards few keys, short lists and small numbers.
 *
 * @param path of the shape, with the system's name in front
 * @throws Error for a text of which neither says what it is
 */
export function arbitraryOf(shape: Shape, path: string, density: Density): fc.Arbitrary<unknown> {
  const known = valuesFor(path);
  if (known !== undefined) return known;
  switch (shape.kind) {
    case "choice":
      return fc.constantFrom(...shape.values);
    case "number":
      return numbers(shape);
    case "text":
      return texts(shape, path);
    case "list": {
      const item = arbitraryOf(shape.item, `${path}[]`, density);
      // Long lists prove no more than short ones, and cost time.
      const sizes = {
        minLength: shape.minimum,
        maxLength: Math.max(shape.minimum, Math.min(shape.maximum, 4)),
      };
      return fc.uniqueArray(item, { ...sizes, selector: identity });
    }
    case "names":
      return fc.dictionary(
        arbitraryOf(shape.key, `${path}{}`, density) as fc.Arbitrary<string>,
        arbitraryOf(shape.value, `${path}.*`, density),
        { minKeys: 1, maxKeys: 4, noNullPrototype: true },
      );
    case "map":
      return maps(shape, path, density);
  }
}

/** What tells the items of a list apart: the name of those that have one. */
function identity(item: unknown): string {
  if (typeof item !== "object" || item === null) return JSON.stringify(item);
  const named = item as { name?: unknown; variable?: unknown };
  return JSON.stringify(named.name ?? named.variable ?? item);
}

function maps(shape: Extract<Shape, { kind: "map" }>, path: string, density: Density): fc.Arbitrary<unknown> {
  const keys = Object.entries(shape.keys).map(([name, { shape: inner, required }]) => {
    const value = arbitraryOf(inner, `${path}.${name}`, density);
    return [name, required ? value : optional(value, density)] as const;
  });
  return fc.record(Object.fromEntries(keys), { noNullPrototype: true }).map(withoutAbsent);
}

function optional(value: fc.Arbitrary<unknown>, density: Density): fc.Arbitrary<unknown> {
  const absent = fc.constant(undefined);
  const often = PRESENT[density];
  return density === "few"
    ? fc.oneof(
        { withCrossShrink: true },
        { weight: often, arbitrary: absent },
        { weight: 1, arbitrary: value },
      )
    : fc.oneof(
        { withCrossShrink: true },
        { weight: 1, arbitrary: absent },
        { weight: often, arbitrary: value },
      );
}

function withoutAbsent(map: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(map).filter(([, value]) => value !== undefined));
}

function numbers({ minimum, maximum, step }: Extract<Shape, { kind: "number" }>): fc.Arbitrary<number> {
  if (step !== undefined) {
    return fc
      .integer({ min: Math.ceil(minimum / step), max: Math.floor(maximum / step) })
      .map((steps) => steps * step);
  }
  // Three digits behind the point are what people write.
  return fc
    .integer({ min: Math.ceil(minimum * 1000), max: Math.floor(maximum * 1000) })
    .map((thousandths) => thousandths / 1000);
}

function texts({ pattern, minimum, maximum }: Extract<Shape, { kind: "text" }>, path: string) {
  if (pattern === undefined) {
    throw new Error(`${path}: proof/fuzz/values.ts has to say what this text may be`);
  }
  return fc
    .stringMatching(new RegExp(pattern))
    .filter((text) => text.length >= minimum && text.length <= Math.max(maximum, 64));
}
