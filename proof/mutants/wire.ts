import {
  Asset,
  Reference,
  Secret,
  type Value,
  type ValueMap,
} from "../../offline/providers/core/values/value";
import {
  REFERENCE_SIGNATURE as REFERENCE,
  SECRET_SIGNATURE as SECRET,
  SIGNATURE_KEY as SIGNATURE,
} from "../../offline/providers/core/values/wire";
import type { Json, JsonMap } from "./graph";

/** Stands for a secret whose clear text an export does not have: a password that every service takes. */
const HIDDEN = "Hidden-0123456789-abcdefghij";

/** A value of the state as a provider gets it. */
export function toValue(json: Json): Value {
  if (Array.isArray(json)) return json.map(toValue);
  if (typeof json !== "object" || json === null) return json;
  const mark = json[SIGNATURE];
  if (mark === undefined) return toValues(json);
  if (mark === SECRET) return new Secret(clear(json.plaintext));
  if (mark === REFERENCE) return new Reference(String(json.urn), json.id ?? undefined, "");
  return new Asset(toValues(json));
}

export function toValues(map: JsonMap): ValueMap {
  return Object.fromEntries(Object.entries(map).map(([key, item]) => [key, toValue(item)]));
}

function clear(plaintext: Json | undefined): Value {
  return typeof plaintext === "string" ? toValue(JSON.parse(plaintext) as Json) : HIDDEN;
}

/** A provider's value as the state keeps it; a secret without its text. */
export function toJson(value: Value): Json {
  if (value instanceof Secret) return { [SIGNATURE]: SECRET, ciphertext: "" };
  if (value instanceof Asset) return toJson(value.fields);
  if (value instanceof Reference) return toJson(value.id ?? null);
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== "object" || value === null) return value;
  if ("kind" in value && value.kind === "unknown") return null;
  return toJsonMap(value as ValueMap);
}

export function toJsonMap(map: ValueMap): JsonMap {
  return Object.fromEntries(Object.entries(map).map(([key, item]) => [key, toJson(item)]));
}

/** A value of the state as a policy sees it: secrets in clear, files by what they are. */
export function clearOf(json: Json): Json {
  if (Array.isArray(json)) return json.map(clearOf);
  if (typeof json !== "object" || json === null) return json;
  if (json[SIGNATURE] === SECRET) {
    return typeof json.plaintext === "string" ? clearOf(JSON.parse(json.plaintext) as Json) : HIDDEN;
  }
  return Object.fromEntries(Object.entries(json).map(([key, item]) => [key, clearOf(item)]));
}
