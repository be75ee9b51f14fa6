import { stackRule } from "../../frame/rule";
import { shared } from "../../frame/shared-settings";
import { types } from "../../frame/types";
import { known, type Props, text } from "../../frame/values";
import { compareAspects, compareValues, type Difference, plainValue, together } from "../comparison";
import { judgeAspects, judgePairs } from "./pairs";

const ruleAspects = ["action", "overrideAction", "statement", "priority"] as const;

export const wafParity = stackRule({
  id: "waf-parity",
  area: "parity",
  title: "The web ACLs of all regions have the same rules",
  severity: "high",
  why: "A rule that protects one region only is off for everybody as soon as the traffic moves, and an attacker may choose the region. A rule that counts in one region and blocks in the other surprises users on the day of the failover.",
  mend: "Make the web ACLs of all regions with the same function, or from the same list of rules.",
  example: `
for (const region of ["us-east-2", "us-west-2"]) {
  new aws.wafv2.WebAcl(\`api-\${region}\`, { region, scope: "REGIONAL", defaultAction: { allow: {} }, rules, visibilityConfig });
}`,
  wellArchitected: ["SEC05-BP03"],
  pci: ["6.4.2"],
  settings: { regions: shared.regions },
  types: [...types.webAcl, ...types.webAclRule],
  check(stack, { regions }) {
    // The one of CloudFront is at the edge of all regions.
    const regional = stack.graph
      .own(types.webAcl)
      .filter(({ props }) => known(() => text(props, "scope")) !== "CLOUDFRONT");
    judgePairs(stack, regional, regions, (one, other) => {
      const own = compareAspects(one.props, other.props, [{ path: "defaultAction" }]);
      return together(own, compareRules(one.props, other.props));
    });
    judgeAspects(
      stack,
      stack.graph.own(types.webAclRule),
      regions,
      ruleAspects.map((path) => ({ path })),
    );
  },
});

/** Rules by their priorities, which put them in order: the order in which a program lists them means nothing. */
function compareRules(one: Props, other: Props): Difference {
  const [left, right] = [one, other].map((props) => {
    const rules = plainValue(props, "rules");
    return Array.isArray(rules) ? [...rules].sort(byPriority).map(withoutMetrics) : rules;
  });
  const result = compareValues(left, right);
  return { different: result === "different" ? ["rules"] : [], open: result === "open" ? ["rules"] : [] };
}

function byPriority(one: unknown, other: unknown): number {
  return priorityOf(one) - priorityOf(other);
}

function priorityOf(rule: unknown): number {
  return typeof rule === "object" && rule !== null && "priority" in rule ? Number(rule.priority) : 0;
}

/** Names of metrics may hold the region. */
function withoutMetrics(rule: unknown): unknown {
  if (typeof rule !== "object" || rule === null) return rule;
  const { visibilityConfig: _, name: __, ...rest } = rule as Props;
  return rest;
}
