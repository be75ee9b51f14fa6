import type { Catalog } from "../shape/catalog";
import type { TypeShape } from "../shape/types";
import { isMap, Secret, type Value, type ValueMap } from "../values/value";

/** The value of a property that the program did not give, at a path such as `vpcConfig.vpcId`. */
export type Fill = (path: string, type: TypeShape) => Value;

/**
 * Adds to a given value what the provider computes inside it: members that the declared output always has and the
 * program left out, such as the security group in a cluster's `vpcConfig`. Known old members are kept.
 */
export function complete(
  catalog: Catalog,
  type: TypeShape,
  value: Value,
  old: Value | undefined,
  fill: Fill,
  path: string,
): Value {
  if (value instanceof Secret)
    return new Secret(
      complete(catalog, type, value.value, old instanceof Secret ? old.value : old, fill, path),
    );
  if (typeof type === "string") return value;
  if (type[0] === "list" && Array.isArray(value))
    return value.map((item, index) =>
      complete(catalog, type[1], item, Array.isArray(old) ? old[index] : undefined, fill, path),
    );
  if (type[0] === "ref" && isMap(value)) return completeObject(catalog, type[1], value, old, fill, path);
  return value;
}

function completeObject(
  catalog: Catalog,
  name: string,
  value: ValueMap,
  old: Value | undefined,
  fill: Fill,
  path: string,
): ValueMap {
  const shape = catalog.nested("outputs", name);
  if (shape === undefined) return value;
  const whole: ValueMap = {};
  for (const [key, given] of Object.entries(value)) if (key !== "__defaults") whole[key] = given;
  for (const [key, property] of Object.entries(shape)) {
    const before = isMap(old) ? old[key] : undefined;
    const given = whole[key];
    const place = `${path}.${key}`;
    if (given !== undefined && given !== null)
      whole[key] = complete(catalog, property.t, given, before, fill, place);
    else if (property.o !== 1) whole[key] = before ?? fill(place, property.t);
  }
  return whole;
}
