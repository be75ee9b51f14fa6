/** A value that is not known yet: an output that only `up` will tell. */
export class UnknownValue {
  readonly kind = "unknown";
}

/** A value the engine marked secret. Whoever prints values must print `[secret]` for it. */
export class Secret {
  readonly kind = "secret";
  constructor(readonly value: Value) {}
}

/** A file, text or archive; kept as the engine sent it, because nothing here reads its content. */
export class Asset {
  readonly kind = "asset";
  constructor(readonly fields: ValueMap) {}
}

/** A reference to another resource; on the wire of a provider mostly replaced by its id. */
export class Reference {
  readonly kind = "reference";
  constructor(
    readonly urn: string,
    readonly id: Value | undefined,
    readonly packageVersion: string,
  ) {}
}

export type Value =
  | null
  | boolean
  | number
  | string
  | UnknownValue
  | Secret
  | Asset
  | Reference
  | Value[]
  | ValueMap;

export interface ValueMap {
  [key: string]: Value;
}

export const UNKNOWN = new UnknownValue();

export const isUnknown = (value: Value | undefined): value is UnknownValue => value instanceof UnknownValue;
export const isSecret = (value: Value | undefined): value is Secret => value instanceof Secret;

/** True for a plain object of properties, false for lists, assets, secrets and the rest. */
export function isMap(value: Value | undefined): value is ValueMap {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof UnknownValue) &&
    !(value instanceof Secret) &&
    !(value instanceof Asset) &&
    !(value instanceof Reference)
  );
}

/** The value under any number of secret marks. */
export function reveal(value: Value | undefined): Value | undefined {
  let inner = value;
  while (inner instanceof Secret) inner = inner.value;
  return inner;
}

/** A copy without secret marks, for computing; never for printing. A reference becomes its id. */
export function plain(value: Value): Value {
  if (value instanceof Secret) return plain(value.value);
  if (value instanceof Reference) return value.id === undefined ? UNKNOWN : plain(value.id);
  if (Array.isArray(value)) return value.map(plain);
  if (isMap(value)) return plainMap(value);
  return value;
}

export function plainMap(map: ValueMap): ValueMap {
  const copy: ValueMap = {};
  for (const [key, value] of Object.entries(map)) copy[key] = plain(value);
  return copy;
}

/** True when the value or anything inside it is not known yet. */
export function hasUnknown(value: Value | undefined): boolean {
  return some(value, isUnknown);
}

/** True when the value or anything inside it is secret. */
export function hasSecret(value: Value | undefined): boolean {
  return some(value, isSecret);
}

function some(value: Value | undefined, test: (value: Value | undefined) => boolean): boolean {
  if (test(value)) return true;
  if (value instanceof Secret) return some(value.value, test);
  if (Array.isArray(value)) return value.some((item) => some(item, test));
  if (isMap(value)) return Object.values(value).some((item) => some(item, test));
  return false;
}
