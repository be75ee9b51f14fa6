import { overlap, overlapMistakes, rangeMistakes } from "../arguments/address-ranges";
import { privateAsNumberMistakes } from "../arguments/as-numbers";
import type { Mistake } from "../arguments/mistakes";
import { physicalNameMistakes } from "../arguments/physical-names";
import type { TransitAttachmentArgs, TransitHubArgs, TransitPeeringArgs } from "./args";

/** What EC2 or RAM would refuse in a hub. */
export function hubMistakes(args: TransitHubArgs): Mistake[] {
  const { resourceName, amazonSideAsn, tiers, openTiers = [], sharedWith = [] } = args;
  const found = [
    ...privateAsNumberMistakes("amazonSideAsn", amazonSideAsn),
    ...physicalNameMistakes("resourceName", resourceName, [
      { what: "resource share", name: resourceName, longest: 200 },
    ]),
  ];
  if (tiers.length === 0)
    found.push({ propertyPath: "tiers", reason: "[] is not allowed, one tier or more is" });
  for (const [index, tier] of tiers.entries()) {
    const propertyPath = `tiers[${index}]`;
    if (!/^[a-z][a-z0-9-]*$/.test(tier)) {
      const reason = `"${tier}" is not allowed, lower-case letters, digits and hyphens are`;
      found.push({ propertyPath, reason });
    }
    if (tiers.indexOf(tier) !== index) found.push({ propertyPath, reason: `"${tier}" is not allowed twice` });
  }
  for (const [index, tier] of openTiers.entries()) {
    if (tiers.includes(tier)) continue;
    const reason = `"${tier}" is not allowed, one of the tiers is: ${tiers.join(", ")}`;
    found.push({ propertyPath: `openTiers[${index}]`, reason });
  }
  for (const [index, principal] of sharedWith.entries()) {
    const propertyPath = `sharedWith[${index}]`;
    if (!/^(\d{12}|arn:aws[a-z-]*:organizations::\d{12}:(organization|ou)\/o-[a-z0-9/-]+)$/.test(principal)) {
      const reason = `"${principal}" is not allowed, an account's twelve digits or the ARN of an organization or organizational unit is`;
      found.push({ propertyPath, reason });
    }
    if (sharedWith.indexOf(principal) !== index)
      found.push({ propertyPath, reason: `"${principal}" is not allowed twice` });
  }
  return found;
}

/** What EC2 would refuse in an attachment. */
export function attachmentMistakes({ routeTableIds = [], ...args }: TransitAttachmentArgs): Mistake[] {
  const { routes = [], destinations = [], otherRoutes = [] } = args;
  const found = [
    ...destinations.flatMap((range, index) => rangeMistakes(`destinations[${index}]`, range)),
    ...repeated("destinations", destinations),
    ...routes.flatMap(({ destinationCidrBlock }, index) =>
      rangeMistakes(`routes[${index}].destinationCidrBlock`, destinationCidrBlock),
    ),
  ];
  for (const [index, { name, routeTableIds: tables, destinations: ranges }] of otherRoutes.entries()) {
    const path = `otherRoutes[${index}]`;
    found.push(
      ...ranges.flatMap((range, place) => rangeMistakes(`${path}.destinations[${place}]`, range)),
      ...repeated(`${path}.destinations`, ranges),
    );
    if (ranges.length > 0 && tables.length === 0) {
      const reason = "[] is not allowed, destinations need a route table that leads to them";
      found.push({ propertyPath: `${path}.routeTableIds`, reason });
    }
    const taken = name === "route" || otherRoutes.findIndex((other) => other.name === name) !== index;
    if (taken || !/^[a-z][a-z0-9-]*$/.test(name)) {
      const reason = `"${name}" is not allowed, lower-case letters, digits and hyphens that are there once are, and not "route"`;
      found.push({ propertyPath: `${path}.name`, reason });
    }
  }
  if (destinations.length > 0 && routeTableIds.length === 0) {
    const reason = "[] is not allowed, destinations need a route table that leads to them";
    found.push({ propertyPath: "routeTableIds", reason });
  }
  return found;
}

/** The same range twice is the same route twice; a range within another is a choice. */
function repeated(propertyPath: string, ranges: readonly string[]): Mistake[] {
  return ranges.flatMap((range, index) =>
    ranges.indexOf(range) === index
      ? []
      : [{ propertyPath: `${propertyPath}[${index}]`, reason: `"${range}" is not allowed twice` }],
  );
}

/** What EC2 would refuse, or would accept and route to nowhere. */
export function peeringMistakes({ local, peer }: TransitPeeringArgs): Mistake[] {
  const found: Mistake[] = [];
  if (local.region === peer.region) {
    const reason = `"${peer.region}" is not allowed, another region than the local one is`;
    found.push({ propertyPath: "peer.region", reason });
  }
  for (const [end, { ranges }] of Object.entries({ local, peer })) {
    found.push(
      ...ranges.flatMap((range, index) => rangeMistakes(`${end}.ranges[${index}]`, range)),
      ...overlapMistakes(`${end}.ranges`, ranges),
    );
  }
  for (const [index, range] of peer.ranges.entries()) {
    const own = local.ranges.find((other) => overlap(range, other));
    if (own === undefined) continue;
    const reason = `"${range}" is not allowed, it overlaps ${own} of the local end`;
    found.push({ propertyPath: `peer.ranges[${index}]`, reason });
  }
  return found;
}
