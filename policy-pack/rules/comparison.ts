import type { Judgement } from "../frame/rule";
import { block, isUnknown, number, type Props } from "../frame/values";

/** A property to compare: its path from the inputs, such as `healthCheck.path`, and what AWS takes when it is absent. */
export interface Aspect {
  readonly path: string;
  readonly fallback?: unknown;
}

/** What two resources differ in, and what can't be compared yet, by the aspects' paths. */
export interface Difference {
  readonly different: readonly string[];
  readonly open: readonly string[];
}

const UNREAD = Symbol("not known yet");
type Result = "same" | "different" | "open";

/** Compares aspects of two resources. */
export function compareAspects(one: Props, other: Props, aspects: readonly Aspect[]): Difference {
  const results = aspects.map(({ path, fallback }) => {
    const [left, right] = [one, other].map((props) => valueAt(props, path.split(".")) ?? fallback);
    return { path, result: compareValues(left, right) };
  });
  const named = (wanted: Result) => results.filter(({ result }) => result === wanted).map(({ path }) => path);
  return { different: named("different"), open: named("open") };
}

/** Several comparisons of the same two resources as one. */
export function together(...differences: readonly Difference[]): Difference {
  return {
    different: differences.flatMap(({ different }) => different),
    open: differences.flatMap(({ open }) => open),
  };
}

/** Says what differs, after the beginning of a sentence such as `It differs from its twin`. */
export function tellDifference(
  { different, open }: Difference,
  beginning: string,
  { violation, notEvaluated }: Judgement,
): void {
  if (different.length > 0) violation(`${beginning}: ${different.join(", ")}.`);
  if (open.length > 0) notEvaluated(`${open.join(", ")} is not known on both sides`);
}

/** A property with all that is inside; what is not known, and what is not set, is marked as such. */
export function plainValue(props: Props, key: string): unknown {
  return plain(() => props[key]);
}

/**
 * Compares values as {@link plainValue} gives them. Lists of texts and numbers are compared without order, texts that hold
 * ARNs only for holding one, since a twin means its own region's resources.
 */
export function compareValues(one: unknown, other: unknown): Result {
  if (one === UNREAD || other === UNREAD) return "open";
  if (Array.isArray(one) && Array.isArray(other)) return compareLists(one, other);
  if (isRecord(one) && isRecord(other)) {
    const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
    return worst(keys.map((key) => compareValues(one[key], other[key])));
  }
  if (typeof one === "string" && typeof other === "string") {
    return one === other || (one.includes("arn:") && other.includes("arn:")) ? "same" : "different";
  }
  if (one === undefined || other === undefined) return one === other ? "same" : "different";
  // Programs and states also write numbers and switches as texts.
  return String(one) === String(other) ? "same" : "different";
}

function compareLists(one: readonly unknown[], other: readonly unknown[]): Result {
  if (one.includes(UNREAD) || other.includes(UNREAD)) return "open";
  if (one.length !== other.length) return "different";
  const scalars = [one, other].every((list) => list.every((item) => typeof item !== "object"));
  const [left, right] = scalars ? [[...one].sort(), [...other].sort()] : [one, other];
  return worst(left.map((item, index) => compareValues(item, right[index])));
}

function worst(results: readonly Result[]): Result {
  if (results.includes("different")) return "different";
  return results.includes("open") ? "open" : "same";
}

function valueAt(props: Props, [key = "", ...rest]: readonly string[]): unknown {
  const value = plainValue(props, key);
  if (rest.length === 0 || value === UNREAD) return value;
  return isRecord(value) ? valueAt(value, rest) : undefined;
}

function plain(read: () => unknown): unknown {
  let value: unknown;
  try {
    value = read();
  } catch (error) {
    if (isUnknown(error)) return UNREAD;
    throw error;
  }
  if (value === null || value === "") return undefined;
  if (typeof value !== "object") return value;
  if (Array.isArray(value)) {
    const list = value;
    if (list.length === 0) return undefined;
    return Array.from({ length: list.length }, (_, index) => plain(() => list[index]));
  }
  const source = value as Props;
  // The bridge keeps notes of its own among a program's inputs.
  const keys = Object.keys(source).filter((key) => !key.startsWith("__"));
  const entries = keys
    .map((key): [string, unknown] => [key, plain(() => source[key])])
    .filter(([, item]) => item !== undefined);
  // An empty block says something: `{ block: {} }` is not `{ count: {} }`.
  return Object.fromEntries(entries);
}

function isRecord(value: unknown): value is Props {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Number at a path such as `scalingConfig.maxSize`.
 * @throws UnknownValueError when it is not known yet
 */
export function numberAt(props: Props, path: string): number | undefined {
  const [key = "", ...rest] = path.split(".");
  if (rest.length === 0) return number(props, key);
  const inside = block(props, key);
  return inside && numberAt(inside, rest.join("."));
}

/** Whether a value as {@link plainValue} gives it holds something that is not known yet. */
export function holdsUnread(value: unknown): boolean {
  if (value === UNREAD) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(holdsUnread);
}
