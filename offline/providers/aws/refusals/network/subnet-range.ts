import { text } from "../../../core/values/read";
import { others, title } from "../known";
import { found, type Refusal } from "../refusal";
import { blocksOfVpc, overlap, parseBlock } from "./blocks";

const subnetType = "aws:ec2/subnet:Subnet";

const common = { types: [subnetType], phases: ["check", "create"], severity: "error" } as const;

export const subnetOutsideVpc: Refusal = {
  ...common,
  name: "subnet-outside-vpc",
  code: "InvalidSubnet.Range",
  sentence: "A subnet's range lies in a range of its VPC.",
  source: "Amazon VPC User Guide, Subnet CIDR blocks",
  judge({ inputs }, account) {
    const blocks = blocksOfVpc(account, text(inputs, "vpcId") ?? "");
    const range = parseBlock(text(inputs, "cidrBlock"));
    if (blocks === undefined || range === undefined || blocks.some((block) => block.contains(range)))
      return undefined;
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
    const range = parseBlock(text(resource.inputs, "cidrBlock"));
    if (vpcId === undefined || range === undefined) return undefined;
    const other = others(account, subnetType, resource)
      .filter((one) => text(one.outputs, "vpcId") === vpcId)
      .find((one) => {
        const block = parseBlock(text(one.outputs, "cidrBlock"));
        return block !== undefined && overlap(range, block);
      });
    return other === undefined
      ? undefined
      : found(
          `cidrBlock ${range} overlaps ${text(other.outputs, "cidrBlock")} of ${title(other)}`,
          "cidrBlock",
        );
  },
};
