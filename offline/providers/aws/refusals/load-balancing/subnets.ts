import { maps } from "../../../core/values/read";
import { UNKNOWN, type Value, type ValueMap } from "../../../core/values/value";
import { knownList } from "../known";

/** Subnets of a load balancer, given directly or by mappings; undefined while a list is not known. */
export function mappedSubnets(inputs: ValueMap): Value[] | undefined {
  const subnets = knownList(inputs, "subnets");
  const mappings = knownList(inputs, "subnetMappings");
  if (subnets === undefined || mappings === undefined) return undefined;
  if (maps(inputs, "subnetMappings").length !== mappings.length) return undefined;
  return [...subnets, ...maps(inputs, "subnetMappings").map((mapping) => mapping.subnetId ?? UNKNOWN)];
}
