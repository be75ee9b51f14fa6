import { rangeMistakes } from "../arguments/address-ranges";
import { balancerNameMistakes } from "../arguments/balancer-names";
import { logRetentionMistakes } from "../arguments/log-retention";
import type { Mistake } from "../arguments/mistakes";
import { wholeNumberMistakes } from "../arguments/numbers";
import { portMistakes } from "../arguments/traffic";
import type { Appliances, InspectionGatewayArgs } from "./args";
import { VPC_PREFIXES, ZONES } from "./subnets";

/** What AWS would refuse, or would accept and inspect with nobody. */
export function mistakes(args: InspectionGatewayArgs): Mistake[] {
  return [
    ...balancerNameMistakes("resourceName", args.resourceName),
    ...vpcMistakes(args.cidrBlock),
    ...zoneMistakes(args),
    ...applianceMistakes(args.appliances, args.availabilityZones.length),
    ...logRetentionMistakes("flowLogRetentionInDays", args.flowLogRetentionInDays),
  ];
}

function vpcMistakes(cidrBlock: string): Mistake[] {
  const found = rangeMistakes("cidrBlock", cidrBlock);
  const prefix = Number(cidrBlock.split("/")[1]);
  if (found.length > 0 || (prefix >= VPC_PREFIXES.shortest && prefix <= VPC_PREFIXES.longest)) return found;
  const reason = `"${cidrBlock}" is not allowed, a range of /16 to /24 is`;
  return [{ propertyPath: "cidrBlock", reason }];
}

function zoneMistakes({ region, availabilityZones: zones }: InspectionGatewayArgs): Mistake[] {
  const propertyPath = "availabilityZones";
  const different = new Set(zones).size;
  if (different !== zones.length || different < ZONES.fewest || different > ZONES.most) {
    return [
      { propertyPath, reason: `${JSON.stringify(zones)} is not allowed, two to four different zones are` },
    ];
  }
  return zones
    .filter((zone) => zone.slice(0, -1) !== region || !/[a-z]$/.test(zone))
    .map((zone) => ({
      propertyPath,
      reason: `"${zone}" is not allowed, zones of ${region} such as ${region}a are`,
    }));
}

function applianceMistakes(appliances: Appliances, zoneCount: number): Mistake[] {
  const { healthCheckPort, minimum = zoneCount, maximum, management } = appliances;
  const least = { least: 1, most: 100, unit: "appliances" };
  const found = [
    ...portMistakes("appliances.healthCheckPort", healthCheckPort),
    ...wholeNumberMistakes("appliances.minimum", minimum, least),
    ...wholeNumberMistakes("appliances.maximum", maximum, { ...least, least: Math.max(1, minimum) }),
  ];
  if (management === undefined) return found;
  const { ranges, ports } = management;
  return [
    ...found,
    ...ranges.flatMap((range, index) => rangeMistakes(`appliances.management.ranges[${index}]`, range)),
    ...ports.flatMap((port, index) => portMistakes(`appliances.management.ports[${index}]`, port)),
    ...(["ranges", "ports"] as const)
      .filter((key) => management[key].length === 0)
      .map((key) => ({
        propertyPath: `appliances.management.${key}`,
        reason: "[] is not allowed, one or more is",
      })),
  ];
}
