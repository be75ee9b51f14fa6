import { stackRule } from "../../frame/rule";
import { shared } from "../../frame/shared-settings";
import { types } from "../../frame/types";
import { type Direction, entryTypes } from "../network/security-group-entries";
import { Openings } from "./openings";
import { judgePairs } from "./pairs";

const directions: readonly Direction[] = ["ingress", "egress"];

export const securityGroupParity = stackRule({
  id: "security-group-parity",
  area: "parity",
  title: "The security groups of all regions let the same through",
  severity: "medium",
  why: "A port that is open in one region only is either a hole there or a connection that fails after the failover. Addresses differ between regions and are not compared; ports, protocols and kinds of sources are.",
  mend: "Make the security groups of all regions with the same function, or from the same list of rules.",
  example: `
for (const network of [east, west]) {
  new aws.vpc.SecurityGroupIngressRule(\`api-\${network.region}\`, { region: network.region,
    securityGroupId: network.apiGroup.id, ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIpv4: network.cidr });
}`,
  wellArchitected: ["SEC05-BP02"],
  pci: [],
  settings: { regions: shared.regions },
  types: entryTypes,
  check(stack, { regions }) {
    const openings = new Openings(stack.graph);
    judgePairs(stack, stack.graph.own(types.securityGroup), regions, (one, other) => {
      const pairs = directions.map((direction) => ({
        direction,
        own: openings.of(one, direction),
        twin: openings.of(other, direction),
      }));
      const unread = pairs.filter(({ own, twin }) => own.unread || twin.unread);
      const different = pairs.filter((pair) => !unread.includes(pair) && pair.own.text !== pair.twin.text);
      const names = (some: typeof pairs) => some.map(({ direction }) => direction);
      return { different: names(different), open: names(unread) };
    });
  },
});
