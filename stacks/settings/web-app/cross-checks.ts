import { recordMistakes } from "../../../components/dns-records/validate";
import { canaryRegion } from "../canary-region";
import type { Mistake } from "../mistake";
import { tooLong } from "../names";
import { findAll } from "../readable";
import { longNames, onePrimary, pairOfRegions, sharedChecks } from "../shared-checks";
import { type Sibling, textAt } from "../stack-files";
import type { WebAppSettings } from ".";
import { DEFAULT_VERSION } from "./database";
import { nameProblems, namesOf } from "./names";

/** What is wrong with settings that are right key by key: against each other, and against the system's other stacks. */
export function webAppChecks(settings: WebAppSettings, siblings: readonly Sibling[]): Mistake[] {
  return findAll([
    () => sharedChecks(settings, siblings),
    () => onePrimary(settings, siblings),
    // Route 53 has one record to turn over from, and one to turn over to.
    () => (settings.recovery.mode === "switch" ? pairOfRegions(settings, siblings) : []),
    () => dnsRecords(settings, siblings),
    () => ownership(settings),
    () => snapshot(settings),
    () => copies(settings, siblings),
    () => migrationSecret(settings),
    () => permissionSets(settings),
    () => canaryRegion(settings, siblings),
    () => siblings.flatMap((sibling) => against(settings, sibling)),
    () =>
      longNames(
        settings,
        nameProblems(namesOf({ ...settings, zone: settings.dns.zone }), regionsOf(settings, siblings)),
      ),
  ]);
}

/** Whether a stack has a database of its own: a second active region works on that of the first until it is lost. */
export function hasDatabase({ role, recovery, database }: WebAppSettings): boolean {
  return role === "primary" || recovery.mode === "switch" || database.restoreFrom !== undefined;
}

function regionsOf({ region }: WebAppSettings, siblings: readonly Sibling[]): string[] {
  return [region, ...siblings.flatMap((sibling) => sibling.region ?? [])];
}

/** IAM Identity Center takes 32 characters for a permission set's name. */
function permissionSets(settings: WebAppSettings): Mistake[] {
  if (settings.identity.identityCenter === undefined) return [];
  const { prefix } = namesOf({ ...settings, zone: settings.dns.zone });
  const longest = {
    what: "the longest name of a permission set",
    name: `${prefix}-db-administrators`,
    limit: 32,
  };
  return longNames(settings, tooLong([longest]));
}

/** Records of the old DNS server against each other, and against the names that the system makes itself. */
function dnsRecords(settings: WebAppSettings, siblings: readonly Sibling[]): Mistake[] {
  const { zone, records } = settings.dns;
  const names = namesOf({ ...settings, zone });
  const regional = regionsOf(settings, siblings).map(names.regionName);
  const reserved = [names.appName, names.mediaName, ...regional];
  return recordMistakes(zone, records, { reserved, path: "dns.records" }).map(({ propertyPath, reason }) => ({
    path: propertyPath,
    sentence: reason,
  }));
}

function ownership({ role, dns, migration }: WebAppSettings): Mistake[] {
  if (role === "primary") return [];
  const owned = [
    { path: "dns.hostedZoneId", value: dns.hostedZoneId, what: "the zone" },
    { path: "migration", value: migration, what: "the migration" },
  ];
  return owned
    .filter(({ value }) => value !== undefined)
    .map(({ path, what }) => ({
      path,
      sentence: `is not allowed in a secondary stack, the primary owns ${what}`,
    }));
}

/** A snapshot stays in its region; RDS makes a cluster of one that is beside it. */
function snapshot({ region, database }: WebAppSettings): Mistake[] {
  const { restoreFrom } = database;
  const there = /^arn:[^:]+:rds:([^:]+):/.exec(restoreFrom ?? "")?.[1];
  if (there === undefined || there === region) return [];
  const sentence = `${restoreFrom} is not allowed, it is in ${there}: name a snapshot in ${region}, or copy this one there`;
  return [{ path: "database.restoreFrom", sentence }];
}

function copies(settings: WebAppSettings, siblings: readonly Sibling[]): Mistake[] {
  const { role, region, recovery } = settings;
  const path = "recovery.replicaRegions";
  if (recovery.replicaRegions.includes(region)) {
    return [{ path, sentence: `${region} is not allowed, it is the stack's own region` }];
  }
  const home = siblings.find((sibling) => sibling.role === "primary")?.region;
  if (role === "secondary") {
    if (home !== undefined && recovery.replicaRegions.includes(home)) {
      const sentence = `${home} is not allowed, this stack is for the time when it is lost: name another region for copies of backups`;
      return [{ path, sentence }];
    }
    if (!hasDatabase(settings) || recovery.replicaRegions.length > 0) return [];
    return [
      {
        path,
        sentence:
          "is missing: name a region for copies of this stack's backups, none that the system runs in",
      },
    ];
  }
  if (recovery.replicaRegions.length > 0 || siblings.some((one) => one.role === "secondary")) return [];
  const sentence =
    "is missing: there is no other stack yet, so name a region for copies of media, images and backups";
  return [{ path, sentence }];
}

function migrationSecret({ region, migration }: WebAppSettings): Mistake[] {
  const there = migration?.sourceSecretArn.split(":")[3];
  if (migration === undefined || there === region) return [];
  const sentence = `${migration.sourceSecretArn} is not allowed, it is in ${there}: DMS reads secrets of its own region, ${region}`;
  return [{ path: "migration.sourceSecretArn", sentence }];
}

/** What has to be equal in all stacks, why, and what a file that says nothing has. */
const EQUAL = [
  ["recovery.mode", "all records of a name are of one kind", "switch"],
  ["database.engineVersion", "a copy is restored to the version that it comes from", DEFAULT_VERSION],
] as const;

function against(settings: WebAppSettings, sibling: Sibling): Mistake[] {
  const own = {
    "recovery.mode": settings.recovery.mode,
    "database.engineVersion": settings.database.engineVersion,
  };
  return EQUAL.flatMap(([path, why, preset]) => {
    const theirs = textAt(sibling, path) ?? preset;
    if (theirs === own[path]) return [];
    return [{ path, sentence: `${own[path]} is not allowed, ${sibling.file} has ${theirs}; ${why}` }];
  });
}
