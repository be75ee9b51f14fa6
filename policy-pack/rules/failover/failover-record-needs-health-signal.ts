import { resourceRule } from "../../frame/rule";
import { types } from "../../frame/types";
import { eachBlock, flag, given } from "../../frame/values";
import { routingOf } from "./records";

export const failoverRecordNeedsHealthSignal = resourceRule({
  id: "failover-record-needs-health-signal",
  area: "failover",
  title: "A record that can send traffic elsewhere has a health signal",
  severity: "critical",
  why: "Route 53 takes a record without a health check for always healthy. A primary, latency or weighted record without one keeps its traffic in a region that is down.",
  mend: "Give the record a healthCheckId, or set evaluateTargetHealth on its alias.",
  example: `
new aws.route53.Record("api", {
  zoneId, name: "api.example.com", type: "A",
  setIdentifier: "us-east-2",
  failoverRoutingPolicies: [{ type: "PRIMARY" }],
  healthCheckId: healthCheck.id,
  aliases: [{ name: lb.dnsName, zoneId: lb.zoneId, evaluateTargetHealth: true }],
});`,
  wellArchitected: ["REL11-BP02"],
  pci: [],
  types: types.record,
  check({ props }, { violation }) {
    const routing = routingOf(props);
    if (!routing || routing === "SECONDARY failover" || given(props, "healthCheckId")) return;
    let evaluated = false;
    eachBlock(props, "aliases", (alias) => {
      evaluated ||= flag(alias, "evaluateTargetHealth") === true;
    });
    if (!evaluated) {
      violation(`This ${routing} record has neither a healthCheckId nor an alias with evaluateTargetHealth.`);
    }
  },
});
