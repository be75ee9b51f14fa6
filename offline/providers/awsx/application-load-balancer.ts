import type { Construction } from "../components/construction";
import { Fields } from "../components/fields";
import { combine, type Input } from "../components/outputs";
import type { Resource } from "../components/resource";
import type { Component } from "../components/serve";
import { openSecurityGroup } from "./default-network";
import { onlyOneOf, refuseAll } from "./limits";
import { type Protocol, passedOn, placement, readLoadBalancer, registerListeners } from "./load-balancer";

/**
 * `awsx:lb:ApplicationLoadBalancer`: a load balancer with a security group, a target group of addresses and listeners.
 * Names, parents and defaults are those of pulumi/pulumi-awsx, awsx/lb/applicationLoadBalancer.ts.
 */
export function applicationLoadBalancer(construction: Construction): Component {
  const fields = readLoadBalancer(construction.inputs);
  const component = construction.root({});
  const { vpcId, subnets } = placement(construction, fields, component);
  const group = securityGroup(construction, fields, vpcId, component);
  const loadBalancer = construction.resource(
    "aws:lb/loadBalancer:LoadBalancer",
    construction.name,
    {
      ...passedOn(construction.inputs),
      subnets,
      securityGroups: fields.input("securityGroups") ?? group.ids,
      loadBalancerType: "application",
    },
    { parent: component },
  );
  const targetGroup = construction.resource(
    "aws:lb/targetGroup:TargetGroup",
    construction.name,
    { vpcId, targetType: "ip", ...groupProtocol(fields), ...fields.fields("defaultTargetGroup")?.all },
    { parent: component },
  );
  const alone = fields.has("listeners") ? undefined : fields.input("defaultTargetGroupPort");
  const listeners = registerListeners(construction, fields, { component, loadBalancer, targetGroup }, (one) =>
    protocolOf(one, alone),
  );
  construction.registerOutputs(component, {});
  const defaultSecurityGroup = group.made;
  const outputs = { loadBalancer, defaultTargetGroup: targetGroup, defaultSecurityGroup, listeners, vpcId };
  return { resource: component, outputs };
}

function securityGroup(
  construction: Construction,
  fields: Fields,
  vpcId: Input,
  component: Resource,
): { readonly ids: Input; readonly made: Resource | undefined } {
  const wanted = fields.fields("defaultSecurityGroup") ?? new Fields({});
  refuseAll(onlyOneOf(wanted, "args", "securityGroupId"));
  if (fields.has("securityGroups") || wanted.flag("skip")) return { ids: undefined, made: undefined };
  if (wanted.has("securityGroupId")) return { ids: [wanted.input("securityGroupId")], made: undefined };
  const made = construction.resource(
    "aws:ec2/securityGroup:SecurityGroup",
    construction.name,
    wanted.fields("args")?.all ?? openSecurityGroup(vpcId),
    { parent: component },
  );
  return { ids: [made.id], made };
}

/**
 * The default target group speaks as the listener does, or as the first of several. With a list of one the published
 * component says nothing, and `defaultTargetGroup` must.
 */
function groupProtocol(fields: Fields): Protocol | undefined {
  const listeners = fields.list("listeners");
  if (listeners?.length === 1) return undefined;
  return protocolOf(listeners?.[0] ?? fields.fields("listener"), fields.input("defaultTargetGroupPort"));
}

/** Port 443 means HTTPS and HTTPS means port 443, everything else HTTP and 80. */
function protocolOf(listener: Fields | undefined, defaultPort: Input): Protocol {
  const { port, protocol } = listener?.all ?? {};
  if (port !== undefined)
    return { port, protocol: protocol ?? combine([port], (known) => (known === 443 ? "HTTPS" : "HTTP")) };
  if (protocol !== undefined)
    return { protocol, port: combine([protocol], (known) => (known === "HTTPS" ? 443 : 80)) };
  return { port: defaultPort ?? 80, protocol: "HTTP" };
}
