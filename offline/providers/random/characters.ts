import { randomInt } from "node:crypto";
import { flag, number, text } from "../core/values/read";
import type { ValueMap } from "../core/values/value";

/** Characters that a password or string is made of. */
interface CharacterClass {
  /** What the inputs call it. */
  name: "upper" | "lower" | "numeric" | "special";
  minimum: "minUpper" | "minLower" | "minNumeric" | "minSpecial";
  characters: string;
}

const specials = "!@#$%&*()-_=+[]{}<>:?";

function classes(inputs: ValueMap): CharacterClass[] {
  return [
    { name: "upper", minimum: "minUpper", characters: "ABCDEFGHIJKLMNOPQRSTUVWXYZ" },
    { name: "lower", minimum: "minLower", characters: "abcdefghijklmnopqrstuvwxyz" },
    { name: "numeric", minimum: "minNumeric", characters: "0123456789" },
    { name: "special", minimum: "minSpecial", characters: text(inputs, "overrideSpecial") ?? specials },
  ];
}

/** `number` is the old name of `numeric`; every class is in unless it is switched off. */
export function isIn(inputs: ValueMap, name: CharacterClass["name"]): boolean {
  const given = flag(inputs, name) ?? (name === "numeric" ? flag(inputs, "number") : undefined);
  return given ?? true;
}

/** Why no string can be made from these inputs, or undefined. */
export function stringProblem(inputs: ValueMap): { property: string; reason: string } | undefined {
  const length = number(inputs, "length");
  if (length === undefined) return undefined;
  if (!Number.isInteger(length) || length < 1)
    return { property: "length", reason: `length is ${length}; it takes whole numbers from 1` };
  const minimums = classes(inputs).map(({ minimum }) => number(inputs, minimum) ?? 0);
  const least = minimums.reduce((sum, one) => sum + one, 0);
  if (least > length)
    return {
      property: "length",
      reason: `length is ${length}, less than minUpper + minLower + minNumeric + minSpecial = ${least}`,
    };
  if (!classes(inputs).some(({ name }) => isIn(inputs, name)))
    return { property: "", reason: "at least one of lower, upper, numeric and special has to be true" };
  return undefined;
}

/** A string of `length` characters with at least the asked number of each class, in random order. */
export function randomString(inputs: ValueMap): string {
  const length = number(inputs, "length") ?? 0;
  const all = classes(inputs);
  const chosen = all.flatMap(({ minimum, characters }) => pick(characters, number(inputs, minimum) ?? 0));
  const alphabet = all
    .filter(({ name }) => isIn(inputs, name))
    .map(({ characters }) => characters)
    .join("");
  return shuffled([...chosen, ...pick(alphabet, length - chosen.length)]).join("");
}

const pick = (characters: string, count: number): string[] =>
  Array.from({ length: count }, () => characters[randomInt(characters.length)] ?? "");

/** Fisher and Yates' shuffle. @param below a random whole number from 0 to less than its argument */
export function shuffled<Item>(items: readonly Item[], below: (limit: number) => number = randomInt): Item[] {
  const result = [...items];
  for (let index = result.length - 1; index > 0; index--) {
    const other = below(index + 1);
    [result[index], result[other]] = [result[other] as Item, result[index] as Item];
  }
  return result;
}
