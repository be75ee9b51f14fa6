import { stackRule } from "../../frame/rule";
import { isOneOf, types } from "../../frame/types";
import { given } from "../../frame/values";
import { isAdrift, meant } from "../related";

export const defaultNetworkClosed = stackRule({
  id: "default-network-closed",
  area: "network",
  title: "Default VPCs are not used, and default security groups admit nothing",
  severity: "medium",
  why: "What is created without a security group lands in the default one, which lets its members talk to each other and to everybody outside. A default VPC has public subnets only.",
  mend: "Take the default group of each VPC over with a DefaultSecurityGroup that has no rules, and create VPCs of your own instead of DefaultVpc.",
  example: `
new aws.ec2.DefaultSecurityGroup("closed", { vpcId: vpc.id, ingress: [], egress: [] });`,
  wellArchitected: ["SEC05-BP01"],
  pci: ["2.2.1"],
  types: [...types.vpc, ...types.defaultVpc, ...types.defaultSubnet, ...types.defaultSecurityGroup],
  check(stack) {
    const groups = stack.graph.own(types.defaultSecurityGroup);
    for (const group of groups) {
      stack.judge(group, ({ violation }) => {
        for (const direction of ["ingress", "egress"]) {
          if (given(group.props, direction)) violation(`This default security group has ${direction} rules.`);
        }
      });
    }
    for (const used of stack.graph.own([...types.defaultVpc, ...types.defaultSubnet])) {
      const what = isOneOf(types.defaultVpc, used.type) ? "VPC" : "subnet";
      stack.judge(used, ({ violation }) => violation(`The program uses the default ${what}.`));
    }
    for (const vpc of stack.graph.own(types.vpc)) {
      stack.judge(vpc, ({ violation, notEvaluated }) => {
        if (groups.some((group) => meant(group, "vpcId", [vpc]).length > 0)) return;
        const maybe = groups.some((group) => isAdrift(group, "vpcId"));
        if (maybe) notEvaluated("the VPC of a default security group is not known");
        else
          violation("Its default security group keeps AWS's rules: there is no DefaultSecurityGroup for it.");
      });
    }
  },
});
