import type { ResourceGraph, StackResource } from "../../frame/graph";
import { type Judgement, type Stack, stackRule } from "../../frame/rule";
import { shared } from "../../frame/shared-settings";
import { types } from "../../frame/types";
import { everyPart, given, known, text } from "../../frame/values";
import { type AddressBlock, overlap, parseBlock } from "./address-blocks";
import { eachPair } from "./pairs";

export const vpcCidrPlan = stackRule({
  id: "vpc-cidr-plan",
  area: "parity",
  title: "The networks of all regions have room alike and addresses of their own",
  severity: "high",
  why: "Networks with the same addresses can never be joined, and the first thing a failover needs may be a route to the other region. A network that is smaller, or in fewer Availability Zones, has no room for what comes over.",
  mend: "Give each region an address block of its own, of one size, and subnets in the same number of Availability Zones.",
  example: `
new aws.ec2.Vpc("east", { region: "us-east-2", cidrBlock: "10.10.0.0/16" });
new aws.ec2.Vpc("west", { region: "us-west-2", cidrBlock: "10.20.0.0/16" });`,
  wellArchitected: ["REL02-BP05"],
  pci: [],
  settings: { regions: shared.regions },
  types: [...types.vpc, ...types.vpcAddressBlock, ...types.subnet],
  check(stack, { regions }) {
    const all = stack.graph.ofType(types.vpc);
    for (const vpc of stack.graph.own(types.vpc)) {
      stack.judge(vpc, (judgement) => judgeAddresses(stack, vpc, all, judgement));
    }
    eachPair(stack, stack.graph.own(types.vpc), regions, (vpc, twins, judgement) => {
      for (const twin of [...twins.values()].flat()) {
        everyPart(
          () => judgeSize(vpc, twin, judgement),
          () => judgeZones(stack.graph, vpc, twin, judgement),
        );
      }
    });
  },
});

function judgeAddresses(
  { graph }: Stack,
  vpc: StackResource,
  all: readonly StackResource[],
  { violation }: Judgement,
): void {
  const own = blocksOf(graph, vpc);
  // Two of this stack meet each other once.
  const others = all.filter(
    (other) => known(() => other.region) !== vpc.region && (other.isPeer || other.urn < vpc.urn),
  );
  for (const other of others) {
    const theirs = known(() => blocksOf(graph, other)) ?? [];
    if (own.some((block) => theirs.some((their) => overlap(block, their)))) {
      violation(`Its addresses overlap with those of ${other.name} in ${other.region ?? "another region"}.`);
    }
  }
}

/** @throws UnknownValueError when one of them is not known yet, such as one that IPAM chooses */
function blocksOf(graph: ResourceGraph, vpc: StackResource): AddressBlock[] {
  const added = graph
    .ofType(types.vpcAddressBlock)
    .filter((association) => known(() => association.refersTo("vpcId", vpc, ["id"])));
  return [vpc, ...added].flatMap(({ props }) => parseBlock(text(props, "cidrBlock")) ?? []);
}

function judgeSize(vpc: StackResource, twin: StackResource, { violation }: Judgement): void {
  const [own, other] = [vpc, twin].map(({ props }) => parseBlock(text(props, "cidrBlock"))?.size);
  if (own !== undefined && other !== undefined && own < other) {
    violation(`It is smaller than its twin ${twin.name} in ${twin.region}.`);
  }
}

function judgeZones(
  graph: ResourceGraph,
  vpc: StackResource,
  twin: StackResource,
  { violation, notEvaluated }: Judgement,
): void {
  const [own, other] = [zonesOf(graph, vpc), zonesOf(graph, twin)];
  if (own === undefined) notEvaluated("the Availability Zones of its subnets are not known");
  else if (other !== undefined && own < other) {
    violation(`It has subnets in ${own} Availability Zones, its twin ${twin.name} in ${other}.`);
  }
}

/** Number of Availability Zones, `undefined` when a subnet does not say its own. */
function zonesOf(graph: ResourceGraph, vpc: StackResource): number | undefined {
  const subnets = graph
    .ofType(types.subnet)
    .filter((subnet) => known(() => subnet.refersTo("vpcId", vpc, ["id"])));
  const zones = subnets.map(({ props }) => {
    const key = given(props, "availabilityZone") ? "availabilityZone" : "availabilityZoneId";
    return known(() => text(props, key));
  });
  return zones.includes(undefined) ? undefined : new Set(zones).size;
}
