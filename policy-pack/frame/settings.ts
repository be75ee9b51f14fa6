import type { PolicyConfigSchema } from "@pulumi/policy";
import { suggestion } from "./nearest";

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

/** A whole number within limits. */
export function integer(
  description: string,
  limits: { readonly minimum: number; readonly maximum?: number },
  fallback: number,
): Setting<number> {
  const { minimum, maximum } = limits;
  return {
    schema: { type: "integer", ...limits, default: fallback, description },
    default: fallback,
    parse: (value) =>
      typeof value === "number" && Number.isInteger(value) && value >= minimum && value <= (maximum ?? value)
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

/** What could be read of settings, and what is wrong with the rest. */
export interface ReadSettings<S extends SettingDefinitions> {
  /** A setting that is left out or wrong has its default. */
  readonly settings: SettingsOf<S>;
  /** One per mistake: where it is and what is allowed, never the value. */
  readonly mistakes: readonly string[];
}

/** Reads what a user wrote for a rule, as far as it is right. */
export function readSettings<S extends SettingDefinitions>(
  rule: string,
  definitions: S,
  given: Readonly<Record<string, unknown>>,
): ReadSettings<S> {
  const names = Object.keys(definitions);
  const mistakes = Object.keys(given)
    .filter((name) => !names.includes(name))
    .map((name) => {
      const hint = names.length === 0 ? `${rule} has none` : suggestion(name, names);
      return `${rule}.${name}: there is no such setting${hint === "" ? "" : `; ${hint}`}`;
    });
  const entries = Object.entries(definitions).map(([name, definition]) => {
    const value = given[name];
    if (value === undefined || value === null) return [name, definition.default] as const;
    const parsed = definition.parse(value);
    if (parsed !== undefined) return [name, parsed] as const;
    const allowed = (definition.schema.description ?? name).replace(/\.$/, "");
    mistakes.push(`${rule}.${name}: not allowed; ${allowed}`);
    return [name, definition.default] as const;
  });
  // The entries are the definitions' own names with their own parsers' results.
  return { settings: Object.fromEntries(entries) as SettingsOf<S>, mistakes };
}

/**
 * Parses what a user wrote for a rule; what is left out takes its default.
 *
 * @throws SettingsError that names the rule, the settings and what is allowed, for unknown settings or values of a wrong kind
 */
export function parseSettings<S extends SettingDefinitions>(
  rule: string,
  definitions: S,
  given: Readonly<Record<string, unknown>>,
): SettingsOf<S> {
  const { settings, mistakes } = readSettings(rule, definitions, given);
  if (mistakes.length > 0) throw new SettingsError(mistakes.join("; "));
  return settings;
}
