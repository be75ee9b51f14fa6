import type { ResourceValidationPolicy } from "@pulumi/policy";
import { mended, readable } from "./mend";
import { subjectOf } from "./resource-policies";
import type { ResourceRule, Rule } from "./rule";
import type { Session } from "./run";
import type { SettingDefinitions } from "./settings";
import { isUnknown } from "./values";

type Arguments = Parameters<NonNullable<ResourceValidationPolicy["remediateResource"]>>[0];

/**
 * One Pulumi policy per rule that may mend what it finds, under the rule's id, so that Pulumi names the rule beside the
 * changed values. Pulumi hands the result of one to the next, and then to the rules that judge.
 */
export function remediations(rules: readonly Rule[], session: Session): ResourceValidationPolicy[] {
  const { configuration } = session.surroundings();
  return rules.flatMap((rule) => {
    if (rule.kind !== "resource" || !configuration.remediates(rule)) return [];
    return [
      {
        name: rule.id,
        description: rule.title,
        severity: rule.severity,
        enforcementLevel: "remediate" as const,
        remediateResource: (args) => remediate(rule, args, session),
      },
    ];
  });
}

/**
 * All inputs of a resource with what the rule changes, or `undefined` when it changes nothing.
 * @throws UnknownValueError when the rule reads a value that is not known yet; Pulumi then says that it did not run
 */
function remediate<S extends SettingDefinitions>(
  rule: ResourceRule<S>,
  args: Arguments,
  session: Session,
): Record<string, unknown> | undefined {
  if (!rule.types.includes(args.type)) return undefined;
  const { configuration, waivers } = session.surroundings();
  const resource = subjectOf({ ...args, props: readable(args.props) });
  // What somebody accepted stays as it is.
  if (waivers.find(rule, resource)) return undefined;
  try {
    const changes = rule.remediate?.(resource, configuration.settingsOf(rule));
    return changes && mended(args.props, changes);
  } catch (error) {
    if (isUnknown(error)) throw error;
    // Nothing is mended; the check that follows says what is wrong with the resource, or with the settings.
    return undefined;
  }
}
