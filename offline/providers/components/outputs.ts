import {
  Asset,
  hasSecret,
  hasUnknown,
  plain,
  Reference,
  Secret,
  UNKNOWN,
  UnknownValue,
  type Value,
  type ValueMap,
} from "../core/values/value";

/** A settled value together with the URNs of the resources it came from. Undefined: a property that is absent. */
export class Output {
  constructor(
    readonly value: Value | undefined,
    readonly dependencies: ReadonlySet<string> = new Set(),
  ) {}
}

/** Something that can stand in an input and is written as a reference to a resource. */
export abstract class Referable {
  abstract reference(): Promise<Output>;
}

export interface InputMap {
  readonly [key: string]: Input;
}

/** What a component may pass to a child: a value, or anything that becomes one later, nested at will. */
export type Input =
  | undefined
  | null
  | boolean
  | number
  | string
  | UnknownValue
  | Secret
  | Asset
  | Reference
  | Output
  | Referable
  | Promise<Output>
  | readonly Input[]
  | InputMap;

/** Waits for everything inside `input` and gathers the dependencies. Absent entries of objects are left out, those of lists become null. */
export async function settle(input: Input): Promise<Output> {
  const dependencies = new Set<string>();
  const value = await walk(input, dependencies);
  return new Output(value, dependencies);
}

async function walk(input: Input, dependencies: Set<string>): Promise<Value | undefined> {
  if (input === null || typeof input !== "object") return input;
  if (input instanceof Promise) return walk(await input, dependencies);
  if (input instanceof Output) {
    for (const urn of input.dependencies) dependencies.add(urn);
    return input.value;
  }
  if (input instanceof Referable) return walk(await input.reference(), dependencies);
  if (isLeaf(input)) return input;
  if (isList(input)) {
    const items: Value[] = [];
    for (const item of input) items.push((await walk(item, dependencies)) ?? null);
    return items;
  }
  const map: ValueMap = {};
  for (const [key, item] of Object.entries(input)) {
    const value = await walk(item, dependencies);
    if (value !== undefined) map[key] = value;
  }
  return map;
}

/** A value that is written as it is, although it is an object. */
export function isLeaf(input: object): input is UnknownValue | Secret | Asset | Reference {
  return (
    input instanceof UnknownValue ||
    input instanceof Secret ||
    input instanceof Asset ||
    input instanceof Reference
  );
}

export function isList(input: Input): input is readonly Input[] {
  return Array.isArray(input);
}

/** True for a plain object of inputs. */
export function isInputMap(input: Input): input is InputMap {
  return (
    typeof input === "object" &&
    input !== null &&
    !isList(input) &&
    !isLeaf(input) &&
    !(input instanceof Output) &&
    !(input instanceof Referable) &&
    !(input instanceof Promise)
  );
}

/**
 * Computes with values that are known only later, as `Output.apply` does: an unknown input makes the result unknown,
 * a secret one makes it secret, and the result depends on all that the inputs depend on.
 * `compute` gets the values without secret marks and with ids in place of resource references.
 */
export function combine(
  inputs: readonly Input[],
  compute: (...values: (Value | undefined)[]) => Input,
): Promise<Output> {
  return observed(combineNow(inputs, compute));
}

async function combineNow(
  inputs: readonly Input[],
  compute: (...values: (Value | undefined)[]) => Input,
): Promise<Output> {
  const settled = await Promise.all(inputs.map(settle));
  const dependencies = new Set(settled.flatMap((output) => [...output.dependencies]));
  if (settled.some((output) => hasUnknown(output.value))) return new Output(UNKNOWN, dependencies);
  const values = settled.map(({ value }) => (value === undefined ? undefined : plain(value)));
  const result = await settle(compute(...values));
  for (const urn of result.dependencies) dependencies.add(urn);
  const secret = settled.some((output) => hasSecret(output.value)) && result.value !== undefined;
  return new Output(secret ? new Secret(result.value ?? null) : result.value, dependencies);
}

/** Several objects as one, the later ones first in rank. When one of them is known only later, so is the whole. */
export function merged(...objects: readonly Input[]): Input {
  const present = objects.filter((object) => object !== undefined);
  if (present.every(isInputMap)) return Object.assign({}, ...present);
  return combine(present, (...maps) => Object.assign({}, ...maps));
}

/** `input`, additionally depending on `urns`. */
export async function dependingOn(input: Input, urns: Promise<readonly string[]>): Promise<Output> {
  const { value, dependencies } = await settle(input);
  return new Output(value, new Set([...dependencies, ...(await urns)]));
}

/**
 * Marks a promise as watched. A failed registration rejects the promises of all its outputs; the failure is reported
 * once, where the construction waits for its registrations, and must not end the process through an output nobody reads.
 */
export function observed<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
