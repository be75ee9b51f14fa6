import type { StackResource } from "../../frame/graph";
import { type Judgement, type Stack, stackRule } from "../../frame/rule";
import { integer } from "../../frame/settings";
import { shared } from "../../frame/shared-settings";
import { types } from "../../frame/types";
import { given, number } from "../../frame/values";
import { detectionSeconds } from "./detection-time";
import { checksOf, routingOf } from "./records";

/** How long resolvers keep an alias to a load balancer; other targets of AWS have the same or less. */
const ALIAS_TTL = 60;

export const dnsFailoverTimeBudget = stackRule({
  id: "dns-failover-time-budget",
  area: "failover",
  title: "Route 53 moves the traffic within its share of the recovery time objective",
  severity: "high",
  why: "Until a failover reaches users takes the interval of the health check times its threshold, and then the time to live of the record. What this takes of the recovery time objective, the database and the people no longer have.",
  mend: "Shorten requestInterval (10 instead of 30 seconds), failureThreshold or ttl; or raise rtoSeconds or maximumPercent, where the system may be away longer.",
  example: `
const check = new aws.route53.HealthCheck("api", { type: "HTTPS", fqdn, port: 443,
  resourcePath: "/healthz/ready", requestInterval: 10, failureThreshold: 3 });
new aws.route53.Record("api", { zoneId, name: "api", type: "CNAME", ttl: 30, records: [fqdn],
  setIdentifier: "us-east-2", failoverRoutingPolicies: [{ type: "PRIMARY" }], healthCheckId: check.id });`,
  wellArchitected: ["REL13-BP01"],
  pci: [],
  settings: {
    rtoSeconds: shared.rtoSeconds,
    maximumPercent: integer(
      "Share of the recovery time objective that detection and DNS may take, in percent.",
      { minimum: 1, maximum: 100 },
      25,
    ),
  },
  types: [...types.record, ...types.healthCheck, ...types.metricAlarm],
  check(stack, { rtoSeconds, maximumPercent }) {
    const budget = Math.floor((rtoSeconds * maximumPercent) / 100);
    for (const record of stack.graph.own(types.record)) {
      stack.judge(record, (judgement) => {
        const routing = routingOf(record.props);
        // Traffic leaves a secondary only when the primary is back.
        if (!routing || routing === "SECONDARY failover") return;
        judgeTime(stack, record, budget, judgement);
      });
    }
  },
});

function judgeTime(
  { graph }: Stack,
  record: StackResource,
  budget: number,
  { violation, notEvaluated }: Judgement,
): void {
  const ttl = given(record.props, "aliases") ? ALIAS_TTL : (number(record.props, "ttl") ?? 0);
  const checks = checksOf(graph, record);
  const detections = checks.map((check) => detectionSeconds(graph, check));
  const unread = checks.length === 0 || detections.includes(undefined);
  const detection = Math.max(0, ...detections.map((seconds) => seconds ?? 0));
  if (detection + ttl > budget) {
    violation(
      `A failover takes ${detection + ttl} seconds (${detection} to detect it, ${ttl} for resolvers), more than the ${budget} of its budget.`,
    );
  } else if (unread) notEvaluated("how soon its health is noticed is not stated in the graph");
}
