import {
  Asset,
  isUnknown,
  Reference,
  Secret,
  UNKNOWN,
  type Value,
  type ValueMap,
} from "../../providers/core/values/value";

/** Sentinel of a value that is not known, as Pulumi's own files write it. */
const SENTINEL = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Mark of an object that is not a plain one, and the kinds that occur in a deployment's state. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const REFERENCE = "5cf8f73096256a8f31e491e813e4eb8e";

/** Properties for a graph file. A secret becomes an unknown value: it is never written, so it can never be told. */
export function encodeValues(values: ValueMap): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, encode(value)]));
}

function encode(value: Value): unknown {
  if (isUnknown(value) || value instanceof Secret) return SENTINEL;
  if (value instanceof Reference)
    return value.id === undefined || isUnknown(value.id) ? SENTINEL : encode(value.id);
  if (value instanceof Asset) return { ...value.fields };
  if (Array.isArray(value)) return value.map(encode);
  if (typeof value === "object" && value !== null) return encodeValues(value);
  return value;
}

/** Properties of a graph file or of an exported state. Secrets, encrypted or not, become unknown values. */
export function decodeValues(values: Readonly<Record<string, unknown>> | undefined): ValueMap {
  return Object.fromEntries(Object.entries(values ?? {}).map(([key, value]) => [key, decode(value)]));
}

function decode(value: unknown): Value {
  if (value === SENTINEL) return UNKNOWN;
  if (Array.isArray(value)) return value.map(decode);
  if (typeof value === "object" && value !== null) return decodeObject(value as Record<string, unknown>);
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  return null;
}

function decodeObject(object: Record<string, unknown>): Value {
  switch (object[SIGNATURE]) {
    case undefined:
      return decodeValues(object);
    case SECRET:
      return UNKNOWN;
    case OUTPUT:
      return object.secret === true || object.value === undefined ? UNKNOWN : decode(object.value);
    case REFERENCE:
      return typeof object.id === "string" && object.id !== "" ? object.id : UNKNOWN;
    default:
      return new Asset(decodeValues(object));
  }
}
