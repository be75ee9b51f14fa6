import { flag, text } from "../../../core/values/read";
import type { ValueMap } from "../../../core/values/value";
import { others, title } from "../known";
import { whenMade } from "../phases";
import { found, type Refusal } from "../refusal";

const endpointType = "aws:ec2/vpcEndpoint:VpcEndpoint";

export const endpointPrivateDns: Refusal = {
  ...whenMade,
  name: "vpc-endpoint-private-dns",
  code: "InvalidParameter",
  sentence: "A VPC has one interface endpoint with private DNS for a service.",
  source: "AWS PrivateLink Guide, Access an AWS service using an interface VPC endpoint",
  types: [endpointType],
  judge(resource, account) {
    const { inputs } = resource;
    const other = others(account, endpointType, resource).find(
      (one) =>
        answersByName(inputs) &&
        answersByName(one.inputs) &&
        ["vpcId", "serviceName"].every(
          (key) => text(inputs, key) !== undefined && text(one.inputs, key) === text(inputs, key),
        ),
    );
    return other === undefined
      ? undefined
      : found(
          `private-dns-enabled cannot be set because there is already a conflicting DNS domain for ${text(inputs, "serviceName")} in the VPC ${text(inputs, "vpcId")}: ${title(other)} has it`,
          "privateDnsEnabled",
        );
  },
};

const answersByName = (inputs: ValueMap): boolean =>
  text(inputs, "vpcEndpointType") === "Interface" && flag(inputs, "privateDnsEnabled") === true;
