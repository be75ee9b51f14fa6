import type { ResourceValidation, ResourceValidationPolicy } from "@pulumi/policy";
import { PACK_POLICY } from "./configuration";
import { regionOf } from "./region";
import type { ResourceRule, Rule } from "./rule";
import { RuleRun, type Session } from "./run";
import type { Subject } from "./subject";

/**
 * One Pulumi policy per type token that any rule looks at; it runs the resource rules of that type, and keeps the
 * inputs that stack rules read, since a stack policy gets outputs only.
 *
 * Pulumi's server skips a policy before it unpacks a resource's properties only when its validation function carries
 * one token in `__pulumiType`; that is what `validateResourceOfType` does with the token of a class. Here no class has
 * to be loaded, the properties of a resource are unpacked once for all rules, and for each resource Pulumi is told of
 * as many skipped policies as there are types, not rules times types.
 */
export function resourcePolicies(rules: readonly Rule[], session: Session): ResourceValidationPolicy[] {
  const types = new Set(rules.flatMap((rule) => rule.types));
  return [...types].map((type) => {
    const concerned = rules.filter((rule) => rule.types.includes(type));
    const judging = concerned.filter((rule) => rule.kind === "resource");
    const kept = concerned.length > judging.length;
    return {
      name: PACK_POLICY,
      description: "Runs the rules that look at one resource.",
      enforcementLevel: "mandatory",
      validateResource: typed(type, (args, reportViolation) => {
        if (kept) session.inputs.set(args.urn, args.props);
        const resource = subjectOf(args);
        for (const rule of judging) judge(rule, resource, session, reportViolation);
      }),
    };
  });
}

function judge(
  rule: ResourceRule,
  resource: Subject,
  session: Session,
  reportViolation: Parameters<ResourceValidation>[1],
): void {
  const level = session.configuration().levelOf(rule);
  if (level === "disabled") return;
  const run = new RuleRun(rule, level, session, reportViolation);
  run.guard(resource.urn, () =>
    run.judge(resource, (judgement) =>
      rule.check(resource, judgement, session.configuration().settingsOf(rule)),
    ),
  );
}

function subjectOf(args: Parameters<ResourceValidation>[0]): Subject {
  const { type, urn, name, props } = args;
  return {
    type,
    urn,
    name,
    props,
    get region() {
      return regionOf(args);
    },
  };
}

/** A validation for one type. It also looks itself, for an SDK that would not know the mark. */
function typed(type: string, validate: ResourceValidation): ResourceValidation {
  const validation: ResourceValidation = (args, reportViolation) =>
    args.type === type ? validate(args, reportViolation) : undefined;
  return Object.assign(validation, { __pulumiType: type });
}
