import type { Failure } from "../protocol/provider";
import type { Catalog } from "../shape/catalog";
import type { Properties, TypeShape } from "../shape/types";
import { Asset, isMap, isUnknown, plain, Secret, type Value, type ValueMap } from "../values/value";
import { describe, describeType } from "./describe";
import { nearest } from "./nearest";

/** Bookkeeping of bridged providers inside inputs: which of them are defaults. Not a property. */
export const defaultsKey = "__defaults";

/**
 * Compares inputs with their declared shape: what is missing, what does not exist, what has the wrong type; all at
 * once, at any depth. Values that are not known yet are skipped; secret ones are checked but never shown.
 */
export function checkInputs(catalog: Catalog, owner: string, shape: Properties, inputs: ValueMap): Failure[] {
  const failures: Failure[] = [];
  new Checker(catalog, failures).object(owner, shape, inputs, "", false);
  return failures;
}

class Checker {
  constructor(
    private readonly catalog: Catalog,
    private readonly failures: Failure[],
  ) {}

  object(owner: string, shape: Properties, value: ValueMap, path: string, secret: boolean): void {
    for (const [key, property] of Object.entries(shape)) {
      if (property.o === 1 || (value[key] !== undefined && value[key] !== null)) continue;
      this.fail(join(path, key), `${owner} needs "${key}" (${describeType(property.t)}), which is missing`);
    }
    for (const [key, item] of Object.entries(value)) {
      if (key === defaultsKey || item === null) continue;
      const property = shape[key];
      if (property === undefined) this.unknownProperty(owner, shape, path, key);
      else this.value(property.t, item, join(path, key), secret);
    }
  }

  private unknownProperty(owner: string, shape: Properties, path: string, key: string): void {
    const guess = nearest(key, Object.keys(shape));
    const hint =
      guess === undefined ? `it has ${Object.keys(shape).sort().join(", ")}` : `did you mean "${guess}"?`;
    this.fail(join(path, key), `${owner} has no "${key}"; ${hint}`);
  }

  private value(type: TypeShape, given: Value, path: string, secret: boolean): void {
    if (given instanceof Secret) {
      this.value(type, given.value, path, true);
      return;
    }
    const value = given !== null && typeof given === "object" && "urn" in given ? plain(given) : given;
    if (isUnknown(value) || value === null || type === "any") return;
    if (typeof type === "string") {
      if (!fitsScalar(type, value)) this.wrongType(type, value, path, secret);
      return;
    }
    switch (type[0]) {
      case "list":
        if (Array.isArray(value))
          for (const [index, item] of value.entries()) this.value(type[1], item, `${path}[${index}]`, secret);
        else this.wrongType(type, value, path, secret);
        return;
      case "map":
        if (isMap(value))
          for (const [key, item] of Object.entries(value)) {
            if (key !== defaultsKey) this.value(type[1], item, join(path, key), secret);
          }
        else this.wrongType(type, value, path, secret);
        return;
      case "ref":
        this.nested(type, value, path, secret);
        return;
      default:
        this.union(type.slice(1) as TypeShape[], value, path, secret);
    }
  }

  private nested(type: ["ref", string], value: Value, path: string, secret: boolean): void {
    const shape = this.catalog.nested("inputs", type[1]);
    if (shape === undefined) return;
    if (isMap(value)) this.object(path.replace(/\[\d+\]/g, ""), shape, value, path, secret);
    else this.wrongType(type, value, path, secret);
  }

  /** A value that fits no alternative is reported against the closest one: an object against the object types. */
  private union(types: TypeShape[], value: Value, path: string, secret: boolean): void {
    const attempts = types.map((type) => {
      const failures: Failure[] = [];
      new Checker(this.catalog, failures).value(type, value, path, secret);
      return { type, failures };
    });
    if (attempts.some(({ failures }) => failures.length === 0)) return;
    const structured = attempts.find(
      ({ type }) => typeof type !== "string" && isMap(value) === (type[0] !== "list"),
    );
    if (structured !== undefined) this.failures.push(...structured.failures);
    else this.wrongType(["union", ...types], value, path, secret);
  }

  private wrongType(type: TypeShape, value: Value, path: string, secret: boolean): void {
    const got = secret ? "a secret of another type" : describe(value);
    this.fail(path, `"${path}" wants ${describeType(type)}, got ${got}`);
  }

  private fail(property: string, reason: string): void {
    this.failures.push({ property, reason });
  }
}

/** Bridged providers convert between text, numbers and booleans where the text reads as one; so does this. */
function fitsScalar(type: string, value: Value): boolean {
  switch (type) {
    case "string":
      return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
    case "number":
      return (
        typeof value === "number" ||
        (typeof value === "string" && value.trim() !== "" && !Number.isNaN(Number(value)))
      );
    case "boolean":
      return typeof value === "boolean" || value === "true" || value === "false";
    default:
      return value instanceof Asset || typeof value === "string";
  }
}

function join(path: string, key: string): string {
  if (!/^[\w$]+$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === "" ? key : `${path}.${key}`;
}
