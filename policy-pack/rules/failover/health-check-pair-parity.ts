import { stackRule } from "../../frame/rule";
import { types } from "../../frame/types";
import { given } from "../../frame/values";
import { type Aspect, compareAspects, tellDifference } from "../comparison";
import { checksOf, halfTypes, halvesOf, othersOf } from "./records";

const aspects: readonly Aspect[] = [
  { path: "type" },
  { path: "requestInterval", fallback: 30 },
  { path: "failureThreshold", fallback: 3 },
  { path: "resourcePath", fallback: "/" },
  { path: "port" },
  { path: "searchString" },
  { path: "invertHealthcheck", fallback: false },
];

export const healthCheckPairParity = stackRule({
  id: "health-check-pair-parity",
  area: "failover",
  title: "The two health checks of a failover pair ask the same",
  severity: "medium",
  why: "When one side is checked less strictly, Route 53 moves traffic to a region that the other side's check would call dead, or back too soon.",
  mend: "Make both health checks with the same function, or with the same arguments but the endpoint.",
  example: `
const check = { type: "HTTPS", port: 443, resourcePath: "/healthz/ready", requestInterval: 10, failureThreshold: 3 };
new aws.route53.HealthCheck("east", { ...check, fqdn: east.dnsName });
new aws.route53.HealthCheck("west", { ...check, fqdn: west.dnsName });`,
  wellArchitected: ["REL13-BP04"],
  pci: [],
  types: [...halfTypes, ...types.healthCheck],
  check(stack) {
    const halves = halvesOf(stack);
    for (const half of halves) {
      for (const twin of othersOf(half, halves)) {
        // Each pair once, at the secondary, unless that is another stack's.
        if (twin.role === half.role || (half.role === "PRIMARY" && !twin.record.isPeer)) continue;
        stack.judge(half.record, (judgement) => {
          // A secondary needs no check: Route 53 answers with it whenever the primary is unhealthy.
          if (![half, twin].every(({ record }) => given(record.props, "healthCheckId"))) return;
          const [[own], [other]] = [checksOf(stack.graph, half.record), checksOf(stack.graph, twin.record)];
          if (!own || !other) {
            judgement.notEvaluated("a health check of the pair is not in sight");
            return;
          }
          if (own === other) return;
          const beginning = `Its health check differs from that of ${twin.record.name}`;
          tellDifference(compareAspects(own.props, other.props, aspects), beginning, judgement);
        });
      }
    }
  },
});
