import { regionOf } from "../../frame/region";
import type { ResourceRule, Rule } from "../../frame/rule";
import { parseSettings } from "../../frame/settings";
import { resource, type TestResource, urnOf } from "../../testing";

/** The resource with what a rule's remediation changes; the same one when it has nothing to mend. */
export function mended(
  rule: Rule,
  broken: TestResource,
  settings: Readonly<Record<string, unknown>> = {},
): TestResource {
  if (rule.kind !== "resource" || !rule.remediate) throw new Error(`${rule.id} mends nothing`);
  const { type, name, props, options } = broken;
  const subject = { type, name, props, urn: urnOf(broken), region: regionOf({ type, props }) };
  const change = (rule as ResourceRule).remediate?.(subject, parseSettings(rule.id, rule.settings, settings));
  return change === undefined ? broken : resource(type, name, { ...props, ...change }, options);
}
