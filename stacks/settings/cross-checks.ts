import { Netmask } from "netmask";
import { recordMistakes } from "../../components/dns-records/validate";
import {
  addonsWithoutVersion,
  knownKubernetesVersions,
} from "../../components/payment-cluster/addon-versions";
import { canaryRegion } from "./canary-region";
import { list } from "./describe";
import type { Mistake } from "./mistake";
import { nameProblems, namesOf } from "./names";
import type { Settings } from "./parse";
import { DEFAULT_LINK } from "./payment-hub/network";
import { MOST_FAILOVER_REGIONS } from "./payment-hub/recovery";
import { objectives } from "./recovery-objectives";
import { failoverOrder, failoverStacks, type Sibling } from "./stack-files";

/** What is wrong with settings that are right key by key: against each other, and against the system's other stacks. */
export function crossChecks(settings: Settings, siblings: readonly Sibling[]): Mistake[] {
  return [
    ...zones(settings),
    ...dnsRecords(settings),
    ...addons(settings),
    ...ownership(settings, siblings),
    ...copies(settings, siblings),
    ...objectives(settings),
    ...canaryRegion(settings, siblings),
    ...failoverPlaces(settings, siblings),
    ...siblings.flatMap((sibling) => against(settings, sibling)),
    ...nameLimits(settings, siblings),
  ];
}

function zones({ region, network }: Settings): Mistake[] {
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

/** Records of the old DNS server against each other, the certificates, and the names that the system makes itself. */
function dnsRecords(settings: Settings): Mistake[] {
  const { zone, records } = settings.dns;
  const names = namesOf({ ...settings, zone });
  const origins = Array.from({ length: MOST_FAILOVER_REGIONS + 1 }, (_, order) => names.apiOrigin(order));
  const reserved = [...names.siteAliases, names.apiName, ...origins];
  return recordMistakes(zone, records, { reserved, path: "dns.records" }).map(({ propertyPath, reason }) => ({
    path: propertyPath,
    sentence: reason,
  }));
}

/** Add-ons are pinned, so each needs a version: the one that is known for the version of Kubernetes, or its own. */
function addons({ cluster: { compute, version, addonVersions } }: Settings): Mistake[] {
  const missing = addonsWithoutVersion(compute === "managed-node-groups", version, addonVersions);
  if (missing.length === 0) return [];
  const sentence = `${missing.join(", ")} ${missing.length === 1 ? "has" : "have"} no version for Kubernetes ${version}; name them here, or take ${list(knownKubernetesVersions)}`;
  return [{ path: "cluster.addonVersions", sentence }];
}

function ownership(settings: Settings, siblings: readonly Sibling[]): Mistake[] {
  const primaries = siblings.filter((sibling) => sibling.role === "primary");
  if (settings.role === "primary") {
    return primaries.map(({ file }) => ({
      path: "role",
      sentence: `"primary" is not allowed, ${file} is the primary of this system and environment already`,
    }));
  }
  const wrong: Mistake[] = [];
  if (primaries.length === 0) {
    wrong.push({
      path: "role",
      sentence: `"secondary" is not allowed without a primary: no other Pulumi.<stack>.yaml has system ${settings.system}, environment ${settings.environment} and role primary`,
    });
  }
  if (settings.dns.hostedZoneId !== undefined) {
    wrong.push({
      path: "dns.hostedZoneId",
      sentence: "is not allowed in a secondary stack, the primary owns the zone",
    });
  }
  if (settings.database.commitWaitSeconds !== undefined) {
    wrong.push({
      path: "database.commitWaitSeconds",
      sentence:
        "is not allowed in a secondary stack: after a failover its member writes with no healthy one beside it, and no commit would return",
    });
  }
  return wrong;
}

function copies({ role, region, recovery }: Settings, siblings: readonly Sibling[]): Mistake[] {
  const path = "recovery.replicaRegions";
  if (recovery.replicaRegions.includes(region)) {
    return [{ path, sentence: `${region} is not allowed, it is the stack's own region` }];
  }
  const copied =
    recovery.replicaRegions.length > 0 || siblings.some((sibling) => sibling.role === "secondary");
  if (role === "secondary" || copied) return [];
  return [
    {
      path,
      sentence:
        "is missing: there is no failover stack yet, so name a region for copies of the site and of secrets",
    },
  ];
}

/** The failover regions are asked one after the other, so their places are 1, 2, 3 ... without a gap or a double. */
function failoverPlaces({ role, recovery }: Settings, siblings: readonly Sibling[]): Mistake[] {
  const path = "recovery.order";
  if (role === "primary") {
    if (recovery.order === undefined) return [];
    return [{ path, sentence: "is not allowed in a primary stack, the home region is always asked first" }];
  }
  const own = failoverOrder(recovery.order);
  const others = failoverStacks(siblings).map(({ file, order }) => ({ file, order: failoverOrder(order) }));
  const same = others.filter(({ order }) => order === own);
  if (same.length > 0) {
    const files = same.map(({ file }) => file).join(" and ");
    return [
      { path, sentence: `${own} is not allowed, ${files} has it already; each failover region has its own` },
    ];
  }
  const before = Array.from({ length: own - 1 }, (_, index) => index + 1);
  const missing = before.filter((place) => !others.some(({ order }) => order === place));
  if (missing.length === 0) return [];
  return [
    { path, sentence: `${own} is not allowed, no stack has ${missing.join(", ")}; places have no gaps` },
  ];
}

function against(settings: Settings, sibling: Sibling): Mistake[] {
  const wrong: Mistake[] = [];
  if (sibling.region === settings.region) {
    wrong.push({
      path: "region",
      sentence: `${settings.region} is not allowed, ${sibling.file} is in it already; a region has one stack of a system`,
    });
  }
  if (sibling.cidr !== undefined && overlap(settings.network.cidr, sibling.cidr)) {
    wrong.push({
      path: "network.cidr",
      sentence: `${settings.network.cidr} is not allowed, it overlaps ${sibling.cidr} of ${sibling.file}`,
    });
  }
  const link = sibling.link ?? DEFAULT_LINK;
  if (link !== settings.network.link) {
    wrong.push({
      path: "network.link",
      sentence: `${settings.network.link} is not allowed, ${sibling.file} has ${link}; both ends are joined in one way`,
    });
  }
  if (sibling.zone !== undefined && sibling.zone !== settings.dns.zone) {
    wrong.push({
      path: "dns.zone",
      sentence: `${settings.dns.zone} is not allowed, ${sibling.file} has ${sibling.zone}`,
    });
  }
  if (sibling.engineVersion !== undefined && sibling.engineVersion !== settings.database.engineVersion) {
    wrong.push({
      path: "database.engineVersion",
      sentence: `${settings.database.engineVersion} is not allowed, ${sibling.file} has ${sibling.engineVersion}; a managed failover needs equal versions`,
    });
  }
  return wrong;
}

function overlap(a: string, b: string): boolean {
  try {
    const [first, second] = [new Netmask(a), new Netmask(b)];
    return first.contains(second) || second.contains(first);
  } catch {
    return false; // The other file's range is wrong in itself; its own stack says so.
  }
}

function nameLimits(settings: Settings, siblings: readonly Sibling[]): Mistake[] {
  const regions = [settings.region, ...siblings.flatMap(({ region }) => region ?? [])];
  const own = settings.role === "secondary" ? [settings.region] : [];
  const failover = [...own, ...failoverStacks(siblings).flatMap(({ region }) => region ?? [])];
  return nameProblems(namesOf({ ...settings, zone: settings.dns.zone }), regions, failover).map(
    ({ what, name, limit }) => ({
      path: "environment",
      sentence: `"${settings.environment}" is not allowed, ${what} would be ${name} with ${name.length} characters; AWS takes ${limit}, shorten the environment by ${name.length - limit}`,
    }),
  );
}
