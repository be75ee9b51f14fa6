import { recordMistakes } from "../../../components/dns-records/validate";
import {
  addonsWithoutVersion,
  knownKubernetesVersions,
} from "../../../components/payment-cluster/addon-versions";
import { canaryRegion } from "../canary-region";
import { list } from "../describe";
import type { Mistake } from "../mistake";
import { findAll } from "../readable";
import { longNames, onePrimary, sharedChecks } from "../shared-checks";
import { failoverOrder, failoverStacks, type Sibling, textAt } from "../stack-files";
import type { PaymentHubSettings } from ".";
import { nameProblems, namesOf } from "./names";
import { DEFAULT_LINK } from "./network";
import { MOST_FAILOVER_REGIONS } from "./recovery";
import { objectives } from "./recovery-objectives";

/** What is wrong with settings that are right key by key: against each other, and against the system's other stacks. */
export function paymentHubChecks(settings: PaymentHubSettings, siblings: readonly Sibling[]): Mistake[] {
  return findAll([
    () => sharedChecks(settings, siblings),
    () => dnsRecords(settings),
    () => addons(settings),
    () => onePrimary(settings, siblings),
    () => ownership(settings),
    () => copies(settings, siblings),
    () => objectives(settings),
    () => canaryRegion(settings, siblings),
    () => failoverPlaces(settings, siblings),
    () => siblings.flatMap((sibling) => against(settings, sibling)),
    () => nameLimits(settings, siblings),
  ]);
}

/** Records of the old DNS server against each other, the certificates, and the names that the system makes itself. */
function dnsRecords(settings: PaymentHubSettings): Mistake[] {
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
function addons({ cluster: { compute, version, addonVersions } }: PaymentHubSettings): Mistake[] {
  const missing = addonsWithoutVersion(compute === "managed-node-groups", version, addonVersions);
  if (missing.length === 0) return [];
  const sentence = `${missing.join(", ")} ${missing.length === 1 ? "has" : "have"} no version for Kubernetes ${version}; name them here, or take ${list(knownKubernetesVersions)}`;
  return [{ path: "cluster.addonVersions", sentence }];
}

function ownership(settings: PaymentHubSettings): Mistake[] {
  const wrong: Mistake[] = [];
  if (settings.role === "primary") return wrong;
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

function copies({ role, region, recovery }: PaymentHubSettings, siblings: readonly Sibling[]): Mistake[] {
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
function failoverPlaces({ role, recovery }: PaymentHubSettings, siblings: readonly Sibling[]): Mistake[] {
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

function against(settings: PaymentHubSettings, sibling: Sibling): Mistake[] {
  const wrong: Mistake[] = [];
  const link = textAt(sibling, "network.link") ?? DEFAULT_LINK;
  if (link !== settings.network.link) {
    wrong.push({
      path: "network.link",
      sentence: `${settings.network.link} is not allowed, ${sibling.file} has ${link}; both ends are joined in one way`,
    });
  }
  const engineVersion = textAt(sibling, "database.engineVersion");
  if (engineVersion !== undefined && engineVersion !== settings.database.engineVersion) {
    wrong.push({
      path: "database.engineVersion",
      sentence: `${settings.database.engineVersion} is not allowed, ${sibling.file} has ${engineVersion}; a managed failover needs equal versions`,
    });
  }
  return wrong;
}

function nameLimits(settings: PaymentHubSettings, siblings: readonly Sibling[]): Mistake[] {
  const regions = [settings.region, ...siblings.flatMap(({ region }) => region ?? [])];
  const own = settings.role === "secondary" ? [settings.region] : [];
  const failover = [...own, ...failoverStacks(siblings).flatMap(({ region }) => region ?? [])];
  return longNames(
    settings,
    nameProblems(namesOf({ ...settings, zone: settings.dns.zone }), regions, failover),
  );
}
