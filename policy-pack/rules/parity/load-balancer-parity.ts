import { stackRule } from "../../frame/rule";
import { shared } from "../../frame/shared-settings";
import { types } from "../../frame/types";
import type { Aspect } from "../comparison";
import { judgeAspects } from "./pairs";

/** With what AWS takes where nothing is said. What depends on the type of the load balancer has no fallback of its own. */
const aspects: readonly { readonly tokens: readonly string[]; readonly compared: readonly Aspect[] }[] = [
  {
    tokens: types.loadBalancer,
    compared: [
      { path: "internal", fallback: false },
      { path: "loadBalancerType", fallback: "application" },
      { path: "idleTimeout", fallback: 60 },
      { path: "ipAddressType", fallback: "ipv4" },
      { path: "enableDeletionProtection", fallback: false },
      { path: "enableCrossZoneLoadBalancing" },
      { path: "dropInvalidHeaderFields", fallback: false },
      { path: "desyncMitigationMode", fallback: "defensive" },
      { path: "clientKeepAlive", fallback: 3600 },
    ],
  },
  {
    tokens: types.listener,
    compared: [{ path: "port" }, { path: "protocol" }, { path: "sslPolicy" }, { path: "alpnPolicy" }],
  },
  {
    tokens: types.targetGroup,
    compared: [
      { path: "port" },
      { path: "protocol" },
      { path: "targetType", fallback: "instance" },
      { path: "deregistrationDelay", fallback: 300 },
      { path: "slowStart", fallback: 0 },
      { path: "loadBalancingAlgorithmType", fallback: "round_robin" },
      { path: "healthCheck.protocol" },
      { path: "healthCheck.port", fallback: "traffic-port" },
      { path: "healthCheck.path" },
      { path: "healthCheck.matcher" },
      { path: "healthCheck.interval", fallback: 30 },
      { path: "healthCheck.timeout" },
      { path: "healthCheck.healthyThreshold", fallback: 3 },
      { path: "healthCheck.unhealthyThreshold", fallback: 3 },
      { path: "stickiness.enabled", fallback: false },
    ],
  },
];

export const loadBalancerParity = stackRule({
  id: "load-balancer-parity",
  area: "parity",
  title: "The load balancers of all regions behave alike",
  severity: "medium",
  why: "Timeouts, health checks and TLS policies that differ between regions show only under the traffic of a failover: as cut connections, as clients that can't connect, or as targets that are taken out too soon.",
  mend: "Make the load balancers, listeners and target groups of all regions with the same function, or from the same settings.",
  example: `
for (const region of ["us-east-2", "us-west-2"]) {
  new aws.lb.TargetGroup(\`api-\${region}\`, { ...targetGroup, region, vpcId: vpcs[region].id });
}`,
  wellArchitected: ["REL13-BP04"],
  pci: [],
  settings: { regions: shared.regions },
  types: aspects.flatMap(({ tokens }) => tokens),
  check(stack, { regions }) {
    for (const { tokens, compared } of aspects) {
      judgeAspects(stack, stack.graph.own(tokens), regions, compared);
    }
  },
});
