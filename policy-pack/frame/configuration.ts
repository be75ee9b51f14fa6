import { endings, writerOf } from "../reports";
import type { PackFinding } from "./findings";
import { suggestion } from "./nearest";
import { packRuleList, packRules } from "./pack-rules";
import { ALL, type PackSettings, packSettings } from "./pack-settings";
import { areas, defaultLevel, type Level, levels, type Rule, type RuleText, severities } from "./rule";
import {
  parseSettings,
  readSettings,
  type SettingDefinitions,
  SettingsError,
  type SettingsOf,
} from "./settings";
import { shared } from "./shared-settings";

/** Name of the policy whose settings are the pack's own; it is also the stack driver. */
export const PACK_POLICY = "well-architected";

/** What Pulumi says about one policy: its level after defaults, and the settings a user gave. */
export interface PolicyEntry {
  readonly level: Level;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Whether Pulumi's own level `remediate` was set. */
  readonly remediate?: boolean;
}

/** Levels and settings of the rules, as the engine sent them. */
export class Configuration {
  /** The pack's own settings; what was wrong among them has its default. */
  readonly pack: PackSettings;
  private readonly packMistakes: readonly string[];
  private readonly parsed = new Map<string, unknown>();

  /** @param entries one per policy name; what is missing has its defaults */
  constructor(private readonly entries: ReadonlyMap<string, PolicyEntry> = new Map()) {
    const { settings, mistakes } = readSettings(
      PACK_POLICY,
      packSettings,
      entries.get(PACK_POLICY)?.settings ?? {},
    );
    this.pack = settings;
    this.packMistakes = mistakes;
  }

  /**
   * Level of a rule: its own entry, else `levels` of the pack by rule, area and severity, else the default.
   * The engine fills every policy's entry, so an entry with the rule's default level is taken for "not configured".
   */
  levelOf(rule: RuleText): Level {
    const preset = defaultLevel(rule.severity);
    const own = this.entries.get(rule.id)?.level ?? preset;
    if (own !== preset) return own;
    const byName = (name: string) => levels.find((level) => level === this.pack.levels[name]);
    return byName(rule.id) ?? byName(rule.area) ?? byName(rule.severity) ?? preset;
  }

  /**
   * Settings of a rule: its own entry, else for a shared setting the pack's, else the default.
   * @throws SettingsError for a setting that is not allowed
   */
  settingsOf<S extends SettingDefinitions>(rule: RuleText & { readonly settings: S }): SettingsOf<S> {
    const known = this.parsed.get(rule.id);
    if (known !== undefined) return known as SettingsOf<S>;
    const given = { ...this.sharedOf(rule.settings), ...present(this.entries.get(rule.id)?.settings ?? {}) };
    const parsed = parseSettings(rule.id, rule.settings, given);
    this.parsed.set(rule.id, parsed);
    return parsed;
  }

  /** Whether a rule may mend what it finds: named in `remediate`, or put to Pulumi's level of that name. */
  remediates(rule: Rule): boolean {
    if (rule.kind !== "resource" || !rule.remediate || this.levelOf(rule) === "disabled") return false;
    const { remediate } = this.pack;
    return (
      this.entries.get(rule.id)?.remediate === true || remediate.includes(ALL) || remediate.includes(rule.id)
    );
  }

  /** Everything that is wrong in it, each with what is allowed. The rules concerned keep their defaults or do not evaluate. */
  findings(rules: readonly Rule[]): PackFinding[] {
    const mistakes = [
      ...this.unknownPolicies(rules),
      ...this.packMistakes,
      ...this.wrongLevels(rules),
      ...this.wrongRemediations(rules),
      ...this.wrongFiles(),
      ...rules.flatMap((rule) => this.wrongSettings(rule)),
    ];
    return mistakes.map((message) => ({ rule: packRules.settingsValid, message: `${message}.` }));
  }

  /** Pulumi takes any name at the top of the file, and says nothing of those that no policy has. */
  private unknownPolicies(rules: readonly Rule[]): string[] {
    const known = [PACK_POLICY, ...[...rules, ...packRuleList].map(({ id }) => id)];
    return [...this.entries.keys()]
      .filter((name) => name !== ALL && !known.includes(name))
      .map((name) => ended(`${quoted(name)}: there is no such rule`, suggestion(name, known)));
  }

  private wrongLevels(rules: readonly Rule[]): string[] {
    const names = [...severities, ...Object.keys(areas), ...[...rules, ...packRuleList].map(({ id }) => id)];
    return Object.entries(this.pack.levels).flatMap(([name, level]) => {
      const at = `${PACK_POLICY}.levels`;
      if (!names.includes(name)) {
        return [ended(`${at}: ${quoted(name)} is no rule, area or severity`, suggestion(name, names))];
      }
      if (levels.some((allowed) => allowed === level)) return [];
      return [`${at}.${name}: not allowed; ${levels.join(", ")} are`];
    });
  }

  private wrongRemediations(rules: readonly Rule[]): string[] {
    const able = rules.flatMap((rule) => (rule.kind === "resource" && rule.remediate ? [rule.id] : []));
    return this.pack.remediate
      .filter((name) => name !== ALL && !able.includes(name))
      .map((name) => {
        const reason = rules.some(({ id }) => id === name)
          ? "this rule can't mend anything by itself"
          : ended("there is no such rule", suggestion(name, able));
        return `${PACK_POLICY}.remediate: ${quoted(name)}: ${reason}`;
      });
  }

  private wrongFiles(): string[] {
    return this.pack.results
      .filter((file) => !writerOf(file))
      .map(
        (file) =>
          `${PACK_POLICY}.results: ${quoted(file)} has no ending that says the form; ${endings.join(", ")} do`,
      );
  }

  private wrongSettings(rule: Rule): string[] {
    try {
      this.settingsOf(rule);
      return [];
    } catch (error) {
      if (error instanceof SettingsError) return [error.message];
      throw error;
    }
  }

  /** What the pack's settings say for the shared settings that a rule takes. */
  private sharedOf(definitions: SettingDefinitions): Record<string, unknown> {
    const values: Readonly<Record<string, unknown>> = this.pack;
    const taken = Object.entries(shared).filter(([name, setting]) => definitions[name] === setting);
    return Object.fromEntries(taken.map(([name]) => [name, values[name]]));
  }
}

function present(settings: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null));
}

/** A name that somebody wrote by mistake, short enough for a message. */
function quoted(name: string): string {
  return JSON.stringify(name.length > 60 ? `${name.slice(0, 60)}...` : name);
}

function ended(message: string, more: string): string {
  return more === "" ? message : `${message}; ${more}`;
}
