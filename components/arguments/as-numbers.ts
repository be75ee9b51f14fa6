import type { Mistake } from "./mistakes";

/** Ranges of AS numbers, both ends included. */
type Ranges = readonly (readonly [first: number, last: number])[];

/** RFC 6996: for networks that nobody else's routers see. */
const PRIVATE: Ranges = [
  [64_512, 65_534],
  [4_200_000_000, 4_294_967_294],
];

/** AS_TRANS (RFC 6793), documentation (RFC 5398), the last of each size (RFC 7300). */
const RESERVED: Ranges = [
  [23_456, 23_456],
  [64_496, 64_511],
  [65_535, 65_551],
  [4_294_967_295, 4_294_967_295],
];

/** AWS's own. https://docs.aws.amazon.com/vpn/latest/s2svpn/cgw-options.html */
const AMAZON: Ranges = [
  [7_224, 7_224],
  [9_059, 9_059],
  [10_124, 10_124],
  [17_943, 17_943],
];

/** Refuses what no customer's router may call itself: the number zero and up, less those that RFCs and AWS reserve. */
export function asNumberMistakes(propertyPath: string, asn: number): Mistake[] {
  const wrong = (reason: string) => [{ propertyPath, reason: `${asn} is not allowed, ${reason}` }];
  if (!Number.isInteger(asn) || asn < 1 || asn > 4_294_967_295) return wrong("1 to 4294967294 is");
  if (within(RESERVED, asn))
    return wrong("it is reserved: use the number of your network, or one from 64512 to 65534");
  if (within(AMAZON, asn)) return wrong("AWS uses it itself");
  return [];
}

/** Refuses what is no private AS number, which the Amazon side of a gateway has. */
export function privateAsNumberMistakes(propertyPath: string, asn: number): Mistake[] {
  if (Number.isInteger(asn) && within(PRIVATE, asn)) return [];
  return [{ propertyPath, reason: `${asn} is not allowed, 64512 to 65534 or 4200000000 to 4294967294 is` }];
}

function within(ranges: Ranges, asn: number): boolean {
  return ranges.some(([first, last]) => asn >= first && asn <= last);
}
