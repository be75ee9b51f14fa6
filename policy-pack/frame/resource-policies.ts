import type { ResourceValidation, ResourceValidationPolicy } from "@pulumi/policy";
import { regionOf } from "./region";
import { defaultLevel, type ResourceRule } from "./rule";
import { RuleRun, type Session } from "./run";
import type { Subject } from "./subject";

/**
 * The Pulumi policies of a resource rule: one per type token, since Pulumi's server skips a policy before it unpacks a
 * resource's properties only when the validation function carries a single token in `__pulumiType`. That is what
 * `validateResourceOfType` does with the token of a class; here no class has to be loaded.
 */
export function resourcePolicies(rule: ResourceRule, session: Session): ResourceValidationPolicy[] {
  return rule.types.map((type) => ({
    name: rule.id,
    description: rule.title,
    severity: rule.severity,
    enforcementLevel: defaultLevel(rule.severity),
    validateResource: typed(type, (args, reportViolation) => {
      const level = session.configuration().levelOf(rule);
      if (level === "disabled") return;
      const run = new RuleRun(rule, level, session, reportViolation);
      const settings = session.configuration().settingsOf(rule);
      const resource: Subject = {
        type: args.type,
        urn: args.urn,
        name: args.name,
        props: args.props,
        get region() {
          return regionOf(args);
        },
      };
      run.guard(args.urn, () =>
        run.judge(resource, (judgement) => rule.check(resource, judgement, settings)),
      );
    }),
  }));
}

/** A validation for one type. It also looks itself, for an SDK that would not know the mark. */
function typed(type: string, validate: ResourceValidation): ResourceValidation {
  const validation: ResourceValidation = (args, reportViolation) =>
    args.type === type ? validate(args, reportViolation) : undefined;
  return Object.assign(validation, { __pulumiType: type });
}
