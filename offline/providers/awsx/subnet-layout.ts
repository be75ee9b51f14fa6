import { Netmask } from "netmask";
import { bitsFor, blockAfter, blockSizes, blocksBetween, overlap } from "./address-blocks";
import { inLegacyOrder, legacyBlocks } from "./legacy-layout";
import { type ExplicitSubnetSpec, isExplicit, type SubnetSpec } from "./subnet-spec";

export const subnetStrategies = ["Legacy", "Auto", "AutoMerge", "Exact"] as const;
export type SubnetStrategy = (typeof subnetStrategies)[number];

/** One subnet of one zone; its block is not part of it, because the VPC's own block may be known only after `up`. */
export interface PlannedSubnet {
  readonly spec: SubnetSpec;
  /** Index into the availability zones. */
  readonly zone: number;
}

/** Which subnets exist, in the order of their blocks within each zone. */
export function plannedSubnets(
  strategy: SubnetStrategy,
  specs: readonly SubnetSpec[] | undefined,
  zones: number,
): readonly PlannedSubnet[] {
  const each = zoneSpecs(strategy, specs);
  const byZone = indices(zones).flatMap((zone) => each.map((spec) => ({ spec, zone })));
  // The default layout of Legacy lists all private subnets before all public ones.
  if (!usesLegacy(strategy, specs) || specs !== undefined) return byZone;
  return each.flatMap((spec) => byZone.filter((subnet) => subnet.spec === spec));
}

/** The specs of each zone after defaults and merging, without sizes that depend on the VPC's block. */
function zoneSpecs(
  strategy: SubnetStrategy,
  specs: readonly SubnetSpec[] | undefined,
): readonly SubnetSpec[] {
  if (strategy === "AutoMerge") return mergeWithDefaults(specs ?? [], defaultSpecs);
  if (specs === undefined) return defaultSpecs;
  return usesLegacy(strategy, specs) ? inLegacyOrder(specs) : specs;
}

const defaultSpecs: readonly SubnetSpec[] = [{ type: "Private" }, { type: "Public" }];

/** Without specs only Auto and AutoMerge use the newer allocation. */
function usesLegacy(strategy: SubnetStrategy, specs: readonly SubnetSpec[] | undefined): boolean {
  return strategy === "Legacy" || (strategy === "Exact" && specs === undefined);
}

/**
 * The blocks of all planned subnets, in their order.
 * @throws Error when the subnets don't fit into the VPC's block.
 */
export function subnetBlocks(
  vpcBlock: string,
  strategy: SubnetStrategy,
  specs: readonly SubnetSpec[] | undefined,
  zones: number,
  zoneMask: number | undefined,
): readonly string[] {
  if (usesLegacy(strategy, specs)) return legacyBlocks(vpcBlock, specs, zones);
  if (specs !== undefined && isExplicit(specs)) return explicitBlocks(specs, zones);
  const vpc = new Netmask(vpcBlock);
  const mask = zoneMask ?? vpc.bitmask + bitsFor(zones);
  return autoBlocks(vpc, mask, sizedSpecs(strategy, specs, mask), zones);
}

function sizedSpecs(
  strategy: SubnetStrategy,
  specs: readonly SubnetSpec[] | undefined,
  zoneMask: number,
): readonly SubnetSpec[] {
  if (strategy === "AutoMerge") return mergeWithDefaults(specs ?? [], sizedDefaults(zoneMask));
  return specs ?? sizedDefaults(zoneMask);
}

/** Half of a zone for the private subnet and a quarter for the public one, from a /16 per zone at most. */
function sizedDefaults(zoneMask: number): readonly SubnetSpec[] {
  if (zoneMask > 26) {
    throw new Error(
      `Subnets can be laid out automatically in zones of /26 or larger, but each zone has only a /${zoneMask}. ` +
        "Make the VPC's cidrBlock larger, use fewer availability zones, or give subnetSpecs.",
    );
  }
  const widest = Math.max(zoneMask, 16);
  return defaultSpecs.map((spec, index) => ({ ...spec, cidrMask: widest + index + 1 }));
}

/**
 * AutoMerge: a spec without a name takes the place of the default subnet of its type, the others come after. Such a
 * spec without a size gets an equal share of the zone, not the default subnet's size, as in the published component.
 */
function mergeWithDefaults(
  specs: readonly SubnetSpec[],
  defaults: readonly SubnetSpec[],
): readonly SubnetSpec[] {
  const overrides = (spec: SubnetSpec) =>
    spec.name === undefined && defaults.some((candidate) => candidate.type === spec.type);
  return [
    ...defaults.map((spec) => specs.find((own) => overrides(own) && own.type === spec.type) ?? spec),
    ...specs.filter((spec) => !overrides(spec)),
  ];
}

/** Each zone gets an equal block; within it the subnets follow one another, each at the next multiple of its size. */
function autoBlocks(
  vpc: Netmask,
  zoneMask: number,
  specs: readonly SubnetSpec[],
  zones: number,
): readonly string[] {
  if (specs.length === 0)
    throw new Error("subnetSpecs is empty; leave it out for the default subnets, or name at least one");
  const defaultMask = zoneMask + bitsFor(specs.length);
  const masks = specs.map((spec) => spec.cidrMask ?? defaultMask);
  const wanted = masks.reduce((sum, mask) => sum + size(mask), 0);
  if (wanted > size(zoneMask)) {
    throw new Error(
      `The subnets of a zone need ${wanted} addresses, but a zone of ${vpc.toString()} has ${size(zoneMask)}. ` +
        "Make the VPC's cidrBlock larger, the subnets smaller, or use fewer availability zones.",
    );
  }
  const first = new Netmask(vpc.base, zoneMask);
  return indices(zones).flatMap((zone) => {
    const blocks: Netmask[] = [];
    for (const mask of masks) {
      const previous = blocks.at(-1);
      const start = zone === 0 ? first : first.next(zone);
      blocks.push(previous === undefined ? new Netmask(start.base, mask) : blockAfter(previous, mask));
    }
    return blocks.map(String);
  });
}

function explicitBlocks(specs: readonly ExplicitSubnetSpec[], zones: number): readonly string[] {
  return indices(zones).flatMap((zone) => specs.map((spec) => spec.cidrBlocks[zone] ?? ""));
}

/** A subnet with its name and block, for the checks. */
export interface NamedBlock {
  readonly name: string;
  readonly block: string;
}

/** The subnets that share addresses with another one. */
export function overlapping(subnets: readonly NamedBlock[]): readonly NamedBlock[] {
  const blocks = subnets.map((subnet) => new Netmask(subnet.block));
  return subnets.filter((_, index) =>
    blocks.some((other, otherIndex) => otherIndex !== index && overlap(other, blocks[index] ?? other)),
  );
}

/** Exact: the places where the subnets leave a part of the VPC's block unaccounted for. */
export function gaps(vpcBlock: string, subnets: readonly NamedBlock[]): readonly string[] {
  const vpc = new Netmask(vpcBlock);
  const found: string[] = [];
  let expected = vpc.base;
  let previous = "the start of the VPC";
  for (const { name, block } of subnets) {
    const current = new Netmask(block);
    if (current.base !== expected) found.push(`between ${previous} and ${name} (${block})`);
    expected = current.next().base;
    previous = `${name} (${block})`;
  }
  if (expected !== vpc.next().base) found.push(`between ${previous} and the end of the VPC (${vpcBlock})`);
  return found;
}

/** How the first zone is laid out, as specs for the strategy Auto; the empty space appears as Unused. */
export function layoutOfFirstZone(
  subnets: readonly PlannedSubnet[],
  blocks: readonly string[],
  zones: number,
): readonly SubnetSpec[] {
  const layout: SubnetSpec[] = [];
  let previous: Netmask | undefined;
  for (const [index, { spec }] of subnets.slice(0, subnets.length / zones).entries()) {
    const block = new Netmask(blocks[index] ?? "");
    if (previous !== undefined) {
      for (const gap of blocksBetween(previous, block))
        layout.push({ type: "Unused", cidrMask: gap.bitmask });
    }
    layout.push({ type: spec.type, cidrMask: block.bitmask });
    previous = block;
  }
  return layout;
}

function size(mask: number): number {
  return blockSizes[mask] ?? 2 ** (32 - mask);
}

function indices(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}
