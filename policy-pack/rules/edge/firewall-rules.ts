import type { ResourceGraph, StackResource } from "../../frame/graph";
import { isOneOf, types } from "../../frame/types";
import { block, eachBlock, everyPart, isUnknown, type Props, text } from "../../frame/values";
import { meant } from "../related";

/** Types that {@link eachFirewallRule} reads. */
export const firewallRuleTypes: readonly string[] = [
  ...types.webAcl,
  ...types.webAclRule,
  ...types.webAclRuleGroupAssociation,
];

/** A rule of a web ACL, in whichever of the four ways it is written. */
export interface FirewallRule {
  /** For messages: `rule 2`, or `its rule` where the resource is one rule. */
  readonly label: string;
  /** In the shape of the inputs of a WebAcl. */
  readonly props: Props;
  /** The resource that holds it. */
  readonly holder: StackResource;
}

/** Visits all rules of a web ACL like `everyPart`: its own, those in JSON, and those that are resources. */
export function eachFirewallRule(
  graph: ResourceGraph,
  acl: StackResource,
  visit: (rule: FirewallRule) => void,
): void {
  const listed = (props: Props) => () =>
    eachBlock(props, "rules", (rule, index) =>
      visit({ label: `rule ${index + 1}`, props: rule, holder: acl }),
    );
  const separate = graph
    .own([...types.webAclRule, ...types.webAclRuleGroupAssociation])
    .filter((rule) => meant(rule, "webAclArn", [acl], ["arn"]).length > 0);
  everyPart(
    listed(acl.props),
    () => listed({ rules: fromJson(text(acl.props, "ruleJson")) })(),
    ...separate.map((holder) => () => {
      const props = isOneOf(types.webAclRule, holder.type) ? holder.props : ruleOfAssociation(holder.props);
      visit({ label: "its rule", props, holder });
    }),
  );
}

/** Whether a block is there. The ones that choose an action, such as `count: {}`, are empty. */
export function chooses(props: Props, key: string): boolean {
  if (!(key in props)) return false;
  try {
    return props[key] !== undefined && props[key] !== null;
  } catch (error) {
    if (isUnknown(error)) return true;
    throw error;
  }
}

/** The first of some blocks of a statement that is there. */
export function statementOf(rule: Props, kind: string): Props | undefined {
  return block(block(rule, "statement") ?? {}, kind);
}

/** An association says of a group of rules what a rule says. */
function ruleOfAssociation(props: Props): Props {
  const action = text(props, "overrideAction") === "count" ? { count: {} } : { none: {} };
  const managed = block(props, "managedRuleGroup");
  const own = block(props, "ruleGroupReference");
  return {
    overrideAction: action,
    statement: {
      ...(managed && { managedRuleGroupStatement: managed }),
      ...(own && { ruleGroupReferenceStatement: own }),
    },
  };
}

/** Rules as AWS's API spells them. */
function fromJson(json: string | undefined): unknown {
  if (json === undefined) return [];
  try {
    const rules: unknown = JSON.parse(json);
    return lowerCamel(Array.isArray(rules) ? rules : [rules]);
  } catch (error) {
    // AWS refuses it.
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

function lowerCamel(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lowerCamel);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [
    key.charAt(0).toLowerCase() + key.slice(1),
    lowerCamel(item),
  ]);
  return Object.fromEntries(entries);
}
