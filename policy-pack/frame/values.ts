import { UnknownValueError } from "@pulumi/policy";

/** Properties as the engine sends them: not parsed, secrets in clear, unknown values throwing when read. */
export type Props = Readonly<Record<string, unknown>>;

/** The SDK's `UnknownValueError`; its own declaration is empty. */
export interface UnknownValue extends Error {
  /** Path of the value that was read. */
  readonly props: readonly PropertyKey[];
}

/**
 * What Pulumi sends for a text that is not known during a preview, and for any output of a resource that does not exist
 * yet (`UnknownStringValue` in its SDKs).
 */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Whether an error is the SDK's "this value is not known during preview". */
export function isUnknown(error: unknown): error is UnknownValue {
  return error instanceof UnknownValueError;
}

/**
 * The same properties without the guard that throws at unknown values: unknown ones are texts that look random. Only for
 * searches that pass by what they do not know; the SDK keeps the way to them for its own use, so without it the guard stays.
 */
export function rawOf(props: Props): Props {
  const raw: unknown = Reflect.get(props, "__getSpecialProxyTarget");
  return isProps(raw) ? raw : props;
}

/** What a read gives, or `undefined` when it meets an unknown value: only where the rule can do without it. */
export function known<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (isUnknown(error)) return undefined;
    throw error;
  }
}

/** Text of a property; `undefined` when absent, empty (what providers return for "not set") or no text. */
export function text(props: Props, key: string): string | undefined {
  const value = props[key];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Switch of a property; providers also take and return `"true"` and `"false"`. */
export function flag(props: Props, key: string): boolean | undefined {
  const value = props[key];
  if (value === true || value === "true") return true;
  if (value === false || value === "false") return false;
  return undefined;
}

/** Number of a property; YAML programs and old states also hold `"22"`. */
export function number(props: Props, key: string): number | undefined {
  const value = props[key];
  if (typeof value === "number") return value;
  return typeof value === "string" && /^-?\d+$/.test(value) ? Number(value) : undefined;
}

/** Block of a property. */
export function block(props: Props, key: string): Props | undefined {
  const value = props[key];
  return isProps(value) ? value : undefined;
}

/** Whether a property is set, be its value known or not. An empty text, list or block is not set. */
export function given(props: Props, key: string): boolean {
  if (!(key in props)) return false;
  try {
    const value = props[key];
    if (value === null || value === undefined || value === "") return false;
    return typeof value !== "object" || Object.keys(value).length > 0;
  } catch (error) {
    if (isUnknown(error)) return true;
    throw error;
  }
}

/**
 * Runs every part, although one meets an unknown value, so that no violation behind it is lost.
 * @throws UnknownValueError the first one met, after all parts have run
 */
export function everyPart(...parts: readonly (() => void)[]): void {
  let unknown: UnknownValue | undefined;
  for (const part of parts) {
    try {
      part();
    } catch (error) {
      if (!isUnknown(error)) throw error;
      unknown ??= error;
    }
  }
  if (unknown) throw unknown;
}

/** Visits every block of a list property like {@link everyPart}: unknown ones do not hide the others. */
export function eachBlock(props: Props, key: string, visit: (item: Props, index: number) => void): void {
  eachItem(props, key, (item, index) => {
    if (isProps(item)) visit(item, index);
  });
}

/** Visits every text of a list property like {@link everyPart}: unknown ones do not hide the others. */
export function eachText(props: Props, key: string, visit: (item: string) => void): void {
  eachItem(props, key, (item) => {
    if (typeof item === "string") visit(item);
  });
}

/** All texts of a list property. @throws UnknownValueError when the list or one of them is unknown */
export function textsOf(props: Props, key: string): string[] {
  const found: string[] = [];
  eachText(props, key, (item) => found.push(item));
  return found;
}

function eachItem(props: Props, key: string, visit: (item: unknown, index: number) => void): void {
  const list = props[key];
  if (!Array.isArray(list)) return;
  // By index: an iterator would stop at the first unknown item.
  everyPart(...Array.from({ length: list.length }, (_, index) => () => visit(list[index], index)));
}

function isProps(value: unknown): value is Props {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
