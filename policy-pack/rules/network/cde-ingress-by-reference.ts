import { stackRule } from "../../frame/rule";
import { texts } from "../../frame/settings";
import { cardholderSettings } from "../cardholder";
import { linkedNetworks, linkTypes } from "./linked-networks";
import { cardholderGroups, placedTypes } from "./placements";
import { eachEntry, entryTypes } from "./security-group-entries";

export const cdeIngressByReference = stackRule({
  id: "cde-ingress-by-reference",
  area: "network",
  title: "The cardholder data environment admits security groups, not address ranges",
  severity: "high",
  why: "An address range admits whatever will be given an address in it. A security group admits the clients that somebody named, wherever they run, and shows who they are. Ranges of networks in other regions, which the stack reaches by peering or a transit gateway, are left alone: their groups can't be named.",
  mend: "Name the security group of the clients in referencedSecurityGroupId; for a network that has none, use a managed prefix list, or the setting allowedRanges.",
  example: `
new aws.vpc.SecurityGroupIngressRule("from-pods", {
  securityGroupId: database.id,
  referencedSecurityGroupId: pods.id,
  ipProtocol: "tcp", fromPort: 5432, toPort: 5432,
});`,
  wellArchitected: ["SEC05-BP02"],
  pci: ["1.3.1"],
  settings: {
    ...cardholderSettings,
    allowedRanges: texts("Address ranges that may be admitted, as the program writes them."),
  },
  types: [...entryTypes, ...placedTypes, ...linkTypes],
  check(stack, { allowedRanges, ...settings }) {
    const groups = cardholderGroups(stack, settings);
    const linked = linkedNetworks(stack.graph);
    eachEntry(stack, groups, "ingress", (entry, violation) => {
      let ranges = 0;
      try {
        entry.eachRange((cidr) => {
          if (!allowedRanges.includes(cidr) && !linked.has(cidr)) ranges += 1;
        });
      } finally {
        if (ranges > 0) violation("A rule admits an address range instead of a security group.");
      }
    });
  },
});
