import { stackRule } from "../../frame/rule";
import { isOneOf, types } from "../../frame/types";
import { block, text } from "../../frame/values";
import { type Expectation, oneOf, where } from "../expectations";

const machines = ["aws:ec2/instance:Instance", "aws:ec2/launchConfiguration:LaunchConfiguration"];
const tokens: Expectation = where(
  (props) => text(block(props, "metadataOptions") ?? {}, "httpEndpoint") !== "disabled",
  oneOf("metadataOptions.httpTokens", ["required"]),
);

export const instanceMetadataTokens = stackRule({
  id: "instance-metadata-tokens",
  area: "identity",
  title: "A machine gives its role's credentials only for a token",
  severity: "high",
  why: "Without IMDSv2 one request that an application can be talked into, such as the fetch of a picture's address, returns the credentials of the machine's role. That is how large amounts of card data have been stolen.",
  mend: "Set metadataOptions.httpTokens to required on instances and launch templates, or turn the metadata endpoint off.",
  example: `
new aws.ec2.LaunchTemplate("workers", { metadataOptions: { httpTokens: "required" }, ... });`,
  wellArchitected: ["SEC06-BP02"],
  pci: ["2.2.1"],
  types: [...machines, ...types.launchTemplate, ...types.nodeGroup],
  check(stack) {
    for (const machine of stack.graph.own([...machines, ...types.launchTemplate])) {
      // Templates of EKS nodes have a stricter rule of their own.
      if (stack.graph.referrers(machine).some(({ type }) => isOneOf(types.nodeGroup, type))) continue;
      stack.judge(machine, (judgement) => tokens(machine.props, judgement, ""));
    }
  },
});
