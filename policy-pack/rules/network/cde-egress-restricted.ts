import { stackRule } from "../../frame/rule";
import { everyPart } from "../../frame/values";
import { cardholderSettings } from "../cardholder";
import { isAnywhere } from "./address-ranges";
import { cardholderGroups, placedTypes } from "./placements";
import { eachEntry, entryTypes } from "./security-group-entries";

export const cdeEgressRestricted = stackRule({
  id: "cde-egress-restricted",
  area: "network",
  title: "The cardholder data environment talks only to whom it must",
  severity: "high",
  why: "Whoever gets in needs a way to carry the data out. A rule that lets everything out, on any port or to anywhere, is that way.",
  mend: "Let out single ports to the security groups and prefix lists that are needed, or nothing at all: a database answers without any egress rule.",
  example: `
const database = new aws.ec2.SecurityGroup("database", { vpcId, egress: [] });
new aws.vpc.SecurityGroupEgressRule("to-s3", {
  securityGroupId: pods.id, prefixListId: s3.prefixListId, ipProtocol: "tcp", fromPort: 443, toPort: 443 });`,
  wellArchitected: ["SEC05-BP02"],
  pci: ["1.3.2"],
  settings: cardholderSettings,
  types: [...entryTypes, ...placedTypes],
  check(stack, settings) {
    const groups = cardholderGroups(stack, settings);
    eachEntry(stack, groups, "egress", (entry, violation) => {
      let ranges = false;
      let anywhere = false;
      everyPart(
        () => {
          try {
            entry.eachRange((cidr) => {
              ranges = true;
              anywhere ||= isAnywhere(cidr);
            });
          } finally {
            if (anywhere) violation("A rule lets out to any address.");
          }
        },
        () => {
          if (ranges && !anywhere && entry.everyPort) violation("A rule lets out on all ports.");
        },
      );
    });
  },
});
