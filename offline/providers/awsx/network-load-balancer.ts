import type { Construction } from "../components/construction";
import type { Component } from "../components/serve";
import { passedOn, placement, readLoadBalancer, registerListeners } from "./load-balancer";

/**
 * `awsx:lb:NetworkLoadBalancer`: a load balancer with a target group and listeners.
 * Names, parents and defaults are those of pulumi/pulumi-awsx, awsx/lb/networkLoadBalancer.ts.
 */
export function networkLoadBalancer(construction: Construction): Component {
  const fields = readLoadBalancer(construction.inputs);
  const component = construction.root({});
  const { vpcId, subnets } = placement(construction, fields, component);
  const loadBalancer = construction.resource(
    "aws:lb/loadBalancer:LoadBalancer",
    construction.name,
    {
      ...passedOn(construction.inputs),
      subnets,
      loadBalancerType: "network",
      // Neither is valid for this type; the published component sets both all the same.
      enableHttp2: false,
      idleTimeout: 0,
    },
    { parent: component },
  );
  const targetGroup = construction.resource(
    "aws:lb/targetGroup:TargetGroup",
    construction.name,
    {
      vpcId,
      protocol: "TCP",
      port: fields.input("defaultTargetGroupPort") ?? 80,
      ...fields.fields("defaultTargetGroup")?.all,
    },
    { parent: component },
  );
  const listeners = registerListeners(construction, fields, { component, loadBalancer, targetGroup }, () => ({
    port: 80,
    protocol: "TCP",
  }));
  construction.registerOutputs(component, {});
  return {
    resource: component,
    outputs: { loadBalancer, defaultTargetGroup: targetGroup, listeners, vpcId },
  };
}
