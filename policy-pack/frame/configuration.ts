import type { PolicyConfigSchema } from "@pulumi/policy";
import { areas, defaultLevel, type Level, type Rule, type RuleText, type Severity } from "./rule";
import { parseSettings, type SettingDefinitions, SettingsError, type SettingsOf } from "./settings";

/** Name of the policy whose settings are the pack's own; it is also the stack driver. */
export const PACK_POLICY = "well-architected";

/** What Pulumi says about one policy: its level after defaults, and the settings a user gave. */
export interface PolicyEntry {
  readonly level: Level;
  readonly settings: Readonly<Record<string, unknown>>;
}

const levels: readonly Level[] = ["mandatory", "advisory", "disabled"];
const severities: readonly Severity[] = ["low", "medium", "high", "critical"];

/** Schema of the pack's own settings, for Pulumi. */
export function packSettingsSchema(rules: readonly RuleText[]): PolicyConfigSchema {
  const names = [...severities, ...Object.keys(areas), ...rules.map((rule) => rule.id)];
  return {
    properties: {
      levels: {
        type: "object",
        properties: Object.fromEntries(names.map((name) => [name, { type: "string", enum: [...levels] }])),
        additionalProperties: false,
        description: "Level by rule id, area or severity; the first of these that is named counts.",
      },
      results: {
        type: "string",
        minLength: 1,
        description: "File for the results as JSON; a relative path starts at the pack's directory.",
      },
    },
  };
}

/** Levels and settings of the rules, as the engine sent them. */
export class Configuration {
  private readonly parsed = new Map<string, unknown>();

  /** @param entries one per policy name; what is missing has its defaults */
  constructor(private readonly entries: ReadonlyMap<string, PolicyEntry> = new Map()) {}

  /**
   * Level of a rule: its own entry, else `levels` of the pack by rule, area and severity, else the default.
   * The engine fills every policy's entry, so an entry with the rule's default level is taken for "not configured".
   */
  levelOf(rule: RuleText): Level {
    const preset = defaultLevel(rule.severity);
    const own = this.entries.get(rule.id)?.level ?? preset;
    if (own !== preset) return own;
    const byName = this.levels();
    return byName[rule.id] ?? byName[rule.area] ?? byName[rule.severity] ?? preset;
  }

  /** Settings of a rule. @throws SettingsError for a setting that is not allowed */
  settingsOf<S extends SettingDefinitions>(rule: Rule & { settings: S }): SettingsOf<S> {
    const known = this.parsed.get(rule.id);
    if (known !== undefined) return known as SettingsOf<S>;
    const parsed = parseSettings(rule.id, rule.settings, this.entries.get(rule.id)?.settings ?? {});
    this.parsed.set(rule.id, parsed);
    return parsed;
  }

  /** File for the results, when a user configured one. */
  get resultsFile(): string | undefined {
    const file = this.entries.get(PACK_POLICY)?.settings.results;
    return typeof file === "string" ? file : undefined;
  }

  private levels(): Partial<Record<string, Level>> {
    const given = this.entries.get(PACK_POLICY)?.settings.levels ?? {};
    const known = Object.entries(given).flatMap(([name, value]) => {
      const level = levels.find((allowed) => allowed === value);
      if (level === undefined) {
        throw new SettingsError(`${PACK_POLICY}.levels.${name}: not allowed; ${levels.join(", ")} are`);
      }
      return [[name, level] as const];
    });
    return Object.fromEntries(known);
  }
}
