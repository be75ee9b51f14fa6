import type { Account, Stored } from "../../providers/aws/account/account";
import { dnsName, fullRecordName } from "../../providers/aws/records";
import { flag, maps, text, texts } from "../../providers/core/values/read";

const recordType = "aws:route53/record:Record";
const zoneType = "aws:route53/zone:Zone";

export type Routing =
  | "simple"
  | "failover"
  | "weighted"
  | "latency"
  | "geolocation"
  | "geoproximity"
  | "cidr"
  | "multivalue";

/** A record set of a hosted zone. */
export interface RecordSet {
  zoneId: string;
  /** Full name, lower case, without the final dot. */
  name: string;
  type: string;
  /** Empty for a record without routing policy. */
  setIdentifier: string;
  routing: Routing;
  /** PRIMARY or SECONDARY of failover, the region of latency, the weight: what its policy says. */
  policy: string;
  healthCheckId: string | undefined;
  alias: { name: string; zoneId: string; evaluatesTarget: boolean } | undefined;
  values: string[];
}

/** All record sets of the account's hosted zones. */
export function recordSets(account: Account): RecordSet[] {
  return account.all(recordType).map((stored) => recordSet(account, stored));
}

function recordSet(account: Account, { inputs, outputs }: Stored): RecordSet {
  const zoneId = text(inputs, "zoneId") ?? "";
  const zone = account.find(zoneType, zoneId);
  const zoneName = (zone && text(zone.outputs, "name")) ?? "";
  const given = text(outputs, "fqdn") ?? text(inputs, "name") ?? "";
  const [alias] = maps(inputs, "aliases");
  return {
    zoneId,
    name: zoneName === "" ? dnsName(given) : fullRecordName(given, zoneName),
    type: text(inputs, "type") ?? "",
    setIdentifier: text(inputs, "setIdentifier") ?? "",
    ...routingOf({ inputs }),
    healthCheckId: text(inputs, "healthCheckId"),
    alias: alias && {
      name: dnsName(text(alias, "name") ?? ""),
      zoneId: text(alias, "zoneId") ?? "",
      evaluatesTarget: flag(alias, "evaluateTargetHealth") === true,
    },
    values: texts(inputs, "records"),
  };
}

/** Policies by the input that holds them, and the member that tells one record from the next. */
const policies: [input: string, routing: Routing, member: string][] = [
  ["failoverRoutingPolicies", "failover", "type"],
  ["weightedRoutingPolicies", "weighted", "weight"],
  ["latencyRoutingPolicies", "latency", "region"],
  ["geolocationRoutingPolicies", "geolocation", "country"],
  ["geoproximityRoutingPolicy", "geoproximity", "awsRegion"],
  ["cidrRoutingPolicy", "cidr", "locationName"],
];

function routingOf({ inputs }: Pick<Stored, "inputs">): Pick<RecordSet, "routing" | "policy"> {
  for (const [input, routing, member] of policies) {
    const [found] = maps({ policy: asList(inputs[input]) }, "policy");
    if (found !== undefined) return { routing, policy: String(found[member] ?? found.continent ?? "") };
  }
  return { routing: flag(inputs, "multivalueAnswerRoutingPolicy") ? "multivalue" : "simple", policy: "" };
}

const asList = (value: Stored["inputs"][string] | undefined) =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];
