import { maps, number, text } from "../../../core/values/read";
import type { ValueMap } from "../../../core/values/value";
import { others, title } from "../known";
import { found, type Refusal } from "../refusal";
import { recordName, recordType, zoneOf } from "./zone-of";

/** What of a routing policy there may be once among the records of a name and type; a weight may be there often. */
const policies: Record<string, (policy: ValueMap) => string | undefined> = {
  failoverRoutingPolicies: (policy) => text(policy, "type"),
  latencyRoutingPolicies: (policy) => text(policy, "region"),
  geolocationRoutingPolicies: placeOf,
  weightedRoutingPolicies: (policy) => (number(policy, "weight") === undefined ? undefined : ""),
};

export const routedAlike: Refusal = {
  name: "route53-routed-alike",
  code: "InvalidChangeBatch",
  sentence:
    "Routed records of one name and type have one kind of routing policy, and each region, place and failover role once.",
  source: "Route 53 API Reference, ResourceRecordSet (Failover, GeoLocation, Region, SetIdentifier)",
  types: [recordType],
  phases: ["check", "create"],
  severity: "error",
  judge(resource, account) {
    const { inputs } = resource;
    const zone = zoneOf(account, inputs);
    const name = recordName(inputs, zone);
    const own = routingOf(inputs);
    if (zone === undefined || name === undefined || own === undefined) return undefined;
    for (const other of others(account, recordType, resource)) {
      if (text(other.inputs, "zoneId") !== zone.id || recordName(other.inputs, zone) !== name) continue;
      if (text(other.inputs, "type") !== text(inputs, "type")) continue;
      const its = routingOf(other.inputs);
      if (its === undefined) continue;
      if (its.policy !== own.policy)
        return found(
          `"${name}" has ${own.policy} here and ${its.policy} in ${title(other)}: all records of a name and type have the same kind`,
          own.policy,
        );
      if (its.value === own.value && own.value !== "")
        return found(
          `"${name}" has a record for ${own.value} already, ${title(other)}; each is there once`,
          own.policy,
        );
    }
    return undefined;
  },
};

function routingOf(inputs: ValueMap): { policy: string; value: string } | undefined {
  for (const [policy, read] of Object.entries(policies)) {
    const [first] = maps(inputs, policy);
    const value = first && read(first);
    if (value !== undefined) return { policy, value };
  }
  return undefined;
}

function placeOf(policy: ValueMap): string | undefined {
  const parts = ["continent", "country", "subdivision"].flatMap((key) => {
    const code = text(policy, key);
    return code === undefined ? [] : [`${key} ${code}`];
  });
  return parts.length === 0 ? undefined : parts.join(" ");
}
