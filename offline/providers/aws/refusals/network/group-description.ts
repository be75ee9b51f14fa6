import { text } from "../../../core/values/read";
import { whenMade } from "../phases";
import { found, type Refusal } from "../refusal";

export const groupDescription: Refusal = {
  ...whenMade,
  name: "security-group-description",
  code: "InvalidParameterValue",
  sentence: "A security group's description is ASCII.",
  source: "Amazon EC2 API Reference, CreateSecurityGroup.GroupDescription",
  types: ["aws:ec2/securityGroup:SecurityGroup"],
  judge({ inputs }) {
    const description = text(inputs, "description");
    const odd = description?.match(/[^\x20-\x7e]/u)?.[0];
    return odd === undefined
      ? undefined
      : found(`description has "${odd}"; Character sets beyond ASCII are not supported`, "description");
  },
};
