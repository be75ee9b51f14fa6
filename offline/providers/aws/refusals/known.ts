import { isSet, text } from "../../core/values/read";
import { isMap, isUnknown, reveal, type Value, type ValueMap } from "../../core/values/value";
import type { Account, Stored } from "../account/account";
import type { Judged } from "./refusal";

/** The list at `key`, or undefined while it is not known (or not a list). An absent list is empty. */
export function knownList(map: ValueMap, key: string): Value[] | undefined {
  const value = reveal(map[key]);
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : undefined;
}

/** The texts of a list, or undefined while the list or one of its members is not known. */
export function knownTexts(map: ValueMap, key: string): string[] | undefined {
  const items = knownList(map, key)?.map(reveal);
  if (items === undefined || items.some((item) => isUnknown(item))) return undefined;
  return items.filter((item): item is string => typeof item === "string");
}

/** The region part of an ARN; undefined for what is not an ARN, "" for global services. */
export function arnRegion(arn: string): string | undefined {
  const parts = arn.split(":");
  return parts[0] === "arn" && parts.length >= 6 ? parts[3] : undefined;
}

/**
 * Resources of a type other than the judged one. During a check the one with the same URN does not count: it may be
 * the resource itself, or the old half of a replacement of which nobody knows yet whether it goes first.
 */
export function others(account: Account, type: string, resource: Judged): Stored[] {
  return account.all(type).filter((one) => {
    if (resource.phase === "check") return one.urn !== resource.urn;
    return !(
      one.type === resource.type &&
      one.id === resource.id &&
      one.region === (resource.region ?? one.region)
    );
  });
}

/** `"name"` for sentences: a stored resource's type and logical name. */
export function title({ type, urn }: Stored): string {
  return `${type} "${urn.split("::").slice(3).join("::")}"`;
}

/** Stored resources of several types that name `id` in one of their outputs. */
export function usersOf(
  account: Account,
  id: string,
  uses: readonly (readonly [type: string, ...paths: string[]])[],
): Stored[] {
  return uses.flatMap(([type, ...paths]) =>
    account
      .all(type)
      .filter((one) => one.id !== id && paths.some((path) => mentions(one.outputs, path.split("."), id))),
  );
}

function mentions(value: Value | undefined, path: readonly string[], id: string): boolean {
  const inner = reveal(value);
  if (Array.isArray(inner)) return inner.some((item) => mentions(item, path, id));
  const [key, ...rest] = path;
  if (key === undefined) return inner === id;
  return typeof inner === "object" && inner !== null && mentions((inner as ValueMap)[key], rest, id);
}

/** Availability zones of subnets that the account knows; undefined when it does not know one of them. */
export function zonesOfSubnets(account: Account, subnetIds: readonly Value[]): Set<string> | undefined {
  const zones = new Set<string>();
  for (const id of subnetIds.map(reveal)) {
    const subnet = typeof id === "string" ? account.find("aws:ec2/subnet:Subnet", id) : undefined;
    const zone = subnet && text(subnet.outputs, "availabilityZone");
    if (zone === undefined) return undefined;
    zones.add(zone);
  }
  return zones;
}

/**
 * Why subnets do not cover two zones, or undefined when they do or nobody can tell yet. One subnet is too few even
 * while its id is unknown.
 */
export function tooFewZones(account: Account, subnetIds: readonly Value[]): string | undefined {
  const zones = zonesOfSubnets(account, subnetIds);
  if (subnetIds.length === 1 || zones?.size === 1) {
    const where = zones === undefined ? "one subnet" : `subnets of one zone (${[...zones].join(", ")})`;
    return `has ${where}; AWS takes subnets of at least two zones`;
  }
  return undefined;
}

/**
 * True for a property that is set and known. An unknown value may still turn out to be absent, a list that is empty or
 * a switch that is off says nothing.
 */
export function isGiven(map: ValueMap, key: string): boolean {
  const value = reveal(map[key]);
  if (isUnknown(value) || value === false) return false;
  return Array.isArray(value) ? value.length > 0 : isSet(map, key);
}

/** Those of the properties that are set and known. */
export const givenOf = (map: ValueMap, keys: readonly string[]): string[] =>
  keys.filter((key) => isGiven(map, key));

/** Inputs before this operation, when there are some. */
export const inputsBefore = ({ olds, oldInputs }: Judged): ValueMap | undefined => olds ?? oldInputs;

/** Id of the judged resource, also during a check, when it exists already. */
export const idOf = (resource: Judged, account: Account): string | undefined =>
  resource.id ?? account.ofUrn(resource.type, resource.urn)[0]?.id;

/** True when the values or anything inside them names `wanted`. */
export function namesAnywhere(value: Value | undefined, wanted: string): boolean {
  const inner = reveal(value);
  if (inner === wanted) return true;
  if (Array.isArray(inner)) return inner.some((item) => namesAnywhere(item, wanted));
  return isMap(inner) && Object.values(inner).some((item) => namesAnywhere(item, wanted));
}
