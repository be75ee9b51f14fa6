import type { StackResource } from "../../frame/graph";
import { stackRule } from "../../frame/rule";
import { types } from "../../frame/types";
import { text } from "../../frame/values";
import { meant } from "../related";
import { exitsOf, routeTypes } from "./routes";

export const natPerAz = stackRule({
  id: "nat-per-az",
  area: "network",
  title: "A subnet reaches the internet through a NAT gateway of its own zone",
  severity: "medium",
  why: "A NAT gateway lives in one zone. When that zone fails, subnets of other zones that route through it lose their way out although they are well; until then their traffic pays for crossing zones.",
  mend: "Create one NAT gateway per zone and a route table per zone that leads to it, or one regional NAT gateway.",
  example: `
new aws.ec2.Route("private-a", {
  routeTableId: privateA.id, destinationCidrBlock: "0.0.0.0/0", natGatewayId: natA.id });`,
  wellArchitected: ["REL10-BP02"],
  pci: [],
  types: [...types.subnet, ...routeTypes],
  check(stack) {
    const subnets = stack.graph.own(types.subnet);
    for (const subnet of subnets) {
      stack.judge(subnet, ({ violation, notEvaluated }) => {
        const gateways = (exitsOf(stack.graph, subnet) ?? []).flatMap(({ gateway }) => gateway ?? []);
        for (const gateway of gateways.filter(isZonal)) {
          const [home] = meant(gateway, "subnetId", subnets);
          if (home === subnet) continue;
          const same = home && sameZone(subnet, home);
          if (same === false) violation("It goes out through a NAT gateway of another zone.");
          else if (same === undefined)
            notEvaluated("the zone of the subnet or of its NAT gateway is not stated");
        }
      });
    }
  },
});

function isZonal({ type, props }: StackResource): boolean {
  const [natGateway] = types.natGateway;
  return type === natGateway && text(props, "availabilityMode") !== "regional";
}

function sameZone(one: StackResource, other: StackResource): boolean | undefined {
  for (const key of ["availabilityZone", "availabilityZoneId"]) {
    const zones = [text(one.props, key), text(other.props, key)];
    if (zones[0] !== undefined && zones[1] !== undefined) return zones[0] === zones[1];
  }
  return undefined;
}
