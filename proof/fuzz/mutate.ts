import { type CrossMutation, crossMutations } from "./mutate-cross";
import { dotted, maps, put, type Raw, type Step } from "./raw";
import { type Shape, shapeOf } from "./shape";
import type { StackSet } from "./stack-set";

/** A mistake that is planted into valid settings. */
export interface Mutation {
  /** What was done, in words. */
  what: string;
  stack: string;
  /** Key that has to be named, dotted. */
  path: string;
  /** Keys that are changed, dotted. */
  touches: readonly string[];
  apply(set: StackSet): void;
  /** For mistakes against other keys or stacks: keys without which nobody can tell, in any stack. */
  premises?: readonly string[];
}

/** A place in a stack's settings with the shape that it has to have. */
interface Place {
  stack: string;
  path: Step[];
  shape: Shape;
  required: boolean;
  value: unknown;
}

const NONSENSE = "no such value \u0007";

/** Values of another kind, or beyond what a shape allows, each with its name. */
function wrongValues({ shape, value }: Place): [what: string, value: unknown][] {
  const nothing: [string, unknown] = ["nothing", null];
  switch (shape.kind) {
    case "map":
    case "names":
      return [nothing, ["a text for a map", "text"], ["a list for a map", [1]], ["a number for a map", 7]];
    case "list": {
      const items = value as unknown[];
      const long = Array.from({ length: shape.maximum + 1 }, (_, index) => items[index % items.length]);
      return [
        nothing,
        ["a text for a list", "text"],
        ["a map for a list", { a: 1 }],
        ...(shape.minimum > 0
          ? [["too few items", items.slice(0, shape.minimum - 1)] as [string, unknown]]
          : []),
        ...(items.length > 0 && items.length < shape.maximum && typeof items[0] !== "object"
          ? [["an item twice", [...items, items[0]]] as [string, unknown]]
          : []),
        ...(items.length > 0 && shape.maximum >= 10 ? [["too many items", long] as [string, unknown]] : []),
        ["an item of another kind", [...items, { nonsense: true }]],
      ];
    }
    case "choice":
      return [
        nothing,
        ["a value that is no choice", NONSENSE],
        ["a number that is no choice", 3.25],
        ["a list", []],
      ];
    case "number":
      return [
        nothing,
        ["a text for a number", "many"],
        ["a number in quotes", String(value)],
        ["too small a number", shape.minimum - 1],
        ["too large a number", shape.maximum + 1],
        ...(shape.step === undefined
          ? []
          : [["a part of a step", shape.minimum + shape.step / 2] as [string, unknown]]),
        ["a switch for a number", true],
      ];
    case "text":
      return [
        nothing,
        ["a number for a text", 16.8],
        ["a text that is none of these", NONSENSE],
        ["no text", ""],
        ["a list for a text", ["text"]],
        ["a switch for a text", false],
      ];
  }
}

/** All places of a stack's settings that hold a value. */
function places(stack: string, raw: unknown, shape: Shape, path: Step[] = []): Place[] {
  if (shape.kind === "list" && Array.isArray(raw)) {
    return raw.flatMap((item, index) => [
      { stack, path: [...path, index], shape: shape.item, required: false, value: item },
      ...places(stack, item, shape.item, [...path, index]),
    ]);
  }
  if (shape.kind !== "map" || typeof raw !== "object" || raw === null) return [];
  return Object.entries(raw).flatMap(([key, value]) => {
    const known = shape.keys[key];
    if (known === undefined) return [];
    const here = [...path, key];
    return [{ stack, path: here, ...known, value }, ...places(stack, value, known.shape, here)];
  });
}

function misspelt(key: string): string {
  return key.length > 3 ? `${key.slice(0, 2)}${key[3]}${key[2]}${key.slice(4)}` : `${key}x`;
}

const set = (stack: string, path: Step[], value: unknown) => (whole: StackSet) =>
  put(rawOf(whole, stack), path, structuredClone(value));

/** A stack's settings. */
export function rawOf(whole: StackSet, stack: string): Raw {
  const found = whole.stacks.find((one) => one.stack === stack);
  if (found === undefined) throw new Error(`there is no stack ${stack}`);
  return found.raw;
}

/** Every mistake that can be planted at one place. */
function atPlace(place: Place): Mutation[] {
  const { stack, path, required } = place;
  const named = dotted(path);
  // Whole settings and the system that they are of are what everything else is judged by.
  if (named === "system") return [];
  const values =
    path.length === 1 ? wrongValues(place).filter(([, value]) => value !== null) : wrongValues(place);
  const mistakes: Mutation[] = values.map(([what, value]) => ({
    what: `${what} at ${named}`,
    stack,
    path: named,
    touches: [named],
    apply: set(stack, path, value),
  }));
  const key = path.at(-1);
  if (typeof key !== "string") return mistakes;
  const wrong = [...path.slice(0, -1), misspelt(key)];
  if (wrong.at(-1) !== key) {
    mistakes.push({
      what: `${named} misspelt`,
      stack,
      path: dotted(wrong),
      touches: [named, dotted(wrong)],
      apply: (whole) => {
        set(stack, wrong, place.value)(whole);
        put(rawOf(whole, stack), path, undefined);
      },
    });
  }
  if (required) {
    mistakes.push({
      what: `${named} missing`,
      stack,
      path: named,
      touches: [named],
      apply: set(stack, path, undefined),
    });
  }
  return mistakes;
}

/** Keys that nobody knows, in every map whose keys the schema says. */
function unknownKeys(stack: string, raw: Raw, shape: Shape): Mutation[] {
  const known = new Set(
    places(stack, raw, shape)
      .filter((one) => one.shape.kind === "map")
      .map((one) => dotted(one.path)),
  );
  return maps(raw)
    .filter(({ path }) => path.length === 0 || known.has(dotted(path)))
    .map(({ path }) => {
      const here = [...path, "zzUnknown"];
      return {
        what: `unknown key ${dotted(here)}`,
        stack,
        path: dotted(here),
        touches: [dotted(here)],
        apply: set(stack, here, 1),
      };
    });
}

/** Every single mistake that can be planted into settings, of each sort a list. */
export function mutationsOf(whole: StackSet): Record<string, Mutation[]> {
  const shape = shapeOf(whole.system);
  const all = whole.stacks.flatMap(({ stack, raw }) => places(stack, raw, shape));
  return {
    value: all.flatMap(atPlace),
    unknown: whole.stacks.flatMap(({ stack, raw }) => unknownKeys(stack, raw, shape)),
    cross: crossMutations(whole).map((one: CrossMutation) => ({
      ...one,
      apply: (target) => set(one.stack, one.at, one.value)(target),
      path: one.path ?? dotted(one.at),
      touches: [dotted(one.at)],
    })),
  };
}
