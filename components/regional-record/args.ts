import type * as pulumi from "@pulumi/pulumi";
import type { AliasTarget, FailoverRole } from "../failover-record";
import type { OriginHealthCheck } from "../health-check/args";
import type { Location } from "./locations";

export type { AliasTarget } from "../failover-record";
export { FailoverRole } from "../failover-record";
export type { OriginHealthCheck } from "../health-check/args";
export * from "./locations";

/** By what Route 53 chooses among the regions. */
export enum RoutingKind {
  /** The region that answers the caller's resolver soonest. */
  Latency = "latency",
  /** The region that serves the caller's country or continent. */
  Geolocation = "geolocation",
  /** By chance, in given proportions. */
  Weighted = "weighted",
  /** The first region while it is healthy, then the second. */
  Failover = "failover",
}

/** Every region has one record, and the nearest healthy one answers. */
export interface LatencyRouting {
  kind: RoutingKind.Latency;
}

/** Some callers belong to this region by where they are; everybody else gets the nearest region. */
export interface GeolocationRouting {
  kind: RoutingKind.Geolocation;
  /**
   * Whose callers this region answers, at least one place; over all regions each is named once. A change makes the new
   * records before it deletes the old ones.
   */
  locations: Location[];
  /**
   * Whether this stack owns the record for everybody else. Exactly one stack of the name does; moving it means taking it
   * from the one stack before giving it to the other, since Route 53 refuses two.
   */
  ownsDefault: boolean;
  /**
   * Name that answers with the nearest region; it has to be in the zone, and to be the same in all regions.
   * @default `nearest.` and the shared name
   */
  nearestName?: string;
}

/** A share of the callers. */
export interface WeightedRouting {
  kind: RoutingKind.Weighted;
  /** Share of this record among the weights of all, 0 to 255; 0 answers only when no other record is healthy. */
  weight: number;
}

/** A place in a failover pair. */
export interface FailoverRouting {
  kind: RoutingKind.Failover;
  role: FailoverRole;
}

/** How a name is shared; all records of a name are of one kind. */
export type Routing = LatencyRouting | GeolocationRouting | WeightedRouting | FailoverRouting;

/** Type of the values that a record answers with. */
export enum ValueType {
  A = "A",
  AAAA = "AAAA",
  CNAME = "CNAME",
}

/** What a record answers with that is none of AWS's names. */
export interface ValuesTarget {
  type: ValueType;
  /** Addresses, or the one name of a CNAME. */
  values: pulumi.Input<string>[];
  /**
   * Seconds that resolvers keep the answer, 1 to 60: as long they send callers to a region that is gone.
   * @default 60
   */
  ttl?: number;
}

/** What {@link RegionalRecord} takes. */
export interface RegionalRecordArgs {
  /** Hosted zone of the name. */
  zoneId: pulumi.Input<string>;
  /** The name that all regions share, for example `api.example.com`. A change replaces the records. */
  recordName: string;
  /** Region that the records stand for, and start of their set identifiers. A change replaces the records. */
  region: string;
  /**
   * What tells several records of one region apart, such as one for each of two proxies: letters, digits and `-`.
   * @default none: the region has one
   */
  label?: string;
  /** How the regions share the name. */
  routing: Routing;
  /** What the region answers with: a load balancer, API or record of the zone, or values. */
  target: AliasTarget | ValuesTarget;
  /**
   * Check of the region from outside. Besides it the health of an alias' own target counts, where AWS knows it: of load
   * balancers and records, and not of APIs of API Gateway. A failover secondary gets none: when both halves are unhealthy
   * Route 53 answers the primary, so a checked secondary could only lose an answer.
   * @default none: the target's own health decides
   */
  healthCheck?: OriginHealthCheck;
  /**
   * Name of this region alone. It gets a plain record with the same answer, and the check asks it: needed where the
   * target answers only to names of its own certificate, as an API of API Gateway does.
   * @default none: the check asks the target's own name or address
   */
  regionalName?: string;
  /**
   * Ids of health checks that are made elsewhere: those that people turn, such as those of Region switch plans, and those of
   * what the region answers with. The records answer only while all of them, and the check of the target, are healthy. They
   * hold for a failover secondary, too: where the pair is the target of another one, a second answer that is down has to
   * be seen there.
   * @default [] (nobody turns the records)
   */
  switches?: pulumi.Input<string>[];
  /**
   * Whether an alias answers over IPv6 too; its target has to.
   * @default false
   */
  ipv6?: boolean;
}

/** Posture of the records unless their args say otherwise. */
export const defaults = {
  ttl: 60,
  ipv6: false,
  /** First label of the name that answers with the nearest region. */
  nearestLabel: "nearest",
} as const;

/** Whether a region answers with values of its own. */
export function isValues(target: AliasTarget | ValuesTarget): target is ValuesTarget {
  return "values" in target;
}
