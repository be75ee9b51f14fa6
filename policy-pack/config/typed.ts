import type { PolicyConfigSchema } from "@pulumi/policy";
import { PACK_POLICY } from "../frame/configuration";
import { packRuleList } from "../frame/pack-rules";
import { ALL, packSettings } from "../frame/pack-settings";
import { areas, levels, severities } from "../frame/rule";
import type { SettingDefinitions } from "../frame/settings";
import { rules } from "../rules";

type Schema = PolicyConfigSchema["properties"][string];

/** Pulumi's own word for "may mend"; the pack takes it for a rule's level. */
const ownLevels = [...levels, "remediate"];
const ids = [...rules, ...packRuleList].map(({ id }) => id);
const able = rules.filter((rule) => rule.kind === "resource" && rule.remediate).map(({ id }) => id);

/** Declarations of the configuration that `--policy-pack-config` reads, in TypeScript. */
export function configTypes(): string {
  const lines = [
    "/** What a violation does. */",
    `export type Level = ${union(levels)};`,
    "",
    "/** A rule's own entry: its level, or its level and settings. */",
    'export type Entry<Settings = object> = Level | "remediate" | ({ enforcementLevel?: Level | "remediate" } & Settings);',
    "",
    "/** An accepted violation. */",
    "export interface Waiver {",
    `  rule: ${union(ids)};`,
    "  /** URN, name or type of resources; * stands for any characters. */",
    "  resource: string;",
    "  reason: string;",
    "  owner: string;",
    "  /** Last day on which it counts, such as 2027-03-31. */",
    "  expires: string;",
    "  ticket?: string;",
    "}",
    "",
    "/** The file for --policy-pack-config. */",
    "export interface PolicyConfig {",
    "  /** Level of all policies. */",
    `  ${ALL}?: Level;`,
    "  /** Settings of the whole pack. */",
    `  "${PACK_POLICY}"?: {`,
    ...members(packSettings, "    "),
    "  };",
    ...rules.flatMap((rule) => [
      `  /** ${rule.title}. */`,
      ...(Object.keys(rule.settings).length === 0
        ? [`  "${rule.id}"?: Entry;`]
        : [`  "${rule.id}"?: Entry<{`, ...members(rule.settings, "    "), "  }>;"]),
    ]),
    ...packRuleList.flatMap((rule) => [`  /** ${rule.title}. */`, `  "${rule.id}"?: Entry;`]),
    "}",
  ];
  return `${lines.join("\n")}\n`;
}

/** The same as JSON Schema, for editors. */
export function configSchema(): object {
  const level = { enum: ownLevels };
  const entry = (definitions: SettingDefinitions) => ({
    anyOf: [level, object({ enforcementLevel: level, ...schemas(definitions) })],
  });
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Configuration of @tandem/well-architected",
    ...object({
      [ALL]: { enum: levels },
      [PACK_POLICY]: object({
        ...schemas(packSettings),
        levels: levelSchema(),
        remediate: remediateSchema(),
      }),
      ...Object.fromEntries(
        rules.map((rule) => [rule.id, { description: rule.title, ...entry(rule.settings) }]),
      ),
      ...Object.fromEntries(packRuleList.map((rule) => [rule.id, { description: rule.title, ...entry({}) }])),
    }),
  };
}

function levelSchema(): object {
  const names = [...severities, ...Object.keys(areas), ...ids];
  return object(Object.fromEntries(names.map((name) => [name, { enum: levels }])));
}

function remediateSchema(): object {
  return { type: "array", items: { enum: [ALL, ...able] } };
}

function object(properties: Readonly<Record<string, unknown>>): object {
  return { type: "object", properties, additionalProperties: false };
}

function schemas(definitions: SettingDefinitions): Record<string, Schema> {
  return Object.fromEntries(Object.entries(definitions).map(([name, { schema }]) => [name, schema]));
}

function members(definitions: SettingDefinitions, indent: string): string[] {
  return Object.entries(definitions).flatMap(([name, { schema }]) => [
    `${indent}/** ${schema.description} */`,
    `${indent}${name}?: ${typeOf(name, schema)};`,
  ]);
}

function typeOf(name: string, schema: Schema): string {
  if (name === "levels") {
    return `Partial<Record<${union([...severities, ...Object.keys(areas), ...ids])}, Level>>`;
  }
  if (name === "waivers") return "string | readonly Waiver[]";
  if (name === "remediate") return `readonly (${union([ALL, ...able])})[]`;
  if (schema.enum) return union(schema.enum.map(String));
  const kinds = Array.isArray(schema.type) ? schema.type : [schema.type];
  return kinds.map((kind) => (kind === "array" ? `readonly ${itemOf(schema)}[]` : plain(kind))).join(" | ");
}

function itemOf({ items }: Schema): string {
  return typeof items === "object" && !Array.isArray(items) && typeof items.type === "string"
    ? plain(items.type)
    : "unknown";
}

function plain(kind: string | undefined): string {
  if (kind === "integer" || kind === "number") return "number";
  if (kind === "string" || kind === "boolean") return kind;
  return "object";
}

function union(words: readonly string[]): string {
  return words.map((word) => JSON.stringify(word)).join(" | ");
}
