import type { StackResource } from "../../frame/graph";
import { type Judgement, type Stack, stackRule } from "../../frame/rule";
import { texts } from "../../frame/settings";
import { isOneOf, types } from "../../frame/types";
import { block, eachBlock, everyPart, given, isUnknown, type Props, text } from "../../frame/values";
import { isAdrift, meant } from "../related";
import {
  chooses,
  eachFirewallRule,
  type FirewallRule,
  firewallRuleTypes,
  statementOf,
} from "./firewall-rules";
import { isPublic, publicEntries, publicEntryTypes } from "./public-entries";

const requiredGroups = [
  "AWSManagedRulesCommonRuleSet",
  "AWSManagedRulesKnownBadInputsRuleSet",
  "AWSManagedRulesSQLiRuleSet",
];
// Companies that call an API do it from data centres: to refuse all of these refuses the customers.
const knownCounts = ["AWSManagedRulesAnonymousIpList/HostingProviderIPList"];

export const edgeWafEffective = stackRule({
  id: "edge-waf-effective",
  area: "edge",
  title: "Every public entry has a web ACL that limits, looks and blocks",
  severity: "critical",
  why: "An entry without a web ACL takes every request that a script can send. One whose rules only count, as they do while somebody tries them out, looks the same in every report and stops nothing.",
  mend: "Attach a web ACL with a rate limit and the managed groups for common attacks, known bad inputs and SQL injection, and take count overrides away; name those that must stay in the setting allowedCounts.",
  example: `
new aws.wafv2.WebAcl("edge", { scope: "CLOUDFRONT", defaultAction: { allow: {} }, rules: [
  { name: "rate", priority: 0, action: { block: {} }, visibilityConfig,
    statement: { rateBasedStatement: { limit: 2000, aggregateKeyType: "IP" } } },
  { name: "common", priority: 1, overrideAction: { none: {} }, visibilityConfig,
    statement: { managedRuleGroupStatement: { vendorName: "AWS", name: "AWSManagedRulesCommonRuleSet" } } },
  ... ], ... });`,
  wellArchitected: ["SEC05-BP03"],
  pci: ["6.4.2"],
  settings: {
    groups: texts("Managed groups of rules of AWS that every web ACL must have.", requiredGroups),
    allowedCounts: texts(
      "Groups, or rules of them as GROUP/RULE, that may count instead of block. What is listed here replaces the default.",
      knownCounts,
    ),
  },
  types: [...publicEntryTypes, ...firewallRuleTypes, ...types.webAclAssociation],
  check(stack, settings) {
    for (const entry of publicEntries(stack.graph)) {
      stack.judge(entry, (judgement) => judgeEntry(stack, entry, judgement));
    }
    for (const acl of stack.graph.own(types.webAcl)) judgeAcl(stack, acl, settings);
  },
});

function judgeEntry({ graph }: Stack, entry: StackResource, { violation, notEvaluated }: Judgement): void {
  if (isOneOf(types.distribution, entry.type)) {
    if (isPublic(graph, entry) && !given(entry.props, "webAclId")) violation("It has no web ACL.");
    return;
  }
  const associations = graph.own(types.webAclAssociation);
  if (associations.some((association) => meant(association, "resourceArn", [entry], ["arn"]).length > 0))
    return;
  const open = isPublic(graph, entry);
  if (open === false) return;
  const maybe = associations.some((association) => isAdrift(association, "resourceArn"));
  if (maybe) notEvaluated("what a web ACL is associated with is not known");
  else if (open === undefined) notEvaluated("whether it is public is decided in another stack");
  else violation("It is public and has no web ACL.");
}

interface Wanted {
  readonly groups: readonly string[];
  readonly allowedCounts: readonly string[];
}

function judgeAcl(stack: Stack, acl: StackResource, { groups, allowedCounts }: Wanted): void {
  const found = new Set<string>();
  let limits = false;
  let foreign = false;
  stack.judge(acl, ({ violation, notEvaluated }) => {
    let unread: unknown;
    try {
      eachFirewallRule(stack.graph, acl, (rule) => {
        const managed = statementOf(rule.props, "managedRuleGroupStatement");
        const own = statementOf(rule.props, "ruleGroupReferenceStatement");
        limits ||= isLimit(rule.props);
        if (own || (managed && text(managed, "vendorName") !== "AWS")) foreign = true;
        const name = managed && text(managed, "name");
        if (name !== undefined) found.add(name);
        const group = managed ?? own;
        if (group) judgeCounts(stack, rule, { group, name: name ?? "", allowedCounts });
      });
    } catch (error) {
      if (!isUnknown(error)) throw error;
      unread = error;
    }
    // What is missing may be in a rule that could not be read.
    if (unread !== undefined) throw unread;
    if (!limits) violation("None of its rules blocks by rate.");
    const missing = groups.filter((group) => !found.has(group));
    if (missing.length === 0) return;
    if (foreign) notEvaluated("what its groups of rules of other vendors cover can't be told");
    else violation(`It lacks ${missing.join(", ")}.`);
  });
}

function isLimit(rule: Props): boolean {
  if (!statementOf(rule, "rateBasedStatement")) return false;
  const action = block(rule, "action") ?? {};
  return ["block", "captcha", "challenge"].some((kind) => chooses(action, kind));
}

function judgeCounts(
  stack: Stack,
  { label, props, holder }: FirewallRule,
  { group, name, allowedCounts }: { group: Props; name: string; allowedCounts: readonly string[] },
): void {
  stack.judge(holder, ({ violation }) =>
    everyPart(
      () => {
        if (chooses(block(props, "overrideAction") ?? {}, "count") && !allowedCounts.includes(name)) {
          violation(`All of the group in ${label} only counts, by its overrideAction.`);
        }
      },
      () =>
        eachBlock(group, "ruleActionOverrides", (override) => {
          if (!chooses(block(override, "actionToUse") ?? {}, "count")) return;
          if (allowedCounts.includes(name) || allowedCounts.includes(`${name}/${text(override, "name")}`))
            return;
          violation(`A part of the group in ${label} only counts, by its ruleActionOverrides.`);
        }),
    ),
  );
}
