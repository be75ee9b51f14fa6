import { isIP } from "node:net";

/** Address ranges by the version that an IP set of AWS WAF holds. */
export interface AddressRanges {
  IPV4: string[];
  IPV6: string[];
}

/** Splits ranges by version; the ranges are sound (see {@link isAddressRange}). */
export function byVersion(ranges: readonly string[]): AddressRanges {
  return {
    IPV4: ranges.filter((range) => !range.includes(":")),
    IPV6: ranges.filter((range) => range.includes(":")),
  };
}

/** Whether AWS WAF takes the text as a range: an address, a slash and a length, but not `/0`. */
export function isAddressRange(text: string): boolean {
  const [address = "", length = "", ...more] = text.split("/");
  const most = { 0: 0, 4: 32, 6: 128 }[isIP(address)] ?? 0;
  return more.length === 0 && /^[1-9]\d*$/.test(length) && Number(length) <= most;
}
