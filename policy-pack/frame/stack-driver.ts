import type { ReportViolation, StackValidationArgs, StackValidationPolicy } from "@pulumi/policy";
import { PACK_POLICY } from "./configuration";
import { ResourceGraph } from "./graph";
import { packRules } from "./pack-rules";
import type { Peer } from "./peers";
import { report } from "./report";
import type { Result } from "./results";
import type { Rule, RuleText, Stack, StackRule } from "./rule";
import { RuleRun, type Session } from "./run";
import type { Subject } from "./subject";

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
    description:
      "Runs the rules that compare resources, and sums up what was waived and what could not be evaluated.",
    enforcementLevel: "mandatory",
    validateStack: (args, reportViolation) => {
      const { peers: all, waivers } = session.surroundings();
      const root = rootOf(args);
      session.results.of(root.urn);
      // All stacks of a system may share one configuration, which lists their own snapshots too.
      const peers = all.filter(
        ({ stack, project }) => !root.urn.startsWith(`urn:pulumi:${stack}::${project}::`),
      );
      const graph = new ResourceGraph(args.resources, session.inputs, peers);
      const stack = { graph, peers: peers.map(({ resources: _, ...peer }): Peer => peer) };
      for (const rule of rules) {
        if (rule.kind === "stack") runRule(rule, stack, session, reportViolation, root);
      }
      reportOnPack(rules, stack.peers, session, reportViolation, root);
      for (const [status, word] of summed) sumUp(rules, status, word, session, reportViolation);
      session.results.finish(stack.peers);
      waivers.restart();
      session.changed();
    },
  };
}

function runRule(
  rule: StackRule,
  { graph, peers }: Pick<Stack, "graph" | "peers">,
  session: Session,
  reportViolation: ReportViolation,
  root: Root,
): void {
  const { configuration } = session.surroundings();
  const level = configuration.levelOf(rule);
  if (level === "disabled") return;
  const run = new RuleRun(rule, level, session, reportViolation);
  const isPeer = ({ urn }: Subject) => graph.get(urn)?.isPeer === true;
  run.guard(root, () =>
    rule.check(
      {
        graph,
        peers,
        sees: (region) => graph.inRegion(region).length > 0,
        judge: (resource, judge) => {
          if (!isPeer(resource)) run.guard(resource, () => run.judge(resource, judge));
        },
        read: (resource, read) => run.read(resource, read),
      },
      configuration.settingsOf(rule),
    ),
  );
}

/** What is wrong with the settings, the snapshots and the waivers, once per run and about the stack. */
function reportOnPack(
  rules: readonly Rule[],
  peers: readonly Peer[],
  session: Session,
  reportViolation: ReportViolation,
  root: Root,
): void {
  const { configuration, waivers, findings } = session.surroundings();
  const open = session.results.byRule("not-evaluated");
  const disabled = new Set(
    rules.filter((rule) => configuration.levelOf(rule) === "disabled").map(({ id }) => id),
  );
  const isOpen = (rule: string) => open.has(rule) || disabled.has(rule);
  const old = peers.filter(({ ageDays }) => ageDays > configuration.pack.maxPeerAgeDays);
  const aged = old.map(({ stack, ageDays }) => ({
    rule: packRules.peerSnapshotFresh,
    message: `The snapshot of ${stack} is ${ageDays} days old.`,
  }));
  for (const { rule, message } of [...findings, ...aged, ...waivers.findings(isOpen)]) {
    const level = configuration.levelOf(rule);
    if (level === "disabled") continue;
    new RuleRun(rule, level, session, reportViolation).judge(root, ({ violation }) => violation(message));
  }
}

const summed = [
  ["not-evaluated", "Not evaluated"],
  ["waived", "Waived"],
] as const;

/** One line per rule: a preview of a large stack may have hundreds of values that are not known yet. */
function sumUp(
  rules: readonly RuleText[],
  status: Result["status"],
  word: string,
  session: Session,
  reportViolation: ReportViolation,
): void {
  const byRule = session.results.byRule(status);
  for (const rule of rules) {
    const all = byRule.get(rule.id) ?? [];
    if (all.length === 0) continue;
    const shown = all.slice(0, 3).map((result) => `${nameOf(result.urn)} (${detailOf(result)})`);
    const more = all.length > shown.length ? ` and ${all.length - shown.length} more` : "";
    report(reportViolation, { rule, level: "advisory", message: `${word}: ${shown.join(", ")}${more}.` });
  }
}

function detailOf({ message, waiver }: Result): string {
  if (!waiver) return message;
  const { reason, owner, expires, ticket } = waiver;
  return `${reason}; ${owner}, until ${expires}${ticket === undefined ? "" : `, ${ticket}`}`;
}

type Root = Subject;

/** The stack itself, for what is said of no resource. */
function rootOf({ resources }: StackValidationArgs): Root {
  const root = resources.find(({ type }) => type === ROOT_TYPE) ?? resources[0];
  return { type: ROOT_TYPE, urn: root?.urn ?? "", name: root?.name ?? "", props: {}, region: undefined };
}

function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}
