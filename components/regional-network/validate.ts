import { logRetentionMistakes } from "../arguments/log-retention";
import type { Mistake } from "../arguments/mistakes";
import { GATEWAY_ENDPOINTS, type RegionalNetworkArgs } from "./args";
import { prefixLength, VPC_PREFIXES, ZONES } from "./subnet-masks";

/** What EC2 would refuse, or would accept and place elsewhere. */
export function mistakes(args: RegionalNetworkArgs): Mistake[] {
  return [
    ...range(args.cidrBlock),
    ...zones(args),
    ...endpoints(args.interfaceEndpoints ?? []),
    ...logRetentionMistakes("flowLogRetentionInDays", args.flowLogRetentionInDays),
  ];
}

function range(cidrBlock: string): Mistake[] {
  const prefix = prefixLength(cidrBlock);
  if (prefix >= VPC_PREFIXES.shortest && prefix <= VPC_PREFIXES.longest) return [];
  const reason = `"${cidrBlock}" is not allowed, a block of /16 to /20 on its boundary such as 10.10.0.0/16 is`;
  return [{ propertyPath: "cidrBlock", reason }];
}

function zones({ region, availabilityZones }: RegionalNetworkArgs): Mistake[] {
  const propertyPath = "availabilityZones";
  const different = new Set(availabilityZones).size;
  if (different !== availabilityZones.length || different < ZONES.fewest || different > ZONES.most) {
    const reason = `${JSON.stringify(availabilityZones)} is not allowed, two to four different zones are`;
    return [{ propertyPath, reason }];
  }
  const elsewhere = availabilityZones.filter((zone) => zone.slice(0, -1) !== region || !/[a-z]$/.test(zone));
  return elsewhere.map((zone) => ({
    propertyPath,
    reason: `"${zone}" is not allowed, zones of ${region} such as ${region}a are`,
  }));
}

/** An endpoint is named by its service alone, so the same service twice is the same resource twice. */
function endpoints(services: readonly string[]): Mistake[] {
  const propertyPath = "interfaceEndpoints";
  const twice = services.filter((service, index) => services.indexOf(service) !== index);
  const gateways = services.filter((service) => GATEWAY_ENDPOINTS.some((gateway) => gateway === service));
  const wrong = services.filter((service) => !/^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(service));
  const mistake = (service: string, reason: string) => ({
    propertyPath,
    reason: `"${service}" is not allowed${reason}`,
  });
  return [
    ...twice.map((service) => mistake(service, " twice")),
    ...gateways.map((service) =>
      mistake(service, ", every network has its gateway endpoint, free of charge"),
    ),
    ...wrong.map((service) => mistake(service, ", the last part of a service's name such as ecr.api is")),
  ];
}
