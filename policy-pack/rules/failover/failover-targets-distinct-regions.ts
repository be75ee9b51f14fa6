import { GLOBAL } from "../../frame/region";
import { type Stack, stackRule } from "../../frame/rule";
import { types } from "../../frame/types";
import { eachBlock, known, text } from "../../frame/values";
import { domain, halfTypes, halvesOf, hostOf, othersOf, routingOf } from "./records";
import { targetRegions } from "./targets";

export const failoverTargetsDistinctRegions = stackRule({
  id: "failover-targets-distinct-regions",
  area: "failover",
  title: "The two records of a failover pair answer with different regions",
  severity: "critical",
  why: "A pair whose both records answer with the same region looks like protection and is none: when the region is lost, Route 53 moves the traffic from one dead target to another.",
  mend: "Let the SECONDARY record answer with the load balancer, API or website of another region.",
  example: `
const pair = { zoneId, name: "api.example.com", type: "A" };
new aws.route53.Record("first", { ...pair, setIdentifier: "us-east-2", healthCheckId,
  failoverRoutingPolicies: [{ type: "PRIMARY" }], aliases: [aliasOf(loadBalancerInUsEast2)] });
new aws.route53.Record("second", { ...pair, setIdentifier: "us-west-2",
  failoverRoutingPolicies: [{ type: "SECONDARY" }], aliases: [aliasOf(loadBalancerInUsWest2)] });`,
  wellArchitected: ["REL10-BP01"],
  pci: [],
  types: halfTypes,
  check(stack) {
    const answers = answersOfShared(stack);
    // A pair inside a region is what a name over the regions may answer with: that name is judged.
    const halves = halvesOf(stack).filter(({ record }) => !answers.has(known(() => hostOf(record)) ?? ""));
    for (const half of halves) {
      const twins = othersOf(half, halves).filter(({ role }) => role !== half.role);
      // Where both are this stack's, the secondary is the one to move.
      const compared = twins.filter(({ record }) => half.role === "SECONDARY" || record.isPeer);
      for (const twin of compared) {
        stack.judge(half.record, ({ violation, notEvaluated }) => {
          const [own, other] = [half, twin].map(({ record }) => targetRegions(stack.graph, record));
          if (own === undefined || other === undefined) {
            notEvaluated("the region of a record's target can't be told");
            return;
          }
          const [region] = own;
          const together = own.size === 1 && other.size === 1 && region !== undefined && other.has(region);
          // Two addresses of a service of all regions have no region to share.
          if (together && region !== GLOBAL) {
            violation(`It answers with a target in ${region}, as ${twin.record.name} does.`);
          }
        });
      }
    }
  },
});

/** Names that others answer with which share their traffic. */
function answersOfShared({ graph }: Stack): Set<string> {
  const names = new Set<string>();
  for (const { props } of graph.ofType(types.record)) {
    if (known(() => routingOf(props)) === undefined) continue;
    known(() => eachBlock(props, "aliases", (alias) => names.add(domain(text(alias, "name")))));
  }
  return names;
}
