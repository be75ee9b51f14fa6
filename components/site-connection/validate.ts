import { Netmask } from "netmask";
import { asNumberMistakes } from "../arguments/as-numbers";
import { logRetentionMistakes } from "../arguments/log-retention";
import type { Mistake } from "../arguments/mistakes";
import { physicalNameMistakes } from "../arguments/physical-names";
import { type SiteConnectionArgs, tunnelLogGroup } from "./args";

/** What EC2 would refuse in a connection. */
export function mistakes(args: SiteConnectionArgs): Mistake[] {
  const { resourceName, site, tunnelInsideCidrs } = args;
  return [
    ...physicalNameMistakes("resourceName", resourceName, [
      { what: "log group", name: tunnelLogGroup(resourceName), longest: 512 },
      { what: "alias of its key", name: `${resourceName}-tunnels`, longest: 250 },
    ]),
    ...addressMistakes("site.ipAddress", site.ipAddress),
    ...asNumberMistakes("site.bgpAsn", site.bgpAsn),
    ...(tunnelInsideCidrs === undefined ? [] : insideMistakes(tunnelInsideCidrs)),
    ...logRetentionMistakes("logRetentionInDays", args.logRetentionInDays),
  ];
}

/** Ranges that nobody on the internet has. https://www.iana.org/assignments/iana-ipv4-special-registry */
const NOT_PUBLIC = [
  ...["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"],
  ...["192.168.0.0/16", "224.0.0.0/4", "240.0.0.0/4"],
].map((range) => new Netmask(range));

function addressMistakes(propertyPath: string, address: string): Mistake[] {
  const octets = address.split(".");
  const shaped =
    octets.length === 4 && octets.every((octet) => /^(0|[1-9]\d{0,2})$/.test(octet) && +octet < 256);
  if (shaped && !NOT_PUBLIC.some((range) => range.contains(address))) return [];
  return [{ propertyPath, reason: `"${address}" is not allowed, a public IPv4 address is` }];
}

/** https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html */
const KEPT_BY_AWS = ["0.0", "1.0", "2.0", "3.0", "4.0", "5.0", "169.252"].map((end) => `169.254.${end}/30`);

function insideMistakes(ranges: readonly string[]): Mistake[] {
  const reason = (range: string, what: string) => `"${range}" is not allowed, ${what}`;
  return ranges.flatMap((range, index) => {
    const propertyPath = `tunnelInsideCidrs[${index}]`;
    const shaped =
      /^169\.254\.\d{1,3}\.\d{1,3}\/30$/.test(range) && new Netmask(range).base === range.slice(0, -3);
    if (!shaped) {
      return [
        {
          propertyPath,
          reason: reason(range, "a /30 on its boundary in 169.254.0.0/16 such as 169.254.10.0/30 is"),
        },
      ];
    }
    if (KEPT_BY_AWS.includes(range)) {
      return [{ propertyPath, reason: reason(range, `AWS keeps ${KEPT_BY_AWS.join(", ")} for itself`) }];
    }
    if (ranges.indexOf(range) !== index)
      return [{ propertyPath, reason: reason(range, "each tunnel has its own") }];
    return [];
  });
}
