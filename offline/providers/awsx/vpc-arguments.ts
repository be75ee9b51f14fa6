import { ArgumentsError } from "../components/errors";
import { Fields } from "../components/fields";
import type { Input, InputMap } from "../components/outputs";
import { type SubnetStrategy, subnetStrategies } from "./subnet-layout";
import { type NameTagStrategy, nameTagStrategies } from "./subnet-names";
import { normalise, parseBlock, type SubnetSpec, specIssues, subnetTypes } from "./subnet-spec";

const natStrategies = ["None", "Single", "OnePerAz"] as const;
const endpointStrategies = ["Legacy", "Auto"] as const;

/** The arguments that decide which resources a VPC has. What is merely passed on stays an input. */
export interface VpcArguments {
  readonly cidrBlock: string | undefined;
  readonly zoneNames: readonly string[] | undefined;
  readonly zoneCount: number;
  readonly zoneMask: number | undefined;
  readonly subnetStrategy: SubnetStrategy;
  /** False when the program left the strategy to its default. */
  readonly namesStrategy: boolean;
  readonly nameTags: NameTagStrategy;
  readonly natStrategy: (typeof natStrategies)[number];
  readonly natAllocationIds: readonly Input[];
  readonly endpointStrategy: (typeof endpointStrategies)[number];
  readonly endpoints: readonly Fields[];
  readonly region: Input;
  readonly tags: Input;
}

export function readVpcArguments(inputs: InputMap): VpcArguments {
  const fields = new Fields(inputs);
  checkZones(fields);
  checkAddressPool(fields);
  const nat = fields.fields("natGateways");
  return {
    cidrBlock: readCidrBlock(fields),
    zoneNames: fields.texts("availabilityZoneNames"),
    zoneCount: fields.number("numberOfAvailabilityZones") ?? 3,
    zoneMask: fields.number("availabilityZoneCidrMask"),
    subnetStrategy: fields.choice("subnetStrategy", subnetStrategies) ?? "Legacy",
    namesStrategy: fields.has("subnetStrategy"),
    nameTags: fields.choice("subnetNameTagStrategy", nameTagStrategies) ?? "Legacy",
    natStrategy: nat?.choice("strategy", natStrategies) ?? "OnePerAz",
    natAllocationIds: nat?.items("elasticIpAllocationIds") ?? [],
    endpointStrategy: fields.choice("vpcEndpointStrategy", endpointStrategies) ?? "Legacy",
    endpoints: fields.list("vpcEndpointSpecs") ?? [],
    region: fields.input("region"),
    tags: fields.input("tags"),
  };
}

/**
 * The subnet specs, checked and completed; undefined when the program leaves the layout to the component.
 * @throws ArgumentsError with everything that is wrong with them.
 */
export function readSubnetSpecs(
  inputs: InputMap,
  strategy: SubnetStrategy,
  zones: number,
): readonly SubnetSpec[] | undefined {
  const specs = new Fields(inputs).list("subnetSpecs")?.map(readSubnetSpec);
  if (specs === undefined) return undefined;
  const issues = specIssues(specs, zones);
  if (issues.length > 0) throw new ArgumentsError(issues);
  const explicit = specs.findIndex((spec) => spec.cidrBlocks !== undefined);
  if (strategy === "AutoMerge" && explicit >= 0) {
    const reason =
      'is not allowed with subnetStrategy "AutoMerge"; use "Auto" or "Exact" to give all blocks yourself';
    throw new ArgumentsError([{ propertyPath: `subnetSpecs[${explicit}].cidrBlocks`, reason }]);
  }
  return normalise(specs);
}

function readSubnetSpec(fields: Fields): SubnetSpec {
  const type = fields.choice("type", subnetTypes);
  if (type === undefined) throw fields.error("type", `is missing; allowed are ${subnetTypes.join(", ")}`);
  return {
    type,
    name: fields.text("name"),
    cidrMask: fields.number("cidrMask"),
    size: fields.number("size"),
    cidrBlocks: fields.texts("cidrBlocks"),
    assignIpv6AddressOnCreation: fields.flag("assignIpv6AddressOnCreation"),
    tags: fields.input("tags"),
  };
}

function checkZones(fields: Fields): void {
  if (!fields.has("availabilityZoneNames") || !fields.has("numberOfAvailabilityZones")) return;
  throw fields.error(
    "numberOfAvailabilityZones",
    "can't be given together with availabilityZoneNames; leave one out",
  );
}

function checkAddressPool(fields: Fields): void {
  if (!fields.has("ipv4IpamPoolId")) return;
  const block = fields.has("cidrBlock");
  if (block && fields.has("ipv4NetmaskLength")) {
    throw fields.error("ipv4NetmaskLength", "can't be given together with cidrBlock; leave one out");
  }
  if (!block && !fields.has("ipv4NetmaskLength")) {
    throw fields.error("ipv4NetmaskLength", "is missing; an ipv4IpamPoolId needs it, or a cidrBlock");
  }
}

/** Undefined only when an address pool will choose the block. */
function readCidrBlock(fields: Fields): string | undefined {
  const block = fields.text("cidrBlock");
  if (block === undefined) return fields.has("ipv4IpamPoolId") ? undefined : "10.0.0.0/16";
  if (parseBlock(block) === undefined)
    throw fields.error("cidrBlock", `"${block}" is not an IPv4 block such as 10.0.0.0/16`);
  return block;
}
