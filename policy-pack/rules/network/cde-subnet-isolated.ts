import type { ResourceGraph, StackResource } from "../../frame/graph";
import { type Judgement, stackRule } from "../../frame/rule";
import { isOneOf, types } from "../../frame/types";
import { everyPart, flag } from "../../frame/values";
import { cardholderSettings } from "../cardholder";
import { marked, placedIn, placedTypes, type Residents } from "./placements";
import { ELSEWHERE, exitsOf, routeTypes } from "./routes";

export const cdeSubnetIsolated = stackRule({
  id: "cde-subnet-isolated",
  area: "network",
  title: "Subnets of databases and of the cardholder data environment have no way to the internet",
  severity: "critical",
  why: "A route to an internet gateway and a public address are all that stands between a database and the world besides its security group; one wrong rule there and it is public.",
  mend: "Move what holds data to subnets without a route to an internet gateway; give those that hold cardholder data no NAT either, and reach AWS services through VPC endpoints.",
  example: `
const isolated = new aws.ec2.Subnet("data-a", { vpcId, cidrBlock, availabilityZone, mapPublicIpOnLaunch: false });
new aws.ec2.RouteTableAssociation("data-a", { subnetId: isolated.id, routeTableId: localOnly.id });
new aws.rds.SubnetGroup("data", { subnetIds: [isolated.id, ...] });`,
  wellArchitected: ["SEC05-BP01"],
  pci: ["1.3.1", "1.4.1"],
  settings: cardholderSettings,
  types: [...types.subnet, ...routeTypes, ...placedTypes],
  check(stack, settings) {
    const { sure, maybe } = placedIn(stack, settings);
    const subnets = stack.graph.own(types.subnet);
    const named = new Set(marked(stack, subnets, settings));
    for (const subnet of subnets) {
      const inside = { ...nothing, ...sure.get(subnet), ...(named.has(subnet) && { cardholder: true }) };
      stack.judge(subnet, (judgement) => judgeSubnet(stack.graph, subnet, inside, judgement));
      const perhaps = maybe.get(subnet);
      if (!perhaps || (perhaps.stores === inside.stores && perhaps.cardholder === inside.cardholder))
        continue;
      stack.judge(subnet, ({ notEvaluated }) => {
        const violation = () => notEvaluated("which subnets its network's data is in is not known yet");
        judgeSubnet(stack.graph, subnet, perhaps, { violation, notEvaluated });
      });
    }
  },
});

const nothing: Residents = { stores: false, cardholder: false, cardholderStores: false };

function judgeSubnet(
  graph: ResourceGraph,
  subnet: StackResource,
  { stores, cardholder, cardholderStores }: Residents,
  { violation, notEvaluated }: Judgement,
): void {
  if (!cardholder && !stores) return;
  const what = cardholder ? "cardholders' data" : "a data store";
  if (isOneOf(types.defaultSubnet, subnet.type)) {
    violation(`It holds ${what} and is a default subnet, which is public.`);
    return;
  }
  everyPart(
    () => {
      const exits = exitsOf(graph, subnet);
      if (!exits) notEvaluated(ELSEWHERE);
      else if (exits.some(({ kind }) => kind === "internet")) {
        violation(`It holds ${what} and has a route to an internet gateway.`);
      } else if (cardholderStores && exits.length > 0) {
        violation("It stores cardholders' data and has a route out to the internet.");
      }
    },
    () => {
      if (flag(subnet.props, "mapPublicIpOnLaunch")) {
        violation(`It holds ${what} and gives out public addresses: mapPublicIpOnLaunch is on.`);
      }
    },
  );
}
