import { BlockList, isIP } from "node:net";

// https://www.iana.org/assignments/iana-ipv4-special-registry and iana-ipv6-special-registry: what is not globally reachable.
const unreachable = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["240.0.0.0", 4],
] as const) {
  unreachable.addSubnet(network, prefix, "ipv4");
}
for (const [network, prefix] of [
  ["::1", 128],
  ["fc00::", 7],
  ["fe80::", 10],
] as const) {
  unreachable.addSubnet(network, prefix, "ipv6");
}

/** Whether no host on the internet can reach an address; what is no address is none. */
export function isPrivateAddress(address: string): boolean {
  const version = isIP(address);
  return version !== 0 && unreachable.check(address, version === 4 ? "ipv4" : "ipv6");
}
