import type { Policies, Policy } from "@pulumi/policy";
import { PACK_POLICY } from "./configuration";
import { packRuleList } from "./pack-rules";
import { packSettingsSchema } from "./pack-settings";
import { remediations } from "./remediations";
import { resourcePolicy } from "./resource-policies";
import { defaultLevel, type Rule, type RuleText } from "./rule";
import type { Session } from "./run";
import type { Setting, SettingDefinitions } from "./settings";
import { shared } from "./shared-settings";
import { stackDriver } from "./stack-driver";

/**
 * The policies that run: one for all rules about one resource, one driver for all stack rules, and the
 * remediations that the configuration allows.
 */
export function runningPolicies(rules: readonly Rule[], session: Session): Policies {
  return [resourcePolicy(rules, session), stackDriver(rules, session), ...remediations(rules, session)];
}

/**
 * The policies that Pulumi lists, configures and checks the settings of: each rule once, under its id, and the pack's
 * own settings. They say the same as {@link runningPolicies} but never run.
 */
export function listedPolicies(rules: readonly Rule[]): Policies {
  const settings: Policy = {
    name: PACK_POLICY,
    displayName: "Settings of the pack",
    description: "What holds for the whole pack. Runs the rules that compare resources.",
    enforcementLevel: "mandatory",
    configSchema: packSettingsSchema(),
  };
  return [
    { ...settings, validateStack: () => undefined },
    ...rules.map((rule) =>
      rule.kind === "resource"
        ? { ...describe(rule, rule.settings), validateResource: () => undefined }
        : { ...describe(rule, rule.settings), validateStack: () => undefined },
    ),
    ...packRuleList.map((rule) => ({ ...describe(rule, {}), validateStack: () => undefined })),
  ];
}

function describe(rule: RuleText, definitions: SettingDefinitions): Policy {
  const settings = Object.entries(definitions);
  return {
    name: rule.id,
    displayName: rule.title,
    description: rule.title,
    severity: rule.severity,
    enforcementLevel: defaultLevel(rule.severity),
    framework: {
      name: "AWS Well-Architected Framework",
      version: "2024-11-06",
      reference: rule.wellArchitected.join("; "),
      specification: rule.why,
    },
    tags: [`area:${rule.area}`, ...rule.pci.map((requirement) => `pci-dss-4.0.1:${requirement}`)],
    remediationSteps: `${rule.mend}\n\n${rule.example.trim()}`,
    ...(settings.length === 0
      ? {}
      : {
          configSchema: {
            properties: Object.fromEntries(
              settings.map(([name, setting]) => [name, schemaOf(name, setting)]),
            ),
          },
        }),
  };
}

/** Pulumi fills in the default of a schema, so that nobody could tell it from what a user set: the pack's value would never count. */
function schemaOf(name: string, setting: Setting<unknown>): Setting<unknown>["schema"] {
  const isShared = Object.entries(shared).some(([key, one]) => key === name && one === setting);
  if (!isShared) return setting.schema;
  const { default: _, ...schema } = setting.schema;
  return schema;
}
