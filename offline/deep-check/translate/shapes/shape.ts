import { isMap, isUnknown, type Value, type ValueMap } from "../../../providers/core/values/value";
import type { Writer } from "../writer";

/** Writes one input whose form in CloudFormation is another one than in Pulumi. */
export type Shape = (writer: Writer, value: Value, path: string) => void;

/** Shapes of a type by input. `never`: CloudFormation has nothing like it, and nothing there depends on it. */
export type TypeShapes = Readonly<Record<string, Shape>>;

export const never: Shape = () => undefined;

/** The same value under another name. */
export function renamed(place: string): Shape {
  return (writer, value, path) => writer.put(place, value, path);
}

/** A value that is text in CloudFormation. */
export function asText(place: string): Shape {
  return (writer, value, path) =>
    writer.put(place, typeof value === "number" || typeof value === "boolean" ? String(value) : value, path);
}

/** A switch that is a choice of two words in CloudFormation. */
export function choice(place: string, whenTrue: string, whenFalse: string): Shape {
  return (writer, value, path) => {
    if (typeof value === "boolean") writer.write(place, value ? whenTrue : whenFalse, path);
    else writer.put(place, value, path);
  };
}

/** `{ a: "b" }` -> `[{ Key: "a", Value: "b" }]` */
export function pairs(place: string, key = "Key", name = "Value"): Shape {
  return (writer, value, path) => {
    if (!isMap(value)) {
      incomplete(writer, value);
      return;
    }
    for (const [index, [entry, inner]] of Object.entries(value).entries()) {
      writer.write(`${place}[${index}].${key}`, entry, `${path}.${entry}`);
      writer.put(`${place}[${index}].${name}`, inner, `${path}.${entry}`);
    }
  };
}

/** An attribute of a list `[{ Key: name, Value: text }]`, added at its end. */
export function attribute(place: string, name: string): Shape {
  return (writer, value, path) => {
    const at = `${place}[${writer.draft.length(place)}]`;
    writer.write(`${at}.Key`, name, path);
    writer.put(
      `${at}.Value`,
      typeof value === "number" || typeof value === "boolean" ? String(value) : value,
      path,
    );
  };
}

/** An object of which each key has a shape of its own; other keys are left out. */
export function object(shapes: TypeShapes): Shape {
  return (writer, value, path) => {
    if (!isMap(value)) {
      incomplete(writer, value);
      return;
    }
    fields(writer, value, path, shapes);
  };
}

/** Each key of an object by its shape. */
export function fields(writer: Writer, value: ValueMap, path: string, shapes: TypeShapes): void {
  for (const [key, shape] of Object.entries(shapes)) {
    const inner = value[key];
    if (inner !== undefined && inner !== null) shape(writer, inner, `${path}.${key}`);
  }
}

/** Items of a list of objects, each with its path. */
export function items(value: Value | undefined, path: string): { item: ValueMap; path: string }[] {
  if (isMap(value)) return [{ item: value, path }];
  if (!Array.isArray(value)) return [];
  return value.flatMap((item, index) => (isMap(item) ? [{ item, path: `${path}[${index}]` }] : []));
}

/** Values of a list of texts, each with its path; one text counts as a list of it. */
export function values(value: Value | undefined, path: string): { value: Value; path: string }[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return [{ value, path }];
  return value.map((inner, index) => ({ value: inner, path: `${path}[${index}]` }));
}

/** Notes that something is missing that the program sets. */
export function incomplete(writer: Writer, value: Value): void {
  if (isUnknown(value) || typeof value === "object") writer.draft.incomplete = true;
}

/** `targetGroupArn` -> `TargetGroupArn` */
export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** A value of which every key, at any depth, is CloudFormation's but for its first letter. */
export function capitalised(place: string): Shape {
  return function write(writer, value, path): void {
    deep(writer, place, value, path);
  };
}

function deep(writer: Writer, place: string, value: Value, path: string): void {
  if (isMap(value)) {
    for (const [key, inner] of Object.entries(value))
      deep(writer, `${place}.${capital(key)}`, inner, `${path}.${key}`);
  } else if (Array.isArray(value) && value.some(isMap)) {
    for (const [index, inner] of value.entries())
      deep(writer, `${place}[${index}]`, inner, `${path}[${index}]`);
  } else writer.put(place, value, path);
}
