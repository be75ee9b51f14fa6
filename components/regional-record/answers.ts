import {
  defaults,
  type GeolocationRouting,
  isValues,
  type RegionalRecordArgs,
  RoutingKind,
  ValueType,
} from "./args";
import { type Location, locationKey } from "./locations";

/** Routing of one record, in the shape that the provider takes. */
export interface RoutingPolicy {
  latencyRoutingPolicies?: { region: string }[];
  geolocationRoutingPolicies?: { continent?: string; country?: string; subdivision?: string }[];
  weightedRoutingPolicies?: { weight: number }[];
  failoverRoutingPolicies?: { type: string }[];
}

/** One record that a stack adds to a name. */
export interface Answer {
  /** Last part of its logical name. */
  role: string;
  recordName: string;
  type: string;
  setIdentifier: string;
  policy: RoutingPolicy;
  /** Whether it answers with the region, or with the name that knows the nearest region. */
  answers: "region" | "nearest";
}

/** Name that answers with the nearest region. */
export function nearestName(recordName: string, routing: GeolocationRouting): string {
  return routing.nearestName ?? `${defaults.nearestLabel}.${recordName}`;
}

/** The records of one region, those that others answer with first. */
export function regionAnswers(args: RegionalRecordArgs): Answer[] {
  return recordTypes(args).flatMap((type) => {
    const suffix = type === ValueType.AAAA && !isValues(args.target) ? "-aaaa" : "";
    return planned(args).map((answer) => ({ ...answer, type, role: `${answer.role}${suffix}` }));
  });
}

function planned(args: RegionalRecordArgs): Omit<Answer, "type">[] {
  const { recordName, region, routing } = args;
  const setIdentifier = args.label === undefined ? region : `${region}-${args.label}`;
  const common = { role: "record", recordName, setIdentifier, answers: "region" } as const;
  const latency = { latencyRoutingPolicies: [{ region }] };
  switch (routing.kind) {
    case RoutingKind.Latency:
      return [{ ...common, policy: latency }];
    case RoutingKind.Weighted:
      return [{ ...common, policy: { weightedRoutingPolicies: [{ weight: routing.weight }] } }];
    case RoutingKind.Failover:
      return [{ ...common, policy: { failoverRoutingPolicies: [{ type: routing.role }] } }];
    case RoutingKind.Geolocation: {
      const at = (role: string, location: Location) => ({
        ...common,
        role,
        setIdentifier: `${setIdentifier}-${role}`,
        policy: { geolocationRoutingPolicies: [{ ...location }] },
      });
      return [
        { ...common, role: "nearest", recordName: nearestName(recordName, routing), policy: latency },
        ...routing.locations.map((location) => at(locationKey(location), location)),
        ...(routing.ownsDefault ? [{ ...at("default", { country: "*" }), answers: "nearest" as const }] : []),
      ];
    }
  }
}

function recordTypes({ target, ipv6 }: RegionalRecordArgs): ValueType[] {
  if (isValues(target)) return [target.type];
  return (ipv6 ?? defaults.ipv6) ? [ValueType.A, ValueType.AAAA] : [ValueType.A];
}
