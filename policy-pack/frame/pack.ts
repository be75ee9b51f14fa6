import type { Policies, Policy } from "@pulumi/policy";
import { PACK_POLICY, packSettingsSchema } from "./configuration";
import { resourcePolicies } from "./resource-policies";
import { defaultLevel, type Rule } from "./rule";
import type { Session } from "./run";
import { stackDriver } from "./stack-driver";

/** The policies that run: one per type for all rules about one resource, and one driver for all stack rules. */
export function runningPolicies(rules: readonly Rule[], session: Session): Policies {
  return [...resourcePolicies(rules, session), stackDriver(rules, session)];
}

/**
 * The policies that Pulumi lists, configures and checks the settings of: each rule once, under its id, and the pack's
 * own settings. They say the same as {@link runningPolicies} but never run.
 */
export function listedPolicies(rules: readonly Rule[]): Policies {
  const settings: Policy = {
    name: PACK_POLICY,
    displayName: "Settings of the pack",
    description:
      "Levels by severity, area or rule, and the file for the results. Runs the rules that compare resources.",
    enforcementLevel: "mandatory",
    configSchema: packSettingsSchema(rules),
  };
  return [
    { ...settings, validateStack: () => undefined },
    ...rules.map((rule) =>
      rule.kind === "resource"
        ? { ...describe(rule), validateResource: () => undefined }
        : { ...describe(rule), validateStack: () => undefined },
    ),
  ];
}

function describe(rule: Rule): Policy {
  const settings = Object.entries(rule.settings);
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
            properties: Object.fromEntries(settings.map(([name, { schema }]) => [name, schema])),
          },
        }),
  };
}
