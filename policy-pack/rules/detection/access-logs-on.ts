import type { StackResource } from "../../frame/graph";
import { type Judgement, type Stack, stackRule } from "../../frame/rule";
import { isOneOf, types } from "../../frame/types";
import { block, flag, given, text } from "../../frame/values";
import { attachedTo } from "../attached";

const LOG_SOURCE = "aws:cloudwatch/logDeliverySource:LogDeliverySource";
/** What is logged by a resource of its own: that resource, and the property that names what it logs. */
const loggedBy: Readonly<
  Record<string, { by: readonly string[]; property: string; names: readonly string[] }>
> = {
  [types.webAcl[0]]: { by: types.webAclLogging, property: "resourceArn", names: ["arn"] },
  "aws:networkfirewall/firewall:Firewall": {
    by: ["aws:networkfirewall/loggingConfiguration:LoggingConfiguration"],
    property: "firewallArn",
    names: ["arn", "id"],
  },
  [types.hostedZone[0]]: {
    by: ["aws:route53/queryLog:QueryLog"],
    property: "zoneId",
    names: ["zoneId", "id"],
  },
};
const entries = [...types.distribution, ...types.loadBalancer, ...Object.keys(loggedBy)];

export const accessLogsOn = stackRule({
  id: "access-logs-on",
  area: "detection",
  title:
    "Distributions, application load balancers, firewalls and public zones log the requests that they see",
  severity: "high",
  why: "After an attack the first questions are who came, with what, and how far. Without the logs of the entries nobody can answer, and nobody can show that card data was not reached.",
  mend: "Give the distribution a LogDeliverySource or a loggingConfig, the load balancer accessLogs, the web ACL a WebAclLoggingConfiguration, the network firewall a LoggingConfiguration, and the public zone a QueryLog.",
  example: `
new aws.wafv2.WebAclLoggingConfiguration("firewall", {
  resourceArn: acl.arn, logDestinationConfigs: [logGroup.arn] });
new aws.lb.LoadBalancer("api", { accessLogs: { bucket: logs.id, enabled: true }, ... });`,
  wellArchitected: ["SEC04-BP01"],
  pci: ["10.2.1"],
  types: [...entries, ...Object.values(loggedBy).flatMap(({ by }) => by), LOG_SOURCE],
  check(stack) {
    for (const entry of stack.graph.own(entries)) {
      stack.judge(entry, (judgement) => {
        if (isOneOf(types.distribution, entry.type)) judgeDistribution(stack, entry, judgement);
        else if (entry.type in loggedBy) judgeByOther(stack, entry, judgement);
        else judgeLoadBalancer(entry, judgement);
      });
    }
  },
});

function judgeDistribution({ graph }: Stack, entry: StackResource, { violation }: Judgement): void {
  // The older way stands in the distribution, the newer one is a delivery of its own.
  if (given(block(entry.props, "loggingConfig") ?? {}, "bucket")) return;
  if (attachedTo(graph, [LOG_SOURCE], "resourceArn", entry, ["arn"]).length === 0)
    violation("Nothing logs its requests.");
}

function judgeByOther({ graph }: Stack, entry: StackResource, { violation }: Judgement): void {
  const logged = loggedBy[entry.type];
  // Route 53 logs no questions about a private zone.
  if (!logged || given(entry.props, "vpcs")) return;
  const { by, property, names } = logged;
  if (attachedTo(graph, by, property, entry, names).length > 0) return;
  violation(`It has no ${by[0]?.split(":").at(-1)}.`);
}

/** A network load balancer logs nothing but TLS handshakes. */
function judgeLoadBalancer({ props }: StackResource, { violation }: Judgement): void {
  if ((text(props, "loadBalancerType") ?? "application") !== "application") return;
  if (flag(block(props, "accessLogs") ?? {}, "enabled") !== true) violation("accessLogs is not on.");
}
