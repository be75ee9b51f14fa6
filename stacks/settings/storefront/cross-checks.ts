import { recordMistakes } from "../../../components/dns-records/validate";
import { canaryRegion } from "../canary-region";
import type { Mistake } from "../mistake";
import { findAll } from "../readable";
import { longNames, onePrimary, pairOfRegions, sharedChecks } from "../shared-checks";
import { type Sibling, textAt } from "../stack-files";
import type { StorefrontSettings } from ".";
import { nameProblems, namesOf } from "./names";

/** What has an image besides the services of the list: who works on orders, the user interface, and changes of the schema. */
export const CONSUMER = "order-processor";
export const USER_INTERFACE = "ui";
export const MIGRATION = "migrate";
const RESERVED: readonly string[] = [CONSUMER, USER_INTERFACE, MIGRATION];

/** What is wrong with settings that are right key by key: against each other, and against the system's other stacks. */
export function storefrontChecks(settings: StorefrontSettings, siblings: readonly Sibling[]): Mistake[] {
  return findAll([
    () => sharedChecks(settings, siblings),
    () => onePrimary(settings, siblings),
    () => pairOfRegions(settings, siblings),
    () => serviceNames(settings),
    () => ports(settings),
    () => paths(settings),
    () => acceptance(settings),
    () => snapshot(settings),
    () => ownership(settings),
    () => release(settings),
    () => dnsRecords(settings, siblings),
    () => copies(settings, siblings),
    () => canaryRegion(settings, siblings),
    () => siblings.flatMap((sibling) => engineVersion(settings, sibling)),
    () => nameLimits(settings, siblings),
  ]);
}

function nameLimits(settings: StorefrontSettings, siblings: readonly Sibling[]): Mistake[] {
  const names = namesOf({ ...settings, zone: settings.dns.zone });
  const services = [...settings.services.map(({ name }) => name), CONSUMER, MIGRATION];
  return longNames(settings, nameProblems(names, regionsOf(settings, siblings), services));
}

function regionsOf({ region }: StorefrontSettings, siblings: readonly Sibling[]): string[] {
  return [region, ...siblings.flatMap((sibling) => sibling.region ?? [])];
}

function serviceNames({ services }: StorefrontSettings): Mistake[] {
  const names = services.map(({ name }) => name);
  return names.flatMap((name, index) => {
    const path = `services.${index}.name`;
    if (RESERVED.includes(name)) {
      return [{ path, sentence: `"${name}" is not allowed, the system has a service of that name itself` }];
    }
    const first = names.indexOf(name);
    if (first === index) return [];
    return [{ path, sentence: `"${name}" is not allowed, services.${first} has that name already` }];
  });
}

function ports({ services, ui }: StorefrontSettings): Mistake[] {
  return services.flatMap(({ port }, index) => {
    const path = `services.${index}.port`;
    if (port === ui.port) {
      return [{ path, sentence: `${port} is not allowed, the user interface listens there` }];
    }
    const first = services.findIndex((other) => other.port === port);
    if (first === index) return [];
    const holder = services[first]?.name;
    return [{ path, sentence: `${port} is not allowed, ${holder} listens there already` }];
  });
}

/** Path of a service at the load balancer. */
export function pathOf({ name, path = `/${name}` }: StorefrontSettings["services"][number]): string {
  return path;
}

function paths({ services }: StorefrontSettings): Mistake[] {
  const all = services.map(pathOf);
  return all.flatMap((path, index) => {
    const first = all.indexOf(path);
    if (first === index) return [];
    const sentence = `"${path}" is not allowed, requests for it go to ${services[first]?.name} already`;
    return [{ path: `services.${index}.path`, sentence }];
  });
}

function acceptance({ services }: StorefrontSettings): Mistake[] {
  if (services.some(({ uses }) => uses.includes("orders"))) return [];
  const sentence = "is not complete: no service uses `orders`, so nobody would accept any";
  return [{ path: "services", sentence }];
}

/** RDS restores snapshots of its own region; a name says nothing of its region. */
function snapshot({ region, database }: StorefrontSettings): Mistake[] {
  const from = database.restoreFrom?.startsWith("arn:") ? database.restoreFrom.split(":")[3] : undefined;
  if (from === undefined || from === region) return [];
  const sentence = `a snapshot in ${from} is not allowed, ${region} restores its own: name the copy in the vault of ${region}`;
  return [{ path: "database.restoreFrom", sentence }];
}

function ownership({ role, dns, delivery, recovery }: StorefrontSettings): Mistake[] {
  const only = (path: string, owner: string, what: string) => ({
    path,
    sentence: `is not allowed in a ${role} stack, ${owner} ${what}`,
  });
  if (role === "primary") {
    return recovery.takesTraffic
      ? []
      : [only("recovery.takesTraffic", "the first region", "is what Route 53 turns away from")];
  }
  return [
    ...(dns.hostedZoneId === undefined ? [] : [only("dns.hostedZoneId", "the primary", "owns the zone")]),
    ...(delivery === undefined ? [] : [only("delivery", "the primary", "has the pipeline")]),
  ];
}

/** What is released has to be built here, and shown somewhere else first. */
function release({ environment, images, delivery }: StorefrontSettings): Mistake[] {
  if (delivery === undefined) return [];
  const found: Mistake[] = [];
  if (images.environment !== undefined || images.region !== undefined) {
    const sentence =
      "is not allowed with images of another environment or region, the pipeline pushes its own";
    found.push({ path: "delivery", sentence });
  }
  if (delivery.development?.environment === environment) {
    const sentence = `"${environment}" is not allowed, it is the stack's own environment`;
    found.push({ path: "delivery.development.environment", sentence });
  }
  return found;
}

/** Records of the old DNS server against each other, and against the names that the system makes itself. */
function dnsRecords(settings: StorefrontSettings, siblings: readonly Sibling[]): Mistake[] {
  const { zone, records } = settings.dns;
  const names = namesOf({ ...settings, zone });
  const regional = regionsOf(settings, siblings).flatMap((one) => [
    names.proxiesIn(one),
    names.insideIn(one),
  ]);
  const reserved = [names.shopName, ...regional];
  return recordMistakes(zone, records, { reserved, path: "dns.records" }).map(({ propertyPath, reason }) => ({
    path: propertyPath,
    sentence: reason,
  }));
}

function copies({ role, region, recovery }: StorefrontSettings, siblings: readonly Sibling[]): Mistake[] {
  const path = "recovery.replicaRegions";
  if (recovery.replicaRegions.includes(region)) {
    return [{ path, sentence: `${region} is not allowed, it is the stack's own region` }];
  }
  const copied = recovery.replicaRegions.length > 0 || siblings.some((one) => one.role === "secondary");
  if (role === "secondary" || copied) return [];
  const sentence =
    "is missing: there is no other stack yet, so name a region for copies of images and backups";
  return [{ path, sentence }];
}

function engineVersion({ database }: StorefrontSettings, sibling: Sibling): Mistake[] {
  const path = "database.engineVersion";
  const theirs = textAt(sibling, path) ?? "16.8";
  if (theirs === database.engineVersion) return [];
  const why = "a snapshot is restored in the version of its source";
  const sentence = `${database.engineVersion} is not allowed, ${sibling.file} has ${theirs}; ${why}`;
  return [{ path, sentence }];
}
