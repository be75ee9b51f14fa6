/** Plain settings, keys without the namespace. */
export type Raw = Record<string, unknown>;

/** A step of a path: a key, or a place in a list. */
export type Step = string | number;

/** The value at a path; undefined where there is none. */
export function at(raw: unknown, path: readonly Step[]): unknown {
  return path.reduce<unknown>(
    (inside, step) =>
      typeof inside === "object" && inside !== null ? (inside as Record<Step, unknown>)[step] : undefined,
    raw,
  );
}

/** Puts a value at a path whose parents are made where they are missing; `undefined` takes it out. */
export function put(raw: Raw, path: readonly Step[], value: unknown): void {
  const last = path.at(-1) as Step;
  let inside: Record<Step, unknown> = raw;
  for (const step of path.slice(0, -1)) {
    const next = inside[step];
    if (typeof next !== "object" || next === null) {
      if (value === undefined) return;
      inside[step] = {};
    }
    inside = inside[step] as Record<Step, unknown>;
  }
  if (value !== undefined) inside[last] = value;
  else if (Array.isArray(inside)) inside.splice(Number(last), 1);
  else delete inside[last];
}

/** A path as people write it: `services.0.name`. */
export const dotted = (path: readonly Step[]) => path.join(".");

/** Every map of a value with the path that leads to it, the value itself first. */
export function maps(value: unknown, path: Step[] = []): { path: Step[]; map: Raw }[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => maps(item, [...path, index]));
  if (typeof value !== "object" || value === null) return [];
  const below = Object.entries(value).flatMap(([key, inner]) => maps(inner, [...path, key]));
  return [{ path, map: value as Raw }, ...below];
}
