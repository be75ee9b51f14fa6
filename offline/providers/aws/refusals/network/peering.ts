import { text } from "../../../core/values/read";
import { whenMade } from "../phases";
import { found, type Refusal } from "../refusal";
import { blocksOfVpc, overlap } from "./blocks";

export const peeringOverlap: Refusal = {
  ...whenMade,
  name: "vpc-peering-overlap",
  code: "failed",
  sentence: "VPCs with overlapping ranges can't be peered: the connection is made, and fails.",
  source: "Amazon VPC Peering Guide, VPC peering limitations",
  types: ["aws:ec2/vpcPeeringConnection:VpcPeeringConnection"],
  judge({ inputs }, account) {
    const own = blocksOfVpc(account, text(inputs, "vpcId") ?? "") ?? [];
    const theirs = blocksOfVpc(account, text(inputs, "peerVpcId") ?? "") ?? [];
    for (const block of own)
      for (const other of theirs)
        if (overlap(block, other))
          return found(
            `the VPCs' ranges ${block} and ${other} overlap, so the connection would get the status "failed"; give each region its own range`,
            "peerVpcId",
          );
    return undefined;
  },
};
