import { recordMistakes } from "../../../components/dns-records/validate";
import { REGIONS_WITHOUT_DAX } from "../../../components/global-table/accelerator-validate";
import { canaryRegion } from "../canary-region";
import { geolocationChecks } from "../geolocation";
import type { Mistake } from "../mistake";
import { findAll } from "../readable";
import { longNames, onePrimary, sharedChecks } from "../shared-checks";
import { type Sibling, textAt } from "../stack-files";
import type { RequestResponseSettings } from ".";
import { nameProblems, namesOf } from "./names";

/** What is wrong with settings that are right key by key: against each other, and against the system's other stacks. */
export function requestResponseChecks(
  settings: RequestResponseSettings,
  siblings: readonly Sibling[],
): Mistake[] {
  return findAll([
    () => sharedChecks(settings, siblings),
    () => onePrimary(settings, siblings),
    () => geolocationChecks(settings.geolocation, siblings),
    () => dnsRecords(settings, siblings),
    () => ownership(settings),
    () => acceleratorRegion(settings),
    () => copies(settings, siblings),
    () => canaryRegion(settings, siblings),
    () => siblings.flatMap((sibling) => against(settings, sibling)),
    () =>
      longNames(
        settings,
        nameProblems(namesOf({ ...settings, zone: settings.dns.zone }), regionsOf(settings, siblings)),
      ),
  ]);
}

function regionsOf({ region }: RequestResponseSettings, siblings: readonly Sibling[]): string[] {
  return [region, ...siblings.flatMap((sibling) => sibling.region ?? [])];
}

/** Records of the old DNS server against each other, and against the names that the system makes itself. */
function dnsRecords(settings: RequestResponseSettings, siblings: readonly Sibling[]): Mistake[] {
  const { zone, records } = settings.dns;
  const names = namesOf({ ...settings, zone });
  const regional = regionsOf(settings, siblings).map(names.regionName);
  const reserved = [...names.siteAliases, names.apiName, names.localName, ...regional];
  return recordMistakes(zone, records, { reserved, path: "dns.records" }).map(({ propertyPath, reason }) => ({
    path: propertyPath,
    sentence: reason,
  }));
}

function ownership({ role, dns }: RequestResponseSettings): Mistake[] {
  if (role === "primary" || dns.hostedZoneId === undefined) return [];
  const sentence = "is not allowed in a secondary stack, the primary owns the zone";
  return [{ path: "dns.hostedZoneId", sentence }];
}

/** DAX is not in every region with DynamoDB. */
function acceleratorRegion({ region, accelerator }: RequestResponseSettings): Mistake[] {
  if (accelerator === undefined || !REGIONS_WITHOUT_DAX.includes(region)) return [];
  return [{ path: "accelerator", sentence: `is not allowed in ${region}, which has no DAX; leave it out` }];
}

function copies(
  { role, region, recovery }: RequestResponseSettings,
  siblings: readonly Sibling[],
): Mistake[] {
  const path = "recovery.replicaRegions";
  if (recovery.replicaRegions.includes(region)) {
    return [{ path, sentence: `${region} is not allowed, it is the stack's own region` }];
  }
  const copied = recovery.replicaRegions.length > 0 || siblings.some((one) => one.role === "secondary");
  if (role === "secondary" || copied) return [];
  const sentence =
    "is missing: there is no other stack yet, so name a region for copies of the site and of backups";
  return [{ path, sentence }];
}

/** What has to be equal in all stacks, and why; a file that says nothing has the default. */
const EQUAL = [
  ["database.kind", "a member and a replica are of the kind of what they copy"],
  ["database.engineVersion", "a member and a replica have the version of what they copy"],
] as const;

function against(settings: RequestResponseSettings, sibling: Sibling): Mistake[] {
  const own = {
    "database.kind": settings.database.kind,
    "database.engineVersion": settings.database.engineVersion,
  };
  const preset = { "database.kind": "aurora-serverless", "database.engineVersion": "16.8" };
  return EQUAL.flatMap(([path, why]) => {
    const theirs = textAt(sibling, path) ?? preset[path];
    if (theirs === own[path]) return [];
    return [{ path, sentence: `${own[path]} is not allowed, ${sibling.file} has ${theirs}; ${why}` }];
  });
}
