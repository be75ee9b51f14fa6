import { Netmask } from "netmask";

/** Smallest and largest VPC that {@link inspectionSubnets} divides, as prefix lengths: a subnet has at least sixteen addresses. */
export const VPC_PREFIXES = { longest: 24, shortest: 16 } as const;

/** Zones that {@link inspectionSubnets} has room for. */
export const ZONES = { fewest: 2, most: 4 } as const;

/** The subnets of one zone of an inspection's VPC. */
export interface InspectionSubnets {
  /** Where the transit gateway comes in. */
  attachment: string;
  /** Where the gateway load balancer's endpoint is. */
  endpoint: string;
  /** Where the load balancer and the appliances are. */
  appliance: string;
}

/**
 * Divides a range into sixteen equal parts: four for the attachments of up to four zones, four for their endpoints,
 * four for their appliances, and four that stay free. A zone that is added later moves nothing.
 */
export function inspectionSubnets(cidrBlock: string, zone: number): InspectionSubnets {
  const vpc = new Netmask(cidrBlock);
  const first = new Netmask(vpc.base, vpc.bitmask + 4);
  const part = (index: number) => (index === 0 ? first : first.next(index)).toString();
  return { attachment: part(zone), endpoint: part(4 + zone), appliance: part(8 + zone) };
}
