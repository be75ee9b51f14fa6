import type { ResourceGraph, StackResource } from "../../frame/graph";
import { stackRule } from "../../frame/rule";
import { isOneOf, types } from "../../frame/types";
import { everyPart, flag, given, known, text } from "../../frame/values";
import { asksEndpoint } from "./endpoint-checks";
import { isPrivateAddress } from "./private-addresses";

const balancers = [...types.loadBalancer, ...types.classicLoadBalancer];

// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-private-hosted-zones.html
export const healthCheckReachableTarget = stackRule({
  id: "health-check-reachable-target",
  area: "failover",
  title: "A health check asks something that its checkers can reach",
  severity: "high",
  why: "The checkers of Route 53 ask from the public internet. A private address, an internal load balancer or a name of a private zone never answers them: the check is unhealthy from its first day, and its region never gets traffic.",
  mend: "Check a public endpoint, or an alarm on the private one: a health check of type CLOUDWATCH_METRIC reads the alarm inside of AWS.",
  example: `
new aws.route53.HealthCheck("ledger", { type: "CLOUDWATCH_METRIC", cloudwatchAlarmName: unhealthyHosts.name,
  cloudwatchAlarmRegion: "us-east-2", insufficientDataHealthStatus: "Unhealthy" });`,
  wellArchitected: ["REL11-BP01"],
  pci: [],
  types: [...types.healthCheck, ...balancers, ...types.record, ...types.hostedZone],
  check(stack) {
    for (const check of stack.graph.own(types.healthCheck)) {
      stack.judge(check, ({ violation, notEvaluated }) => {
        if (!asksEndpoint(check.props)) return;
        everyPart(
          () => {
            const address = text(check.props, "ipAddress");
            if (address !== undefined && isPrivateAddress(address)) {
              violation("Its ipAddress is not reachable from the internet.");
            }
          },
          () => {
            if (!given(check.props, "fqdn")) return;
            const reason = unreachable(stack.graph, check);
            if (reason !== undefined) violation(`Its fqdn is ${reason}, which the internet can't reach.`);
            else if (
              check.references("fqdn").length === 0 &&
              known(() => text(check.props, "fqdn")) === undefined
            ) {
              notEvaluated("fqdn is not known yet");
            }
          },
        );
      });
    }
  },
});

/** What a health check's name means, when the internet can't reach it. */
function unreachable(graph: ResourceGraph, check: StackResource): string | undefined {
  const host = known(() => text(check.props, "fqdn"))?.toLowerCase();
  // AWS puts this before the name of an internal Application or Classic Load Balancer.
  if (host && /^internal-.*\.elb\.amazonaws\.com(\.cn)?\.?$/.test(host)) return "an internal load balancer";
  const sources = check.references("fqdn");
  const named = graph
    .ofType(balancers)
    .filter(
      (balancer) =>
        host !== undefined && known(() => text(balancer.outputs, "dnsName"))?.toLowerCase() === host,
    );
  if ([...sources, ...named].some(isInternal)) return "an internal load balancer";
  const records = sources.filter(({ type }) => isOneOf(types.record, type));
  for (const record of records) {
    if (record.references("zoneId").some(isPrivateZone)) return "a name of a private hosted zone";
    const targets = [...record.references("aliases"), ...record.references("records")];
    if (targets.some(isInternal)) return "a name of an internal load balancer";
  }
  return undefined;
}

function isInternal({ type, props }: StackResource): boolean {
  return isOneOf(balancers, type) && known(() => flag(props, "internal")) === true;
}

function isPrivateZone({ type, props }: StackResource): boolean {
  return isOneOf(types.hostedZone, type) && given(props, "vpcs");
}
