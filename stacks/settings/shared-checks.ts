import { overlap } from "../../components/arguments/address-ranges";
import type { Mistake } from "./mistake";
import type { LimitedName } from "./names";
import { findAll } from "./readable";
import type { Sibling } from "./stack-files";

/** What every system's settings have, as far as these checks need it. */
interface Checked {
  system: string;
  environment: string;
  role: string;
  region: string;
  network: { cidr: string; availabilityZones: readonly string[] };
  dns: { zone: string };
}

/**
 * What no system takes: a zone of another region, two stacks in one region, address ranges that overlap, and a domain
 * other than that of the system's other stacks.
 */
export function sharedChecks(settings: Checked, siblings: readonly Sibling[]): Mistake[] {
  return findAll([
    () => zones(settings),
    () => siblings.flatMap((sibling) => sameRegion(settings, sibling)),
    () => siblings.flatMap((sibling) => sameAddresses(settings, sibling)),
    () => siblings.flatMap((sibling) => otherDomain(settings, sibling)),
  ]);
}

/** Exactly one stack of a system and environment owns what exists once. */
export function onePrimary(settings: Checked, siblings: readonly Sibling[]): Mistake[] {
  const primaries = siblings.filter((sibling) => sibling.role === "primary");
  if (settings.role === "primary") {
    return primaries.map(({ file }) => ({
      path: "role",
      sentence: `"primary" is not allowed, ${file} is the primary of this system and environment already`,
    }));
  }
  if (primaries.length > 0) return [];
  return [
    {
      path: "role",
      sentence: `"secondary" is not allowed without a primary: no other Pulumi.<stack>.yaml has system ${settings.system}, environment ${settings.environment} and role primary`,
    },
  ];
}

/** For systems whose buckets copy to each other, or whose gateways are peered, as a pair: what joins them is made once. */
export function pairOfRegions({ role }: Checked, siblings: readonly Sibling[]): Mistake[] {
  const secondaries = siblings.filter((sibling) => sibling.role === "secondary");
  const most = role === "secondary" ? 0 : 1;
  return secondaries.slice(most).map(({ file }) => ({
    path: "role",
    sentence: `"${role}" is not allowed beside ${file}: the system is a pair of regions`,
  }));
}

/** Names that the environment or the domain makes longer than AWS takes, as mistakes of that key. */
export function longNames({ environment, dns }: Checked, problems: readonly LimitedName[]): Mistake[] {
  return problems.map(({ what, name, limit, path = "environment" }) => {
    const [value, key] = path === "environment" ? [environment, path] : [dns.zone, "domain"];
    return {
      path,
      sentence: `"${value}" is not allowed, ${what} would be ${name} with ${name.length} characters; AWS takes ${limit}, shorten the ${key} by ${name.length - limit}`,
    };
  });
}

function zones({ region, network }: Checked): Mistake[] {
  const wrong = network.availabilityZones.filter((zone) => zone.slice(0, -1) !== region);
  return wrong.map((zone) => ({
    path: "network.availabilityZones",
    sentence: `${zone} is not allowed, it is not a zone of ${region}`,
  }));
}

function sameRegion({ region }: Checked, sibling: Sibling): Mistake[] {
  if (sibling.region !== region) return [];
  const sentence = `${region} is not allowed, ${sibling.file} is in it already; a region has one stack of a system`;
  return [{ path: "region", sentence }];
}

function sameAddresses({ network }: Checked, sibling: Sibling): Mistake[] {
  if (sibling.cidr === undefined || !overlap(network.cidr, sibling.cidr)) return [];
  const sentence = `${network.cidr} is not allowed, it overlaps ${sibling.cidr} of ${sibling.file}`;
  return [{ path: "network.cidr", sentence }];
}

function otherDomain({ dns }: Checked, sibling: Sibling): Mistake[] {
  if (sibling.zone === undefined || sibling.zone === dns.zone) return [];
  return [{ path: "dns.zone", sentence: `${dns.zone} is not allowed, ${sibling.file} has ${sibling.zone}` }];
}
