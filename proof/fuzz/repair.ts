import { fargateMemory } from "../../components/container-service/fargate-sizes";
import type { SystemName } from "../../stacks/settings/schemas";
import { judge } from "./judge";
import { at, maps, put, type Raw } from "./raw";
import { zonesFrom } from "./regions";
import type { StackSet } from "./stack-set";

/** Keys that are equal in all stacks of a system. */
const SHARED: Record<SystemName, readonly string[]> = {
  "payment-hub": ["network.link", "database.engineVersion", "cluster.version", "cluster.addonVersions"],
  "request-response": ["database.kind", "database.engineVersion", "table.capacity"],
  "secure-cart": ["accelerator.enabled", "database.engineVersion", "api.partners"],
  "web-app": ["recovery.mode", "database.engineVersion", "service.secrets"],
  storefront: ["database.engineVersion"],
};

/** Keys that every system has, and that are equal in all of its stacks. */
const SHARED_BY_ALL = ["environment", "dns.zone", "tags"];

/** Keys that only the primary has. */
const PRIMARY_ONLY = [
  "dns.hostedZoneId",
  "database.commitWaitSeconds",
  "migration",
  "delivery.source",
  "recovery.responseTeam",
];

const steps = (path: string) => path.split(".");

/**
 * Makes random settings right where one key asks something of another: by rules, and at last by taking out what the
 * settings' own check names. What can't be put right stays wrong, and is left out by who asks for valid settings.
 *
 * @param spare regions in which the system has no stack
 */
export function repair(set: StackSet, spare: readonly string[]): StackSet {
  const [home, ...others] = set.stacks;
  if (home === undefined) return set;
  for (const { raw } of set.stacks) within(raw);
  copied(set, spare);
  for (const { raw } of others) follow(set.system, home.raw, raw);
  SYSTEMS[set.system](set, spare);
  return pruned(set);
}

/** Region that canaries ask from unless the settings say so. */
const CANARIES = "ca-central-1";

/** Names a region for copies where there is no other stack, and one for canaries that is none of the system's. */
function copied({ stacks }: StackSet, [first = "", second = ""]: readonly string[]): void {
  for (const { raw } of stacks) {
    const path = ["recovery", "replicaRegions"];
    const copies = (at(raw, path) ?? []) as string[];
    if (stacks.length === 1 && copies.length === 0) put(raw, path, [second]);
    const used = [...stacks.map((one) => one.raw.region), ...copies];
    if (used.includes(CANARIES) || second === CANARIES) put(raw, ["watch", "canaryRegion"], first);
  }
}

/** Puts right what a stack's keys ask of each other, whatever its system. */
function within(raw: Raw): void {
  for (const { map } of maps(raw)) {
    inOrder(map, "minimum", "maximum");
    inOrder(map, "dailyRetentionDays", "monthlyRetentionDays");
    inOrder(map, "stepDownBelowPercent", "stepUpAbovePercent");
    inOrder(map, "infrequentAccessDays", "instantArchiveDays", 30);
    fitTask(map);
    fitDesired(map);
    fitStorage(map);
  }
  const network = raw.network as Raw;
  network.availabilityZones = zonesFrom(network.availabilityZones as string[], raw.region as string);
  const watch = raw.watch as Raw;
  if (size(watch.emails) + size(watch.webhooks) === 0) watch.emails = ["oncall@example.com"];
  const regions = at(raw, ["edge", "requestLog", "regions"]) as string[] | undefined;
  if (regions !== undefined && regions.length > 0 && !regions.includes("us-east-1"))
    regions.push("us-east-1");
}

const size = (list: unknown) => (Array.isArray(list) ? list.length : 0);

/** Puts two numbers in order where both are there; where one is, leaves its default the room. */
function inOrder(map: Raw, low: string, high: string, apart = 0): void {
  const [one, other] = [map[low], map[high]];
  if (typeof one !== "number" || typeof other !== "number") return;
  if (one > other) Object.assign(map, { [low]: other, [high]: one });
  if ((map[high] as number) - (map[low] as number) < apart) delete map[high];
}

/** Memory that Fargate has for the processor: the most that is not above what was asked for. */
function fitTask(map: Raw): void {
  const { cpu = 512, memoryMb } = map as { cpu?: number; memoryMb?: number };
  const sizes = fargateMemory(cpu);
  if ((map.cpu === undefined && memoryMb === undefined) || "reservedConcurrency" in map) return;
  if (sizes.length === 0 || sizes.includes(memoryMb ?? 1024)) return;
  map.memoryMb = sizes.findLast((size) => size <= (memoryMb ?? 1024)) ?? sizes[0];
}

function fitDesired(map: Raw): void {
  if (typeof map.desired !== "number") return;
  map.minimum = Math.min((map.minimum ?? map.desired) as number, map.desired);
  map.maximum = Math.max((map.maximum ?? map.desired) as number, map.desired);
}

function fitStorage(map: Raw): void {
  if (typeof map.storageGb !== "number" || !("engineVersion" in map || "maximumStorageGb" in map)) return;
  const least = Math.ceil(map.storageGb * 1.1);
  if (least > 65_536) map.storageGb = 100;
  else if (((map.maximumStorageGb ?? 1000) as number) < least) map.maximumStorageGb = least;
}

/** Makes a secondary stack one of the primary's system. */
function follow(system: SystemName, home: Raw, raw: Raw): void {
  for (const path of [...SHARED_BY_ALL, ...SHARED[system]]) {
    const value = at(home, steps(path));
    put(raw, steps(path), value === undefined ? undefined : structuredClone(value));
  }
  for (const path of PRIMARY_ONLY) put(raw, steps(path), undefined);
  if (at(raw, ["delivery", "repository"]) === undefined && system === "storefront") delete raw.delivery;
}

const SYSTEMS: Record<SystemName, (set: StackSet, spare: readonly string[]) => void> = {
  "payment-hub": ({ stacks }) => {
    for (const [index, { raw }] of stacks.entries()) {
      put(
        raw,
        ["recovery", "order"],
        index === 0 || (index === 1 && stacks.length === 2) ? undefined : index,
      );
      if (at(raw, ["cluster", "compute"]) !== "managed-node-groups")
        put(raw, ["cluster", "nodes"], undefined);
      const database = raw.database as Raw;
      if (database.instanceClass !== "db.serverless") delete database.serverless;
      else database.serverless ??= { maximum: 16 };
      const serverless = database.serverless as { minimum?: number; maximum: number } | undefined;
      if (serverless !== undefined)
        serverless.maximum = Math.max(serverless.maximum, serverless.minimum ?? 8);
      const routing = at(raw, ["recovery", "switch"]) as Raw | undefined;
      if (routing?.kind === "routing-control") routing.acceptMonthlyCostUsd = 1825;
      else if (routing !== undefined) delete routing.acceptMonthlyCostUsd;
      const readers = at(database, ["readerScaling", "maximum"]);
      const least = ((database.instanceCount ?? 3) as number) - 1;
      if (typeof readers === "number" && readers < least) put(database, ["readerScaling", "maximum"], least);
      // Objectives that a failover can meet: eleven minutes for its steps, and the time until it is noticed.
      const recovery = raw.recovery as Raw | undefined;
      if (typeof recovery?.rtoMinutes === "number") recovery.rtoMinutes = 15 + (recovery.rtoMinutes % 1400);
      if (typeof recovery?.statelessRtoSeconds === "number") {
        recovery.statelessRtoSeconds = Math.max(10, recovery.statelessRtoSeconds);
      }
    }
  },
  "request-response": ({ stacks }) => sharePlaces(stacks.map(({ raw }) => raw)),
  "secure-cart": ({ stacks }) => {
    sharePlaces(stacks.map(({ raw }) => raw));
    for (const [index, { raw }] of stacks.entries()) {
      // One part of the private numbers for each stack.
      put(raw, ["transit", "asn"], (at(raw, ["transit", "asn"]) as number) - index * 64 - 1);
      const inspection = raw.inspection as Raw;
      if (inspection.enabled !== false) {
        inspection.cidr ??= `10.${index * 30 + 4}.0.0/24`;
        inspection.imageId ??= "ami-0123456789abcdef0";
      }
      const site = raw.onPremises as Raw | undefined;
      if (site !== undefined) {
        if (size(site.developers) + size(site.analytics) === 0)
          site.developers = [`10.${index * 30 + 12}.0.0/20`];
        if (site.directConnect === undefined) site.vpn ??= { ipAddress: "203.0.113.10", bgpAsn: 65_010 };
      }
      for (const endpoint of (raw.partnerEndpoints ?? []) as Raw[]) {
        const there = String(endpoint.serviceName).split(".")[3];
        if (there === raw.region) delete endpoint.serviceRegion;
        else endpoint.serviceRegion = there;
      }
      const recovery = raw.recovery as Raw | undefined;
      if (recovery?.responseTeam !== undefined) recovery.shieldAdvanced ??= { acceptMonthlyCostUsd: 3000 };
    }
  },
  "web-app": ({ stacks }, spare) => {
    // Regions that turn over to each other are two; only active ones may be more.
    if (at(stacks[0]?.raw, ["recovery", "mode"]) !== "active-active") stacks.splice(2);
    for (const { raw } of stacks.slice(1)) {
      if (size(at(raw, ["recovery", "replicaRegions"])) === 0)
        put(raw, ["recovery", "replicaRegions"], spare.slice(1, 2));
    }
  },
  storefront: ({ stacks }) => {
    for (const [index, { raw }] of stacks.entries()) {
      const services = raw.services as Raw[];
      services.forEach((service, place) => {
        service.port = 8081 + place;
        if (service.path !== undefined) service.path = `${service.path}-${place}`;
      });
      if (!services.some(({ uses }) => Array.isArray(uses) && uses.includes("orders"))) {
        (services[0] as Raw).uses = ["orders", "cache"];
      }
      const takes = at(raw, ["recovery", "takesTraffic"]);
      if (index === 0 && takes === false) put(raw, ["recovery", "takesTraffic"], undefined);
      const source = at(raw, ["delivery", "source"]) as Raw | undefined;
      if (source !== undefined && source.kind !== "connection") {
        source.repository = String(source.repository).split("/")[1];
      }
      if (raw.delivery !== undefined) {
        put(raw, ["images", "environment"], undefined);
        put(raw, ["images", "region"], undefined);
      }
    }
  },
};

/** Each place is answered by one region, and every region answers some. */
function sharePlaces(raws: readonly Raw[]): void {
  const continents = ["NA", "EU", "AS", "AF", "OC", "SA", "AN"];
  const taken = new Set<string>();
  for (const [index, raw] of raws.entries()) {
    const places = raw.geolocation as { continents?: string[]; countries?: string[] };
    const free = (place: string) => !taken.has(place) && taken.add(place) !== undefined;
    if (places.continents !== undefined) places.continents = [...new Set(places.continents)].filter(free);
    if (places.countries !== undefined) {
      const own = [...new Set(places.countries)].filter(free);
      if (own.length >= 2) places.countries = own;
      else delete places.countries;
    }
    if (size(places.continents) === 0 && places.countries === undefined) {
      places.continents = [continents.filter((one) => !taken.has(one)).at(index) ?? "NA"];
      taken.add(places.continents[0] as string);
    }
  }
}

/** Takes out, key by key, what the settings' own check still refuses. */
function pruned(set: StackSet): StackSet {
  for (let round = 0; round < 4; round += 1) {
    const wrong = judge(set).flatMap(({ stack, mistakes }) => mistakes.map(({ path }) => ({ stack, path })));
    if (wrong.length === 0) return set;
    for (const { stack, path } of wrong) {
      const raw = set.stacks.find((one) => one.stack === stack)?.raw as Raw;
      if (!required(path)) put(raw, steps(path), undefined);
    }
  }
  return set;
}

/** Keys without which no settings are complete: taking them out mends nothing. */
const required = (path: string) =>
  !path.includes(".") && ["role", "region", "environment", "services"].includes(path);
