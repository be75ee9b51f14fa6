/**
 * Whether an address range is so wide that it means "anywhere". Not only /0: two halves such as 0.0.0.0/1 and
 * 128.0.0.0/1 are the internet as well, and no single organisation has more than a /8 of IPv4 or a /16 of IPv6.
 */
export function isAnywhere(cidr: string | undefined): boolean {
  const [address, prefix] = cidr?.trim().split("/") ?? [];
  if (!address || !prefix || !/^\d{1,3}$/.test(prefix)) return false;
  return Number(prefix) < (address.includes(":") ? 16 : 8);
}
