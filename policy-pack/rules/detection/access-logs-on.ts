import type { StackResource } from "../../frame/graph";
import { type Judgement, type Stack, stackRule } from "../../frame/rule";
import { isOneOf, types } from "../../frame/types";
import { block, flag, given, text } from "../../frame/values";
import { attachedTo } from "../attached";

const LOG_SOURCE = "aws:cloudwatch/logDeliverySource:LogDeliverySource";

export const accessLogsOn = stackRule({
  id: "access-logs-on",
  area: "detection",
  title: "Distributions, application load balancers and firewalls log the requests that they see",
  severity: "high",
  why: "After an attack the first questions are who came, with what, and how far. Without the logs of the entries nobody can answer, and nobody can show that card data was not reached.",
  mend: "Give the distribution a LogDeliverySource or a loggingConfig, the load balancer accessLogs, and the web ACL a WebAclLoggingConfiguration.",
  example: `
new aws.wafv2.WebAclLoggingConfiguration("firewall", {
  resourceArn: acl.arn, logDestinationConfigs: [logGroup.arn] });
new aws.lb.LoadBalancer("api", { accessLogs: { bucket: logs.id, enabled: true }, ... });`,
  wellArchitected: ["SEC04-BP01"],
  pci: ["10.2.1"],
  types: [...types.distribution, ...types.loadBalancer, ...types.webAcl, ...types.webAclLogging, LOG_SOURCE],
  check(stack) {
    for (const entry of stack.graph.own([...types.distribution, ...types.loadBalancer, ...types.webAcl])) {
      stack.judge(entry, (judgement) => {
        if (isOneOf(types.distribution, entry.type)) judgeDistribution(stack, entry, judgement);
        else if (isOneOf(types.webAcl, entry.type)) judgeFirewall(stack, entry, judgement);
        else judgeLoadBalancer(entry, judgement);
      });
    }
  },
});

function judgeDistribution({ graph }: Stack, entry: StackResource, { violation }: Judgement): void {
  // The older way stands in the distribution, the newer one is a delivery of its own.
  if (given(block(entry.props, "loggingConfig") ?? {}, "bucket")) return;
  if (!isNamedBy(graph, [LOG_SOURCE], entry)) violation("Nothing logs its requests.");
}

function judgeFirewall({ graph }: Stack, entry: StackResource, { violation }: Judgement): void {
  if (!isNamedBy(graph, types.webAclLogging, entry)) violation("It has no WebAclLoggingConfiguration.");
}

/** A network load balancer logs nothing but TLS handshakes. */
function judgeLoadBalancer({ props }: StackResource, { violation }: Judgement): void {
  if ((text(props, "loadBalancerType") ?? "application") !== "application") return;
  if (flag(block(props, "accessLogs") ?? {}, "enabled") !== true) violation("accessLogs is not on.");
}

function isNamedBy(graph: Stack["graph"], tokens: readonly string[], entry: StackResource): boolean {
  return attachedTo(graph, tokens, "resourceArn", entry, ["arn"]).length > 0;
}
