import { Netmask } from "netmask";

/** Prefix lengths of a zone's block and of the subnets in it. */
export interface SubnetMasks {
  /** The block that a zone's subnets lie in. */
  zone: number;
  public: number;
  private: number;
  isolated: number;
}

/** Smallest and largest VPC that {@link subnetMasks} divides, as prefix lengths. */
export const VPC_PREFIXES = { longest: 20, shortest: 16 } as const;

/** Zones that {@link subnetMasks} has room for. */
export const ZONES = { fewest: 2, most: 4 } as const;

/**
 * Sizes of the subnets of one zone. Every zone gets a quarter of the VPC, however many there are: a zone that is added
 * later moves no subnet of the others. Half of that quarter goes to nodes and pods, a sixteenth each to the edge and
 * to the data, and the remaining three eighths of the zone stay free for what comes later.
 *
 * | VPC | zone | private | public, isolated | addresses for pods per zone |
 * |---|---|---|---|---|
 * | /16 | /18 | /19 | /22 | 8,187 |
 * | /20 | /22 | /23 | /26 | 507 |
 */
export function subnetMasks(vpcPrefix: number): SubnetMasks {
  return { zone: vpcPrefix + 2, private: vpcPrefix + 3, public: vpcPrefix + 6, isolated: vpcPrefix + 6 };
}

/** Prefix length of an IPv4 block on its own boundary, such as `10.0.0.0/16`; NaN for anything else. */
export function prefixLength(cidrBlock: string): number {
  const [, base, length] = /^(\d+\.\d+\.\d+\.\d+)\/(\d{1,2})$/.exec(cidrBlock) ?? [];
  if (base === undefined) return Number.NaN;
  try {
    return new Netmask(cidrBlock).base === base ? Number(length) : Number.NaN;
  } catch {
    return Number.NaN; // An octet over 255, or a prefix over 32.
  }
}
