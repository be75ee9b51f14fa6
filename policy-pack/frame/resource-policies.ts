import type { ResourceValidation, ResourceValidationPolicy } from "@pulumi/policy";
import { PACK_POLICY } from "./configuration";
import { regionOf } from "./region";
import type { ResourceRule, Rule } from "./rule";
import { RuleRun, type Session } from "./run";
import type { Subject } from "./subject";

/**
 * The one Pulumi policy for all rules about one resource; it also keeps the inputs that stack rules read, since a stack
 * policy gets outputs only.
 *
 * Pulumi's server unpacks a resource's properties anew for each policy that looks at it. A policy for one type is spared
 * that for others, but the server then tells the engine, for every resource, of every policy that was skipped: with a
 * policy for each of a hundred types that costs more than all rules do.
 */
export function resourcePolicy(rules: readonly Rule[], session: Session): ResourceValidationPolicy {
  const byType = rulesByType(rules);
  return {
    name: PACK_POLICY,
    description: "Runs the rules that look at one resource.",
    enforcementLevel: "mandatory",
    validateResource: (args, reportViolation) => {
      const concerned = byType.get(args.type);
      if (!concerned) return;
      if (concerned.kept) session.inputs.set(args.urn, args.props);
      if (concerned.judging.length === 0) return;
      const resource = subjectOf(args);
      for (const rule of concerned.judging) judge(rule, resource, session, reportViolation);
    },
  };
}

interface Concerned {
  readonly judging: ResourceRule[];
  /** Whether a stack rule reads the type. */
  kept: boolean;
}

function rulesByType(rules: readonly Rule[]): Map<string, Concerned> {
  const byType = new Map<string, Concerned>();
  for (const rule of rules) {
    for (const type of new Set(rule.types)) {
      const concerned = byType.get(type) ?? { judging: [], kept: false };
      byType.set(type, concerned);
      if (rule.kind === "resource") concerned.judging.push(rule);
      else concerned.kept = true;
    }
  }
  return byType;
}

function judge(
  rule: ResourceRule,
  resource: Subject,
  session: Session,
  reportViolation: Parameters<ResourceValidation>[1],
): void {
  const { configuration } = session.surroundings();
  const level = configuration.levelOf(rule);
  if (level === "disabled") return;
  const run = new RuleRun(rule, level, session, reportViolation);
  run.guard(resource, () =>
    run.judge(resource, (judgement) => rule.check(resource, judgement, configuration.settingsOf(rule))),
  );
}

/** What a resource rule sees of Pulumi's arguments. */
export function subjectOf(args: Parameters<ResourceValidation>[0]): Subject {
  const { type, urn, name, props, opts } = args;
  return {
    type,
    urn,
    name,
    props,
    opts,
    get region() {
      return regionOf(args);
    },
  };
}
