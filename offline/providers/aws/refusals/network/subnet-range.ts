import { Netmask } from "netmask";
import { text } from "../../../core/values/read";
import type { Stored } from "../../account/account";
import { others, title } from "../known";
import { found, type Refusal } from "../refusal";

const subnetType = "aws:ec2/subnet:Subnet";

const common = { types: [subnetType], phases: ["check", "create"], severity: "error" } as const;

export const subnetOutsideVpc: Refusal = {
  ...common,
  name: "subnet-outside-vpc",
  code: "InvalidSubnet.Range",
  sentence: "A subnet's range lies in a range of its VPC.",
  source: "Amazon VPC User Guide, Subnet CIDR blocks",
  judge({ inputs }, account) {
    const vpc = account.find("aws:ec2/vpc:Vpc", text(inputs, "vpcId") ?? "");
    const range = parse(text(inputs, "cidrBlock"));
    if (vpc === undefined || range === undefined) return undefined;
    const blocks = [
      text(vpc.outputs, "cidrBlock"),
      ...account
        .all("aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation")
        .filter((one) => text(one.inputs, "vpcId") === vpc.id)
        .map(({ outputs }) => text(outputs, "cidrBlock")),
    ];
    if (blocks.some((block) => parse(block)?.contains(range) === true)) return undefined;
    return found(`cidrBlock ${range} is not in its VPC's range ${blocks.join(", ")}`, "cidrBlock");
  },
};

export const subnetConflict: Refusal = {
  ...common,
  name: "subnet-conflict",
  code: "InvalidSubnet.Conflict",
  sentence: "Subnets of one VPC do not overlap.",
  source: "Amazon VPC User Guide, Subnet CIDR blocks",
  judge(resource, account) {
    const vpcId = text(resource.inputs, "vpcId");
    const range = parse(text(resource.inputs, "cidrBlock"));
    if (vpcId === undefined || range === undefined) return undefined;
    const other = others(account, subnetType, resource).find(
      (one) => text(one.outputs, "vpcId") === vpcId && overlaps(range, one),
    );
    return other === undefined
      ? undefined
      : found(
          `cidrBlock ${range} overlaps ${text(other.outputs, "cidrBlock")} of ${title(other)}`,
          "cidrBlock",
        );
  },
};

function overlaps(range: Netmask, subnet: Stored): boolean {
  const other = parse(text(subnet.outputs, "cidrBlock"));
  return other !== undefined && (range.contains(other) || other.contains(range));
}

function parse(block: string | undefined): Netmask | undefined {
  try {
    return block === undefined ? undefined : new Netmask(block);
  } catch {
    // What is no range at all is for the type's own check to say.
    return undefined;
  }
}
