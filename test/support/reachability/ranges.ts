import { Netmask } from "netmask";

/** Whether an address lies in a range. */
export function within(range: string, address: string): boolean {
  return new Netmask(range).contains(address);
}

/** Length of a range's prefix: of two routes the one with the longer prefix is taken. */
export function prefixOf(range: string): number {
  return new Netmask(range).bitmask;
}

/** The first address of a subnet that AWS gives away: the first four are kept. */
export function firstAddress(range: string): string {
  const octets = new Netmask(range).base.split(".").map(Number);
  return [...octets.slice(0, 3), (octets[3] ?? 0) + 4].join(".");
}

/** An address of the documentation's range (RFC 5737), which stands for anybody on the internet. */
export const SOMEWHERE = "198.51.100.7";
