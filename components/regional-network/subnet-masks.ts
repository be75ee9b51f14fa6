/** Prefix lengths of a network's subnets. */
export interface SubnetMasks {
  public: number;
  private: number;
  isolated: number;
}

/** Smallest and largest VPC that {@link subnetMasks} divides, as prefix lengths. */
export const VPC_PREFIXES = { longest: 20, shortest: 16 } as const;

/**
 * Sizes of the subnets of one zone. awsx gives each of up to four zones a quarter of the VPC; half of that quarter
 * goes to the nodes and pods, an eighth of the rest each to the edge and to the data, and the remaining quarter of the
 * zone stays free for what comes later.
 *
 * A /16 gives 8,187 addresses to the pods of a zone, a /20 gives 507.
 */
export function subnetMasks(vpcPrefix: number): SubnetMasks {
  return { private: vpcPrefix + 3, public: vpcPrefix + 6, isolated: vpcPrefix + 6 };
}

/** Prefix length of a block such as `10.0.0.0/16`; NaN when there is none. */
export function prefixLength(cidrBlock: string): number {
  return Number(/\/(\d+)$/.exec(cidrBlock)?.[1] ?? Number.NaN);
}
