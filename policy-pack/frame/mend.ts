import { Secret, unknownCheckingProxy } from "@pulumi/policy";
import { type Props, rawOf } from "./values";

/**
 * Inputs as a rule may read them: secrets in clear, values that are not known guarded. The SDK guards only what it hands to
 * the first remediation; the result of one comes to the next as it is.
 */
export function readable(props: Props): Record<string, unknown> {
  return unknownCheckingProxy(plain(rawInputs(props))) as Record<string, unknown>;
}

/**
 * All inputs of a resource, some of them changed. What does not change passes through untouched: secrets stay secret,
 * and values that are not known stay so.
 *
 * @returns `undefined` when nothing changes, or when it can't be done without loss: Pulumi's SDK loses the content of
 * files and archives on the way back
 */
export function mended(props: Props, changes: Props): Record<string, unknown> | undefined {
  const raw = rawInputs(props);
  const changed = Object.entries(changes).filter(([key, value]) => !same(raw[key], value));
  if (changed.length === 0 || Object.values(raw).some(holdsFile)) return undefined;
  const secrets = new Set(Object.values(raw).flatMap(secretTexts));
  const entries = changed.map(([key, value]): [string, unknown] => {
    const hidden = holdsSecret(raw[key]) || texts(value).some((text) => secrets.has(text));
    return [key, hidden && value !== undefined ? new Secret(plain(value)) : plain(value)];
  });
  const all = Object.entries({ ...raw, ...Object.fromEntries(entries) });
  return Object.fromEntries(all.filter(([, value]) => value !== undefined));
}

/** Two guards lie one in the other: against unknown values, and around secrets. */
function rawInputs(props: Props): Props {
  return rawOf(rawOf(props));
}

/** Values without the SDK's guards and marks; a value taken from the resource still has them. */
function plain(value: unknown): unknown {
  if (value instanceof Secret) return plain(value.value);
  if (Array.isArray(value)) return value.map(plain);
  if (!isObject(value) || isFile(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(plain(one)) === JSON.stringify(plain(other));
}

function holdsSecret(value: unknown): boolean {
  if (value instanceof Secret) return true;
  if (Array.isArray(value)) return value.some(holdsSecret);
  return isObject(value) && Object.values(value).some(holdsSecret);
}

function holdsFile(value: unknown): boolean {
  if (value instanceof Secret) return holdsFile(value.value);
  if (Array.isArray(value)) return value.some(holdsFile);
  if (!isObject(value)) return false;
  return isFile(value) || Object.values(value).some(holdsFile);
}

/** The SDK marks files and archives, whichever copy of it made them. */
function isFile(value: object): boolean {
  return "__pulumiAsset" in value || "__pulumiArchive" in value;
}

/** The texts inside secrets. */
function secretTexts(value: unknown): string[] {
  if (value instanceof Secret) return texts(value.value).filter((text) => text !== "");
  if (Array.isArray(value)) return value.flatMap(secretTexts);
  return isObject(value) ? Object.values(value).flatMap(secretTexts) : [];
}

function texts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(texts);
  return isObject(value) ? Object.values(value).flatMap(texts) : [];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
