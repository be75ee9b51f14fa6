import { text } from "../../../core/values/read";
import { whenMade } from "../phases";
import { found, type Refusal } from "../refusal";
import { parseBlock } from "./blocks";

const [largest, smallest] = [16, 28];

/** A range of /16 to /28 at the property `cidrBlock`. */
const rangeSize = (name: string, code: string, what: string, types: string[], source: string): Refusal => ({
  ...whenMade,
  name,
  code,
  sentence: `${what} has a range of /${largest} to /${smallest}.`,
  source,
  types,
  judge({ inputs }) {
    const range = parseBlock(text(inputs, "cidrBlock"));
    return range === undefined || (range.bitmask >= largest && range.bitmask <= smallest)
      ? undefined
      : found(`The CIDR '${range}' is invalid: AWS takes /${largest} to /${smallest}`, "cidrBlock");
  },
});

export const vpcSize = rangeSize(
  "vpc-range",
  "InvalidVpc.Range",
  "A VPC",
  ["aws:ec2/vpc:Vpc", "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation"],
  "Amazon VPC User Guide, VPC CIDR blocks",
);

export const subnetSize = rangeSize(
  "subnet-range",
  "InvalidSubnet.Range",
  "A subnet",
  ["aws:ec2/subnet:Subnet"],
  "Amazon VPC User Guide, Subnet CIDR blocks",
);
