import { stableHex } from "../core/lifecycle/stable";

export interface PrefixList {
  name: string;
  /** Entries it counts for in a security group's quota. */
  maxEntries: number;
}

/**
 * AWS-managed prefix lists of a region with their weights.
 * Source: Amazon VPC User Guide, "AWS-managed prefix lists".
 */
export function prefixLists(region: string): PrefixList[] {
  return [
    { name: "com.amazonaws.global.cloudfront.origin-facing", maxEntries: 55 },
    { name: "com.amazonaws.global.ipv6.cloudfront.origin-facing", maxEntries: 55 },
    { name: "com.amazonaws.global.groundstation", maxEntries: 5 },
    { name: `com.amazonaws.${region}.route53-healthchecks`, maxEntries: 25 },
    { name: `com.amazonaws.${region}.ipv6.route53-healthchecks`, maxEntries: 25 },
    { name: `com.amazonaws.${region}.s3`, maxEntries: 1 },
    { name: `com.amazonaws.${region}.dynamodb`, maxEntries: 1 },
    { name: `com.amazonaws.${region}.ec2-instance-connect`, maxEntries: 1 },
    { name: `com.amazonaws.${region}.vpc-lattice`, maxEntries: 10 },
  ];
}

/** The id of a managed list: the same for everyone in a region. */
export const prefixListId = (region: string, name: string): string => `pl-${stableHex(8, region, name)}`;

/** The managed list with this id in a region. */
export function prefixListById(region: string, id: string): PrefixList | undefined {
  return prefixLists(region).find(({ name }) => prefixListId(region, name) === id);
}
