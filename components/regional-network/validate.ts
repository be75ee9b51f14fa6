import { logRetentionMistakes } from "../arguments/log-retention";
import type { Mistake } from "../arguments/mistakes";
import { defaults, GATEWAY_ENDPOINTS, type RegionalNetworkArgs } from "./args";
import { prefixLength, VPC_PREFIXES, ZONES } from "./subnet-masks";

/** What EC2 would refuse, or would accept and place elsewhere. */
export function mistakes(args: RegionalNetworkArgs): Mistake[] {
  return [
    ...range(args.cidrBlock),
    ...zones(args),
    ...endpoints(args.interfaceEndpoints ?? []),
    ...access(args),
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

/** What the policy of an endpoint would refuse silently: a service that has no endpoint here, or no action at all. */
function access(args: RegionalNetworkArgs): Mistake[] {
  const services: string[] = [
    ...GATEWAY_ENDPOINTS,
    ...(args.interfaceEndpoints ?? defaults.interfaceEndpoints),
  ];
  const all = args.endpointAccess ?? [];
  return all.flatMap(({ service, actions, resources }, index) => {
    const path = `endpointAccess[${index}]`;
    const found: Mistake[] = [];
    if (!services.includes(service)) {
      const reason = `"${service}" is not allowed, a service with an endpoint here is: ${services.join(", ")}`;
      found.push({ propertyPath: `${path}.service`, reason });
    }
    if (all.findIndex((other) => other.service === service) !== index) {
      found.push({ propertyPath: `${path}.service`, reason: `"${service}" is not allowed twice` });
    }
    const wrong = actions.filter((action) => !/^[a-z0-9-]+:[A-Za-z]+\*?$/.test(action));
    const reason = "is not allowed, an action such as dynamodb:GetItem is";
    found.push(
      ...wrong.map((action) => ({ propertyPath: `${path}.actions`, reason: `"${action}" ${reason}` })),
    );
    if (actions.length === 0) {
      found.push({ propertyPath: `${path}.actions`, reason: "[] is not allowed, one action or more is" });
    }
    if (resources.length === 0) {
      found.push({ propertyPath: `${path}.resources`, reason: "[] is not allowed, one ARN or more is" });
    }
    return found;
  });
}
