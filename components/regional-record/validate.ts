import { isIPv4, isIPv6 } from "node:net";
import type { Mistake } from "../arguments/mistakes";
import { healthCheckMistakes } from "../health-check/args";
import { nearestName } from "./answers";
import {
  defaults,
  FailoverRole,
  isValues,
  type RegionalRecordArgs,
  RoutingKind,
  type ValuesTarget,
  ValueType,
} from "./args";
import { locationMistakes } from "./locations";

const NAME =
  /^(?=.{1,253}$)(\*\.)?([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;
const A_NAME = "a domain name in lower case is";

/** What Route 53 would refuse, and records that would keep traffic in a region that is down. */
export function mistakes(args: RegionalRecordArgs): Mistake[] {
  const found: Mistake[] = [];
  const refuse = (propertyPath: string, value: unknown, allowed: string) =>
    found.push({ propertyPath, reason: `${JSON.stringify(value)} is not allowed, ${allowed}` });
  const { recordName, regionalName, label, healthCheck, target } = args;
  if (!NAME.test(recordName)) refuse("recordName", recordName, A_NAME);
  if (label !== undefined && !/^[A-Za-z0-9-]{1,32}$/.test(label)) {
    refuse("label", label, 'up to 32 letters, digits and "-" are');
  }
  if (regionalName !== undefined) {
    if (!NAME.test(regionalName) || regionalName.startsWith("*"))
      refuse("regionalName", regionalName, A_NAME);
    if (regionalName === recordName) refuse("regionalName", regionalName, "a name of this region alone is");
  }
  return [
    ...found,
    ...routingMistakes(args),
    ...(isValues(target) ? valuesMistakes(target, args) : []),
    ...(healthCheck ? healthCheckMistakes("healthCheck", healthCheck) : []),
    ...(isValues(target) && isUnwatched(args) ? [NO_SIGNAL] : []),
  ];
}

/** Whether nothing says that what a record answers with is down; a secondary is asked anyway. */
function isUnwatched({ routing, healthCheck, switches = [] }: RegionalRecordArgs): boolean {
  return healthCheck === undefined && switches.length === 0 && !isSecondary(routing);
}

const NO_SIGNAL: Mistake = {
  propertyPath: "healthCheck",
  reason: "none is not allowed for a target of values, nothing else would tell that the region is down",
};

/** Whether a record is the second answer of a pair, which is asked when the first is unhealthy whatever its own health. */
export function isSecondary(routing: RegionalRecordArgs["routing"]): boolean {
  return routing.kind === RoutingKind.Failover && routing.role === FailoverRole.Secondary;
}

function routingMistakes({ routing, recordName, regionalName }: RegionalRecordArgs): Mistake[] {
  if (routing.kind === RoutingKind.Weighted) {
    const { weight } = routing;
    if (Number.isInteger(weight) && weight >= 0 && weight <= 255) return [];
    return [{ propertyPath: "routing.weight", reason: `${weight} is not allowed, 0 to 255 are` }];
  }
  if (routing.kind !== RoutingKind.Geolocation) return [];
  const path = "routing.locations";
  const found = locationMistakes(path, routing.locations);
  if (routing.locations.length === 0) {
    const reason =
      "none is not allowed, at least one country or continent is; a region that serves nobody in particular has a latency record under the nearest name";
    found.push({ propertyPath: path, reason });
  }
  const nearest = nearestName(recordName, routing);
  if (!NAME.test(nearest) || nearest === recordName || nearest === regionalName || /\*/.test(nearest)) {
    const reason = `"${nearest}" is not allowed, a domain name of its own without "*" is`;
    found.push({ propertyPath: "routing.nearestName", reason });
  }
  return found;
}

function valuesMistakes(
  { type, values, ttl = defaults.ttl }: ValuesTarget,
  { healthCheck, ipv6, routing }: RegionalRecordArgs,
): Mistake[] {
  const found: Mistake[] = [];
  const refuse = (key: string, reason: string) => found.push({ propertyPath: key, reason });
  if (values.length === 0) refuse("target.values", "none is not allowed, at least one value is");
  if (type === ValueType.CNAME && values.length > 1) {
    refuse("target.values", `${values.length} are not allowed, a CNAME has one value`);
  }
  const checked = healthCheck !== undefined && !isSecondary(routing);
  if (checked && values.length > 1) {
    refuse(
      "target.values",
      `${values.length} are not allowed, a check asks one: give each a record and a label`,
    );
  }
  const isRight = { [ValueType.A]: isIPv4, [ValueType.AAAA]: isIPv6, [ValueType.CNAME]: isName }[type];
  values.forEach((value, index) => {
    // Others are known only when their resources are there.
    if (typeof value !== "string" || isRight(value)) return;
    refuse(`target.values[${index}]`, `"${value}" is not allowed for ${type}`);
  });
  if (!Number.isInteger(ttl) || ttl < 1 || ttl > 60) {
    refuse("target.ttl", `${ttl} is not allowed, 1 to 60 seconds are`);
  }
  if (ipv6 !== undefined) refuse("ipv6", "it is not allowed with values, an alias has it");
  return found;
}

function isName(text: string): boolean {
  return NAME.test(text);
}
