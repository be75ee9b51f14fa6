/** What one key of a stack file takes, as its users are told. */
export interface Limit {
  readonly takes: readonly unknown[];
  readonly refuses: readonly unknown[];
  /** The end of the message: `0 is not allowed, 1 to 15`. */
  readonly allowed: string;
  /** What it is without a word; absent for a key that has to be there, or that has no value then. */
  readonly fallback?: unknown;
  /** What other keys have to be for this one to be right, by path. */
  readonly beside?: Readonly<Record<string, unknown>>;
}

/** Limits by path; a number in a path is a place in a list. */
export type Limits = Readonly<Record<string, Limit>>;

const orElse = (fallback: unknown) => (fallback === undefined ? {} : { fallback });

/** A whole number. */
export function int(least: number, most: number, fallback?: number, allowed = `${least} to ${most}`): Limit {
  return {
    takes: [least, most],
    refuses: [least - 1, most + 1, least + 0.5, String(least)],
    allowed,
    ...orElse(fallback),
  };
}

/** A number in steps. */
export function steps(least: number, most: number, step: number, fallback: number, allowed: string): Limit {
  return {
    takes: [least, least + step, most],
    refuses: [least - step, most + step, least + step / 2, String(least)],
    allowed,
    fallback,
  };
}

/** Any number between two. */
export function between(least: number, most: number, fallback: number): Limit {
  return {
    takes: [least, most],
    refuses: [least - 0.01, most + 0.01, String(least)],
    allowed: `${least} to ${most}`,
    fallback,
  };
}

/** One of some values. */
export function oneOf(
  values: readonly (string | number)[],
  fallback?: string | number,
  allowed = listed(values),
): Limit {
  const strange = values.map((value) => (typeof value === "number" ? value + 1 : `${value}x`));
  return {
    takes: values,
    refuses: [...strange.filter((value) => !values.includes(value)), "", {}],
    allowed,
    ...orElse(fallback),
  };
}

/** A switch. */
export function onOff(fallback: boolean): Limit {
  return { takes: [true, false], refuses: ["yes", 1], allowed: "true or false", fallback };
}

/** A text of a certain form. */
export function text(
  takes: readonly string[],
  refuses: readonly string[],
  allowed: string,
  fallback?: string,
): Limit {
  return { takes, refuses: [...refuses, "", 12], allowed, ...orElse(fallback) };
}

function listed(values: readonly (string | number)[]): string {
  return `${values.slice(0, -1).join(", ")} or ${values.at(-1)}`;
}

/** The limit of a key that is right beside these others only. */
export function beside(others: Readonly<Record<string, unknown>>, limit: Limit): Limit {
  return { ...limit, beside: others };
}
