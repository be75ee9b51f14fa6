import {
  Asset,
  isMap,
  isUnknown,
  Reference,
  Secret,
  type Value,
  type ValueMap,
} from "../../core/values/value";

const secretKey = "$secret";
const assetKey = "$asset";

/** The account's file form of values. A secret's value is left out: files of the account are readable by everyone. */
export function encode(value: Value): unknown {
  if (value instanceof Secret) return { [secretKey]: true };
  if (value instanceof Asset) return { [assetKey]: encode(value.fields) };
  if (value instanceof Reference) return encode(value.id ?? null);
  if (isUnknown(value)) return null;
  if (Array.isArray(value)) return value.map(encode);
  if (isMap(value))
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, encode(item)]));
  return value;
}

export function decode(stored: unknown): Value {
  if (Array.isArray(stored)) return stored.map(decode);
  if (typeof stored !== "object" || stored === null) return stored as null | string | number | boolean;
  const entries = Object.entries(stored);
  const [only] = entries;
  if (entries.length === 1 && only?.[0] === secretKey) return new Secret(null);
  if (entries.length === 1 && only?.[0] === assetKey) return new Asset(decodeMap(only[1]));
  return decodeMap(stored);
}

export function decodeMap(stored: unknown): ValueMap {
  const map: ValueMap = {};
  if (typeof stored !== "object" || stored === null) return map;
  for (const [key, value] of Object.entries(stored)) map[key] = decode(value);
  return map;
}

/** Puts secrets back into stored values from where they are known, the engine's state. */
export function restoreSecrets(stored: Value, known: Value | undefined): Value {
  if (stored instanceof Secret)
    return known === undefined ? stored : known instanceof Secret ? known : new Secret(known);
  const source = known instanceof Secret ? known.value : known;
  if (Array.isArray(stored))
    return stored.map((item, index) =>
      restoreSecrets(item, Array.isArray(source) ? source[index] : undefined),
    );
  if (isMap(stored)) return restoreSecretsIn(stored, isMap(source) ? source : {});
  return stored;
}

export function restoreSecretsIn(stored: ValueMap, known: ValueMap): ValueMap {
  return Object.fromEntries(
    Object.entries(stored).map(([key, value]) => [key, restoreSecrets(value, known[key])]),
  );
}
