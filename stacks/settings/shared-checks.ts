import { overlap } from "../../components/arguments/address-ranges";
import type { Mistake } from "./mistake";
import type { LimitedName } from "./names";
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
  return [...zones(settings), ...siblings.flatMap((sibling) => against(settings, sibling))];
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

/** Names that an environment makes longer than AWS takes, as mistakes of the environment. */
export function longNames({ environment }: Checked, problems: readonly LimitedName[]): Mistake[] {
  return problems.map(({ what, name, limit }) => ({
    path: "environment",
    sentence: `"${environment}" is not allowed, ${what} would be ${name} with ${name.length} characters; AWS takes ${limit}, shorten the environment by ${name.length - limit}`,
  }));
}

function zones({ region, network }: Checked): Mistake[] {
  const wrong = network.availabilityZones.filter((zone) => zone.slice(0, -1) !== region);
  const twice = network.availabilityZones.filter((zone, index, all) => all.indexOf(zone) !== index);
  return [
    ...wrong.map((zone) => ({
      path: "network.availabilityZones",
      sentence: `${zone} is not allowed, it is not a zone of ${region}`,
    })),
    ...twice.map((zone) => ({ path: "network.availabilityZones", sentence: `${zone} is there twice` })),
  ];
}

function against({ region, network, dns }: Checked, sibling: Sibling): Mistake[] {
  const wrong: Mistake[] = [];
  if (sibling.region === region) {
    wrong.push({
      path: "region",
      sentence: `${region} is not allowed, ${sibling.file} is in it already; a region has one stack of a system`,
    });
  }
  if (sibling.cidr !== undefined && overlap(network.cidr, sibling.cidr)) {
    wrong.push({
      path: "network.cidr",
      sentence: `${network.cidr} is not allowed, it overlaps ${sibling.cidr} of ${sibling.file}`,
    });
  }
  if (sibling.zone !== undefined && sibling.zone !== dns.zone) {
    wrong.push({
      path: "dns.zone",
      sentence: `${dns.zone} is not allowed, ${sibling.file} has ${sibling.zone}`,
    });
  }
  return wrong;
}
