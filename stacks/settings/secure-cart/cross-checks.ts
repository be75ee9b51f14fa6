import { recordMistakes } from "../../../components/dns-records/validate";
import { canaryRegion } from "../canary-region";
import { geolocationChecks } from "../geolocation";
import type { Mistake } from "../mistake";
import { findAll } from "../readable";
import { longNames, onePrimary, pairOfRegions, sharedChecks } from "../shared-checks";
import type { Sibling } from "../stack-files";
import type { SecureCartSettings } from ".";
import { addressPlan } from "./address-plan";
import { nameProblems, namesOf } from "./names";

/** What is wrong with settings that are right key by key: against each other, and against the system's other stacks. */
export function secureCartChecks(settings: SecureCartSettings, siblings: readonly Sibling[]): Mistake[] {
  return findAll([
    () => sharedChecks(settings, siblings),
    () => onePrimary(settings, siblings),
    () => addressPlan(settings, siblings),
    () => asNumbers(settings, siblings),
    () => appliances(settings),
    () => geolocationChecks(settings.geolocation, siblings),
    () => dnsRecords(settings, siblings),
    () => ownership(settings),
    () => copies(settings, siblings),
    () => endpoints(settings),
    () => equal(settings, siblings),
    () => partners(settings, siblings),
    () => pairOfRegions(settings, siblings),
    () => canaryRegion(settings, siblings),
    () =>
      longNames(
        settings,
        nameProblems(namesOf({ ...settings, zone: settings.dns.zone }), regionsOf(settings, siblings)),
      ),
  ]);
}

function regionsOf({ region }: SecureCartSettings, siblings: readonly Sibling[]): string[] {
  return [region, ...siblings.flatMap((sibling) => sibling.region ?? [])];
}

/** Gateways that are joined, and sites, tell each other apart by their numbers. */
function asNumbers({ transit, onPremises }: SecureCartSettings, siblings: readonly Sibling[]): Mistake[] {
  const found: Mistake[] = [];
  for (const { file, settings } of siblings) {
    if (valueAt(settings, "transit", "asn") !== transit.asn) continue;
    const sentence = `${transit.asn} is not allowed, ${file} has it; every gateway has a number of its own`;
    found.push({ path: "transit.asn", sentence });
  }
  const others: [string, number | undefined][] = [
    ["onPremises.vpn.bgpAsn", onPremises?.vpn?.bgpAsn],
    ["onPremises.directConnect.asn", onPremises?.directConnect?.asn],
    ["onPremises.directConnect.line.bgpAsn", onPremises?.directConnect?.line?.bgpAsn],
  ];
  for (const [path, asn] of others) {
    if (asn !== transit.asn) continue;
    found.push({ path, sentence: `${asn} is not allowed, it is the transit gateway's: transit.asn` });
  }
  return found;
}

/** Without a minimum there is an appliance in each zone: fewer at most would leave a zone without one. */
function appliances({ inspection, network }: SecureCartSettings): Mistake[] {
  const { enabled, minimum, maximum } = inspection;
  const zones = network.availabilityZones.length;
  if (!enabled || minimum !== undefined || maximum === undefined || maximum >= zones) return [];
  const sentence = `${maximum} is not allowed, without inspection.minimum there is one in each of the ${zones} zones; allow ${zones} or more, or name a minimum`;
  return [{ path: "inspection.maximum", sentence }];
}

function valueAt(settings: Sibling["settings"], ...keys: string[]): unknown {
  return keys.reduce<unknown>(
    (inside, key) =>
      typeof inside === "object" && inside !== null ? (inside as Record<string, unknown>)[key] : undefined,
    settings,
  );
}

/** Records of the old DNS server against each other, and against the names that the system makes itself. */
function dnsRecords(settings: SecureCartSettings, siblings: readonly Sibling[]): Mistake[] {
  const { zone, records } = settings.dns;
  const names = namesOf({ ...settings, zone });
  const regional = regionsOf(settings, siblings).flatMap((region) => [
    names.shopIn(region),
    names.apiIn(region),
  ]);
  const { shopName, nearestName, checkoutName, staticName, apiName } = names;
  const reserved = [shopName, `www.${zone}`, nearestName, checkoutName, staticName, apiName, ...regional];
  return recordMistakes(zone, records, { reserved, path: "dns.records" }).map(({ propertyPath, reason }) => ({
    path: propertyPath,
    sentence: reason,
  }));
}

function ownership({ role, dns, recovery }: SecureCartSettings): Mistake[] {
  if (role === "primary") return [];
  const wrong = (path: string, what: string): Mistake[] => [
    { path, sentence: `is not allowed in a secondary stack, the primary owns ${what}` },
  ];
  return [
    ...(dns.hostedZoneId === undefined ? [] : wrong("dns.hostedZoneId", "the zone")),
    ...(recovery.responseTeam === undefined ? [] : wrong("recovery.responseTeam", "the team's access")),
  ];
}

function copies({ role, region, recovery }: SecureCartSettings, siblings: readonly Sibling[]): Mistake[] {
  const path = "recovery.replicaRegions";
  if (recovery.replicaRegions.includes(region)) {
    return [{ path, sentence: `${region} is not allowed, it is the stack's own region` }];
  }
  const copied = recovery.replicaRegions.length > 0 || siblings.some((one) => one.role === "secondary");
  if (role === "secondary" || copied) return [];
  return [
    {
      path,
      sentence: "is missing: there is no other stack yet, so name a region for copies of tables and backups",
    },
  ];
}

/** A service of another region is named with it: EC2 looks for it in its own otherwise. */
function endpoints({ region, partnerEndpoints, privateLink }: SecureCartSettings): Mistake[] {
  const found: Mistake[] = [];
  for (const [index, { serviceName, serviceRegion = region }] of partnerEndpoints.entries()) {
    const there = serviceName.split(".")[3];
    if (there === serviceRegion) continue;
    const sentence = `${serviceRegion} is not allowed, the service ${serviceName} is in ${there}`;
    found.push({ path: `partnerEndpoints.${index}.serviceRegion`, sentence });
  }
  if (privateLink.consumerRegions.includes(region)) {
    const sentence = `${region} is not allowed, it is the stack's own region`;
    found.push({ path: "privateLink.consumerRegions", sentence });
  }
  return found;
}

/** What has to be equal in all stacks, what a file that says nothing has, and why. */
function equal({ accelerator, database }: SecureCartSettings, siblings: readonly Sibling[]): Mistake[] {
  const rows = [
    {
      path: "accelerator.enabled",
      own: accelerator.enabled,
      preset: true,
      why: "one accelerator leads to all regions",
    },
    {
      path: "database.engineVersion",
      own: database.engineVersion,
      preset: "17.6",
      why: "a region's backups have to be restored in the other",
    },
  ];
  return siblings.flatMap(({ file, settings }) =>
    rows.flatMap(({ path, own, preset, why }) => {
      const theirs = valueAt(settings, ...path.split(".")) ?? preset;
      if (theirs === own) return [];
      return [{ path, sentence: `${own} is not allowed, ${file} has ${theirs}; ${why}` }];
    }),
  );
}

/** The primary makes the partners' secrets, which every region reads. */
function partners({ role, api }: SecureCartSettings, siblings: readonly Sibling[]): Mistake[] {
  if (role === "primary") return [];
  const home = siblings.find((sibling) => sibling.role === "primary");
  const listed = valueAt(home?.settings, "api", "partners");
  const known = Array.isArray(listed) ? listed.map((one) => `${one?.name} ${one?.kind}`) : [];
  return api.partners
    .filter(({ name, kind }) => home !== undefined && !known.includes(`${name} ${kind}`))
    .map(({ name, kind }) => ({
      path: "api.partners",
      sentence: `${name} (${kind}) is not allowed, ${home?.file} does not have it; a partner is the same in every region`,
    }));
}
