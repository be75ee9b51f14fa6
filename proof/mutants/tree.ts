import type { Json, JsonMap } from "./graph";

/** Way to a value inside an input: keys, indexes, and {@link INSIDE} where a text is JSON itself. */
export type Path = readonly (string | number)[];

/** Step into a text that is JSON, such as a policy document. */
export const INSIDE = "#";

/** A value inside the inputs of a resource. */
export interface Place {
  readonly path: Path;
  /** The last name on the way: of an item of a list, that of the list. */
  readonly key: string;
  readonly value: Json;
}

/** Texts that hold a document of which parts can be changed; others, such as dashboards, are texts to AWS, too. */
const documents = /^(policy|.*Policy|policyDocument|containerDefinitions|policyText|accessPolicies)$/;

/** Everything inside the inputs, blocks and lists before what they hold. */
export function* placesIn(inputs: JsonMap): Generator<Place> {
  for (const [key, value] of Object.entries(inputs)) yield* walk([key], key, value);
}

function* walk(path: Path, key: string, value: Json): Generator<Place> {
  yield { path, key, value };
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* walk([...path, index], key, item);
  } else if (isMap(value)) {
    for (const [name, item] of Object.entries(value)) yield* walk([...path, name], name, item);
  } else if (typeof value === "string" && documents.test(key)) {
    const inside = parsed(value);
    if (inside !== undefined) yield* walk([...path, INSIDE], key, inside);
  }
}

/** A copy with another value at a place; undefined takes it away. */
export function changed(value: Json, path: Path, now: Json | undefined): Json {
  const [step, ...rest] = path;
  if (step === undefined) return now ?? null;
  if (step === INSIDE && typeof value === "string") {
    return JSON.stringify(changed(parsed(value) ?? null, rest, now));
  }
  if (Array.isArray(value)) {
    const at = Number(step);
    if (rest.length === 0 && now === undefined) return value.filter((_, index) => index !== at);
    return value.map((item, index) => (index === at ? changed(item, rest, now) : item));
  }
  if (!isMap(value)) throw new Error(`there is no ${String(step)} in ${JSON.stringify(value)}`);
  const { [step]: old, ...others } = value;
  if (rest.length === 0 && now === undefined) return others;
  // The order of keys stays: it is the order in a document's text.
  return Object.fromEntries(
    Object.entries({ ...value, [step]: null }).map(([key, item]) => [
      key,
      key === String(step) ? changed(old ?? null, rest, now) : item,
    ]),
  );
}

export function isMap(value: Json | undefined): value is JsonMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parsed(text: string): Json | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** `rules[0].copyActions` */
export function pathText(path: Path): string {
  return path
    .map((step) => (typeof step === "number" ? `[${step}]` : step === INSIDE ? "" : `.${step}`))
    .join("")
    .replace(/^\./, "");
}
