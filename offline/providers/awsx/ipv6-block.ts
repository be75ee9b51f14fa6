import { isIPv6 } from "node:net";

/**
 * The `index`-th /64 block of a VPC's /56 block, for one subnet.
 * @throws Error when the VPC's block has another form.
 */
export function subnetIpv6Block(vpcBlock: string, index: number): string {
  const [address = "", mask] = vpcBlock.split("/");
  const groups = address.split(":");
  const fourth = Number.parseInt(groups[3] ?? "", 16);
  if (!isIPv6(address) || mask !== "56" || Number.isNaN(fourth)) {
    throw new Error(
      `The VPC's IPv6 block ${vpcBlock} is not an IPv6 /56 block such as 2600:1f18:1234:5600::/56`,
    );
  }
  if (index > 0xff) throw new Error(`A /56 block has 256 subnets; there is no number ${index + 1}`);
  return `${groups.slice(0, 3).join(":")}:${((fourth & 0xff00) | index).toString(16)}::/64`;
}
