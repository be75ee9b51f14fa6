import { overlap } from "../arguments/address-ranges";
import type { Mistake } from "../arguments/mistakes";
import { type LinkedNetwork, LinkKind, type RegionLinkArgs } from "./args";

/** What EC2 would refuse, or would accept and route to nowhere. */
export function mistakes({ kind, local, peer }: RegionLinkArgs): Mistake[] {
  const found: Mistake[] = [];
  if (local.region === peer.region) {
    found.push({
      propertyPath: "peer.region",
      reason: `"${peer.region}" is not allowed, another region than the local one is`,
    });
  }
  if (overlap(local.cidrBlock, peer.cidrBlock)) {
    const reason = `"${peer.cidrBlock}" is not allowed, it overlaps ${local.cidrBlock} of the local network`;
    found.push({ propertyPath: "peer.cidrBlock", reason });
  }
  if (kind === LinkKind.TransitGateway) {
    found.push(...gateway("local", local), ...gateway("peer", peer));
  }
  return found;
}

function gateway(propertyPath: string, { transitGateway }: LinkedNetwork): Mistake[] {
  if (transitGateway !== undefined) return [];
  return [
    {
      propertyPath: `${propertyPath}.transitGateway`,
      reason: "is missing, a link of transit gateways needs one at each end",
    },
  ];
}
