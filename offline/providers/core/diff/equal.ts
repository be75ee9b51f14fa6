import { Asset, isMap, plain, type Value } from "../values/value";

/** Deep equality as a provider sees it: secret marks do not count, null is absent, what is not known equals no known value. */
export function equal(left: Value | undefined, right: Value | undefined): boolean {
  return left === right || same(plain(left ?? null), plain(right ?? null));
}

function same(left: Value, right: Value): boolean {
  if (left === right) return true;
  if (Array.isArray(left) && Array.isArray(right))
    return left.length === right.length && left.every((item, index) => same(item, right[index] ?? null));
  if (left instanceof Asset && right instanceof Asset) return same(identity(left), identity(right));
  if (isMap(left) && isMap(right)) {
    const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
    return [...keys].every((key) => key === "__defaults" || same(left[key] ?? null, right[key] ?? null));
  }
  if (scalar(left) !== undefined && scalar(left) === scalar(right)) return true;
  return typeof left === "string" && typeof right === "string" && sameJson(left, right);
}

/** An asset is its content: the engine computes the hash; the path it was read from does not matter. */
function identity(asset: Asset): Value {
  return asset.fields.hash ?? asset.fields;
}

/** `"1"` and `1`, `"true"` and `true` are one value to a bridged provider. */
function scalar(value: Value): string | undefined {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : undefined;
}

/** Policy documents differ only in spacing and key order: no change. */
function sameJson(left: string, right: string): boolean {
  const [first, second] = [parse(left), parse(right)];
  return first !== undefined && second !== undefined && same(first, second);
}

function parse(text: string): Value | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as Value;
  } catch {
    return undefined;
  }
}
