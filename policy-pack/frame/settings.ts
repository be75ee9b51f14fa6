import type { PolicyConfigSchema } from "@pulumi/policy";

type PropertySchema = PolicyConfigSchema["properties"][string];

/** One setting of a rule: its JSON Schema for Pulumi, its default, and its parser for what arrives. */
export interface Setting<T> {
  readonly schema: PropertySchema;
  readonly default: T;
  /** @returns `undefined` when the value is not allowed */
  parse(value: unknown): T | undefined;
}

/** The settings of a rule by name. */
export type SettingDefinitions = Readonly<Record<string, Setting<unknown>>>;

/** The parsed settings of a rule. */
export type SettingsOf<S extends SettingDefinitions> = {
  readonly [K in keyof S]: S[K] extends Setting<infer T> ? T : never;
};

/** A list of texts. */
export function texts(description: string, fallback: readonly string[] = []): Setting<readonly string[]> {
  const items = { type: "string", minLength: 1 } as const;
  return {
    schema: { type: "array", items, default: [...fallback], description },
    default: fallback,
    parse: (value) =>
      Array.isArray(value) && value.every((item): item is string => typeof item === "string" && item !== "")
        ? value
        : undefined,
  };
}

/** A list of TCP or UDP ports. */
export function ports(description: string, fallback: readonly number[]): Setting<readonly number[]> {
  const items = { type: "integer", minimum: 0, maximum: 65535 } as const;
  return {
    schema: { type: "array", items, default: [...fallback], description },
    default: fallback,
    parse: (value) =>
      Array.isArray(value) &&
      value.every((item): item is number => Number.isInteger(item) && item >= 0 && item <= 65535)
        ? value
        : undefined,
  };
}

/** One of a few words; the first is the default. */
export function choice<const T extends string>(
  description: string,
  choices: readonly [T, ...T[]],
): Setting<T> {
  return {
    schema: { type: "string", enum: [...choices], default: choices[0], description },
    default: choices[0],
    parse: (value) => choices.find((allowed) => allowed === value),
  };
}

/** A user's mistake in the configuration; its message is for the user. */
export class SettingsError extends Error {}

/**
 * Parses what a user wrote for a rule; what is left out takes its default.
 *
 * @throws SettingsError that names the rule, the setting and what is allowed, for an unknown setting or a value of a wrong kind
 */
export function parseSettings<S extends SettingDefinitions>(
  rule: string,
  definitions: S,
  given: Readonly<Record<string, unknown>>,
): SettingsOf<S> {
  for (const name of Object.keys(given)) {
    if (!(name in definitions)) {
      const known = Object.keys(definitions).join(", ");
      throw new SettingsError(
        `${rule}.${name}: there is no such setting; ${known === "" ? `${rule} has none` : `known: ${known}`}`,
      );
    }
  }
  const entries = Object.entries(definitions).map(([name, definition]) => {
    const value = given[name];
    const parsed = value === undefined || value === null ? definition.default : definition.parse(value);
    if (parsed === undefined) {
      throw new SettingsError(`${rule}.${name}: not allowed; ${definition.schema.description ?? name}`);
    }
    return [name, parsed] as const;
  });
  // The entries are the definitions' own names with their own parsers' results.
  return Object.fromEntries(entries) as SettingsOf<S>;
}
