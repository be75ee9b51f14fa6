import { Netmask } from "netmask";
import { text } from "../../../core/values/read";
import type { Account } from "../../account/account";

/** An IPv4 range; undefined for what is none, which is for the type's own check to say. */
export function parseBlock(block: string | undefined): Netmask | undefined {
  try {
    return block === undefined ? undefined : new Netmask(block);
  } catch {
    return undefined;
  }
}

export const overlap = (one: Netmask, other: Netmask): boolean => one.contains(other) || other.contains(one);

/** The IPv4 ranges of a VPC, its first and those added later; undefined when the account does not know the VPC. */
export function blocksOfVpc(account: Account, vpcId: string): Netmask[] | undefined {
  const vpc = account.find("aws:ec2/vpc:Vpc", vpcId);
  if (vpc === undefined) return undefined;
  const added = account
    .all("aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation")
    .filter(({ inputs }) => text(inputs, "vpcId") === vpcId);
  return [vpc, ...added].flatMap(({ outputs }) => parseBlock(text(outputs, "cidrBlock")) ?? []);
}
