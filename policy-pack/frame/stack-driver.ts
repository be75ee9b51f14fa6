import type { ReportViolation, StackValidationArgs, StackValidationPolicy } from "@pulumi/policy";
import { PACK_POLICY } from "./configuration";
import { ResourceGraph } from "./graph";
import { report } from "./report";
import type { Rule, StackRule } from "./rule";
import { RuleRun, type Session } from "./run";

const ROOT_TYPE = "pulumi:pulumi:Stack";

/**
 * The one stack policy that runs all stack rules. Pulumi unpacks every resource anew for each stack policy (0.2 ms per
 * resource and policy); the driver has it done once and indexes the result.
 *
 * It runs after all resource rules, so it also sums up what they could not judge, and ends the results.
 */
export function stackDriver(rules: readonly Rule[], session: Session): StackValidationPolicy {
  return {
    name: PACK_POLICY,
    description: "Runs the rules that compare resources, and sums up what could not be evaluated.",
    enforcementLevel: "mandatory",
    validateStack: (args, reportViolation) => {
      const graph = new ResourceGraph(args.resources, session.inputs);
      for (const rule of rules) {
        if (rule.kind === "stack") runRule(rule, graph, session, reportViolation, rootOf(args));
      }
      for (const rule of rules) sumUp(rule, session, reportViolation);
      session.results.finish();
      session.changed();
    },
  };
}

function runRule(
  rule: StackRule,
  graph: ResourceGraph,
  session: Session,
  reportViolation: ReportViolation,
  root: string,
): void {
  const level = session.configuration().levelOf(rule);
  if (level === "disabled") return;
  const run = new RuleRun(rule, level, session, reportViolation);
  run.guard(root, () =>
    rule.check(
      {
        graph,
        judge: (resource, judge) => run.guard(resource.urn, () => run.judge(resource, judge)),
        read: (resource, read) => run.read(resource, read),
      },
      session.configuration().settingsOf(rule),
    ),
  );
}

/** One line per rule: a preview of a large stack may have hundreds of values that are not known yet. */
function sumUp(rule: Rule, session: Session, reportViolation: ReportViolation): void {
  const open = session.results.notEvaluated(rule);
  if (open.length === 0) return;
  const shown = open.slice(0, 3).map(({ urn, message }) => `${nameOf(urn)} (${message})`);
  const more = open.length > shown.length ? ` and ${open.length - shown.length} more` : "";
  report(reportViolation, {
    rule,
    level: "advisory",
    message: `Not evaluated: ${shown.join(", ")}${more}.`,
  });
}

function rootOf({ resources }: StackValidationArgs): string {
  return (resources.find(({ type }) => type === ROOT_TYPE) ?? resources[0])?.urn ?? "";
}

function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}
