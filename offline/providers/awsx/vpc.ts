import type { Construction } from "../components/construction";
import { argumentError } from "../components/errors";
import { combine, dependingOn, type Input, merged } from "../components/outputs";
import type { Resource } from "../components/resource";
import type { Component } from "../components/serve";
import {
  gaps,
  layoutOfFirstZone,
  overlapping,
  type PlannedSubnet,
  plannedSubnets,
  subnetBlocks,
} from "./subnet-layout";
import { ambiguousZones, subnetName } from "./subnet-names";
import type { SubnetSpec } from "./subnet-spec";
import { readSubnetSpecs, readVpcArguments, type VpcArguments } from "./vpc-arguments";
import { privateDns, readEndpoints, registerEndpoints } from "./vpc-endpoints";
import { registerSubnets } from "./vpc-subnets";

/** `awsx:ec2:Vpc`: a VPC with its subnets, routes, NAT gateways and endpoints. */
export async function vpc(construction: Construction): Promise<Component> {
  const args = readVpcArguments(construction.inputs);
  const endpoints = readEndpoints(args);
  const component = construction.root();
  const zoneNames = args.zoneNames ?? (await defaultZones(construction, args, component));
  checkZones(args, zoneNames);
  const specs = readSubnetSpecs(construction.inputs, args.subnetStrategy, zoneNames.length);
  const plan = plannedSubnets(args.subnetStrategy, specs, zoneNames.length);
  checkNatGateways(args, plan);

  const tags = merged({ Name: construction.name }, args.tags);
  const inner = registerVpc(
    construction,
    args,
    component,
    tags,
    privateDns(args, endpoints, construction.inputs),
  );
  const blocks = plannedBlocks(construction.name, args, specs, plan, zoneNames.length, inner);
  const gateway = construction.resource(
    "aws:ec2/internetGateway:InternetGateway",
    construction.name,
    { region: args.region, vpcId: inner.id, tags },
    { parent: inner, dependsOn: [inner] },
  );
  const network = registerSubnets(construction, { args, zoneNames, plan, blocks, vpc: inner, gateway, tags });
  const vpcEndpoints = registerEndpoints(construction, {
    args,
    endpoints,
    zoneNames,
    network,
    vpc: inner,
    tags,
  });
  const layout = subnetLayout(args, specs, plan, blocks, zoneNames.length);
  warnAboutStrategy(construction, args, specs, component, layout);
  construction.registerOutputs(component, {});

  const outputs = {
    vpc: inner,
    vpcId: inner.id,
    internetGateway: gateway,
    vpcEndpoints,
    subnetLayout: layout,
    ...network.outputs,
  };
  // Every output of the published component is taken from one object, and so depends on all the ids in it.
  const all = [inner, ...network.subnets].map((resource) => resource.urn());
  const dependent = Object.entries(outputs).map(([key, output]) => [
    key,
    dependingOn(output, Promise.all(all)),
  ]);
  return { resource: component, outputs: Object.fromEntries(dependent) };
}

async function defaultZones(
  construction: Construction,
  args: VpcArguments,
  component: Resource,
): Promise<readonly string[]> {
  if (args.region !== undefined && typeof args.region !== "string") {
    throw argumentError(
      "region",
      "must be a plain text when availabilityZoneNames is not given; give availabilityZoneNames",
    );
  }
  const token = "aws:index/getAvailabilityZones:getAvailabilityZones";
  const { value } = await combine(
    [construction.invoke(token, { region: args.region }, component)],
    (found) => found,
  );
  const names =
    typeof value === "object" && value !== null && "names" in value && Array.isArray(value.names)
      ? value.names
      : [];
  if (names.length < args.zoneCount) {
    const reason = `the region has ${names.length} availability zones, fewer than ${args.zoneCount}; use fewer, or give availabilityZoneNames`;
    throw argumentError("numberOfAvailabilityZones", reason);
  }
  return names.slice(0, args.zoneCount).map(String);
}

function checkZones(args: VpcArguments, zoneNames: readonly string[]): void {
  const same = args.nameTags === "AvailabilityZone" ? ambiguousZones(zoneNames) : undefined;
  if (same !== undefined) {
    throw argumentError(
      "availabilityZoneNames",
      `${same.join(" and ")} end alike, so their subnets would get the same name tag`,
    );
  }
}

function checkNatGateways(args: VpcArguments, plan: readonly PlannedSubnet[]): void {
  const { natStrategy, natAllocationIds } = args;
  const zones = new Set(plan.map((subnet) => subnet.zone)).size;
  const allowed = { None: 0, Single: 1, OnePerAz: zones }[natStrategy];
  const given = natAllocationIds.length;
  if (given > 0 && given !== allowed) {
    const reason = `has ${given} allocation ids; natGateways.strategy "${natStrategy}" with ${zones} availability zones takes ${allowed}`;
    throw argumentError("natGateways.elasticIpAllocationIds", reason);
  }
  const types = new Set(plan.map((subnet) => subnet.spec.type));
  if (natStrategy !== "None" && !(types.has("Public") && (types.has("Private") || types.has("Isolated")))) {
    const reason = `"${natStrategy}" needs public subnets for the NAT gateways and private or isolated subnets behind them; set it to "None" or add such subnetSpecs`;
    throw argumentError("natGateways.strategy", reason);
  }
}

function registerVpc(
  construction: Construction,
  args: VpcArguments,
  component: Resource,
  tags: Input,
  dns: Readonly<Record<string, Input>>,
): Resource {
  const passed = vpcProperties.map((key) => [key, construction.inputs[key]]);
  return construction.resource(
    "aws:ec2/vpc:Vpc",
    construction.name,
    { ...Object.fromEntries(passed), ...dns, cidrBlock: args.cidrBlock, tags },
    { parent: component },
  );
}

/** The arguments that the VPC resource has too; they are handed to it as they are. */
const vpcProperties = [
  "assignGeneratedIpv6CidrBlock",
  "enableNetworkAddressUsageMetrics",
  "instanceTenancy",
  "ipv4IpamPoolId",
  "ipv4NetmaskLength",
  "ipv6CidrBlock",
  "ipv6CidrBlockNetworkBorderGroup",
  "ipv6IpamPoolId",
  "ipv6NetmaskLength",
  "region",
];

/** The subnets' blocks: computed at once, or, when an address pool chooses the VPC's block, as soon as that is known. */
function plannedBlocks(
  name: string,
  args: VpcArguments,
  specs: readonly SubnetSpec[] | undefined,
  plan: readonly PlannedSubnet[],
  zones: number,
  inner: Resource,
): readonly Input[] {
  const compute = (vpcBlock: string) => checkedBlocks(name, vpcBlock, args, specs, plan, zones);
  if (args.cidrBlock !== undefined) return compute(args.cidrBlock);
  if (args.subnetStrategy === "Legacy") {
    throw argumentError("subnetStrategy", 'must be "Auto" when an address pool chooses the VPC\'s block');
  }
  return plan.map((_, index) =>
    combine([inner.output("cidrBlock")], (block) => compute(String(block))[index]),
  );
}

function checkedBlocks(
  name: string,
  vpcBlock: string,
  args: VpcArguments,
  specs: readonly SubnetSpec[] | undefined,
  plan: readonly PlannedSubnet[],
  zones: number,
): readonly string[] {
  const blocks = subnetBlocks(vpcBlock, args.subnetStrategy, specs, zones, args.zoneMask);
  const named = plan.map(({ spec, zone }, index) => ({
    name: subnetName(name, spec, zone),
    block: blocks[index] ?? "",
  }));
  const clashes = overlapping(named);
  if (clashes.length > 0) {
    const list = clashes.map((subnet) => `${subnet.name} (${subnet.block})`).join(", ");
    throw argumentError(
      "subnetSpecs",
      `these subnets overlap: ${list}; make the VPC larger, the subnets smaller, or use fewer zones`,
    );
  }
  const missing =
    args.subnetStrategy === "Exact" && args.cidrBlock !== undefined ? gaps(vpcBlock, named) : [];
  if (missing.length > 0) {
    throw argumentError(
      "subnetSpecs",
      `leave gaps ${missing.join(", ")}; fill them with specs of type Unused, or use subnetStrategy "Auto"`,
    );
  }
  return blocks;
}

function subnetLayout(
  args: VpcArguments,
  specs: readonly SubnetSpec[] | undefined,
  plan: readonly PlannedSubnet[],
  blocks: readonly Input[],
  zones: number,
): Input {
  const asSpecs = (layout: readonly SubnetSpec[]) =>
    layout.map(({ name, cidrBlocks, cidrMask, size, type }) => ({ name, cidrBlocks, cidrMask, size, type }));
  const derived =
    specs === undefined || args.subnetStrategy === "Legacy" || args.subnetStrategy === "AutoMerge";
  return derived
    ? combine(blocks, (...known) => asSpecs(layoutOfFirstZone(plan, known.map(String), zones)))
    : asSpecs(specs);
}

function warnAboutStrategy(
  construction: Construction,
  args: VpcArguments,
  specs: readonly SubnetSpec[] | undefined,
  component: Resource,
  layout: Input,
): void {
  if (args.namesStrategy || specs === undefined || specs.some((spec) => spec.cidrBlocks !== undefined))
    return;
  const message = combine(
    [layout],
    (now) =>
      'subnetStrategy is not given and defaults to "Legacy", which will change to "Auto" with the next major version of awsx. ' +
      `With subnetStrategy "Auto" the same layout is ${JSON.stringify(now)}`,
  );
  construction.warn(message, component);
}
