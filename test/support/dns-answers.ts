/** A record set's member, as far as Route 53's choice depends on it. */
export interface RoutedRecord {
  name: string;
  type: string;
  setIdentifier?: string;
  healthCheckId?: string;
  latencyRoutingPolicies?: { region: string }[];
  geolocationRoutingPolicies?: { continent?: string; country?: string; subdivision?: string }[];
  weightedRoutingPolicies?: { weight: number }[];
  failoverRoutingPolicies?: { type: string }[];
  aliases?: { name: string; evaluateTargetHealth: boolean }[];
  records?: string[];
}

/** Who asks. */
export interface Caller {
  continent: string;
  country: string;
  subdivision?: string;
  /** Regions from the nearest to the farthest. */
  nearest: string[];
}

/** What Route 53 knows of the world. */
export interface World {
  records: RoutedRecord[];
  /** Whether a health check is healthy. */
  checks(id: string): boolean;
  /** Whether what an AWS name of the target resolves to is healthy; for aliases that evaluate it. */
  targets(name: string): boolean;
}

/**
 * The final answer for a name: an AWS name, or a value. Chooses as Route 53 documents it: a record is healthy when its check
 * and its alias's target are; unhealthy ones are left out; when no applicable one is healthy, all count as healthy.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-how-route-53-chooses-records.html
 */
export function answerOf(world: World, name: string, type: string, caller: Caller): string | undefined {
  const members = recordSet(world, name, type);
  const chosen =
    choose(
      members.filter((record) => isHealthy(world, record)),
      caller,
    ) ?? choose(members, caller);
  if (chosen === undefined) return undefined;
  const [alias] = chosen.aliases ?? [];
  if (alias === undefined) return chosen.records?.[0];
  return recordSet(world, alias.name, type).length > 0
    ? answerOf(world, alias.name, type, caller)
    : alias.name;
}

function recordSet({ records }: World, name: string, type: string): RoutedRecord[] {
  return records.filter((record) => record.name === name && record.type === type);
}

/** An alias of another name is healthy while any record of that name is. */
function isHealthy(world: World, record: RoutedRecord): boolean {
  if (record.healthCheckId !== undefined && !world.checks(record.healthCheckId)) return false;
  return (record.aliases ?? []).every(({ name, evaluateTargetHealth }) => {
    if (!evaluateTargetHealth) return true;
    const members = recordSet(world, name, record.type);
    return members.length > 0 ? members.some((member) => isHealthy(world, member)) : world.targets(name);
  });
}

function choose(members: readonly RoutedRecord[], caller: Caller): RoutedRecord | undefined {
  const [first] = members;
  if (first?.latencyRoutingPolicies) {
    return caller.nearest
      .map((region) => members.find((record) => record.latencyRoutingPolicies?.[0]?.region === region))
      .find((record) => record !== undefined);
  }
  if (first?.geolocationRoutingPolicies) {
    return places(caller)
      .map((place) => members.find((record) => placeOf(record) === place))
      .find((record) => record !== undefined);
  }
  if (first?.failoverRoutingPolicies) {
    return members.find((record) => record.failoverRoutingPolicies?.[0]?.type === "PRIMARY") ?? first;
  }
  if (first?.weightedRoutingPolicies) {
    const weighed = members.filter((record) => (record.weightedRoutingPolicies?.[0]?.weight ?? 0) > 0);
    return weighed[0] ?? first;
  }
  return first;
}

/** From the smallest place to the whole world. */
function places({ continent, country, subdivision }: Caller): string[] {
  return [`${country}-${subdivision}`, country, `continent ${continent}`, "*"];
}

function placeOf({ geolocationRoutingPolicies: [place] = [] }: RoutedRecord): string {
  if (place?.continent !== undefined) return `continent ${place.continent}`;
  return place?.subdivision === undefined ? `${place?.country}` : `${place.country}-${place.subdivision}`;
}
