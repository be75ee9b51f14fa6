import { Netmask } from "netmask";
import { bitsFor, blockAfter, overlap } from "./address-blocks";
import type { SubnetSpec, SubnetType } from "./subnet-spec";

/** Within each zone Legacy allocates the private subnets first, then the public, then the isolated ones. */
export function inLegacyOrder(specs: readonly SubnetSpec[]): readonly SubnetSpec[] {
  const order: readonly SubnetType[] = ["Private", "Public", "Isolated"];
  return order.flatMap((type) => specs.filter((spec) => spec.type === type));
}

/** The blocks of the strategy Legacy. Without specs: one private and one public subnet per zone. */
export function legacyBlocks(
  vpcBlock: string,
  specs: readonly SubnetSpec[] | undefined,
  zones: number,
): readonly string[] {
  const vpc = new Netmask(vpcBlock);
  const zoneBlocks = Array.from({ length: zones }, (_, index) => nth(vpc, bitsFor(zones), index));
  if (specs === undefined) return defaultBlocks(zoneBlocks);
  return zoneBlocks.flatMap((zone) => specifiedBlocks(zone, specs).map(String));
}

function defaultBlocks(zones: readonly Netmask[]): readonly string[] {
  const privates = zones.map((zone) => nth(zone, 1, 0));
  const publics = privates.map((block) => nth(nth(block, 0, 1), 1, 0));
  return [...privates, ...publics].map(String);
}

/** Prefix lengths that Legacy gives to subnets that don't say how large they are. */
const defaultMasks: Readonly<Partial<Record<SubnetType, number>>> = { Private: 19, Public: 20, Isolated: 24 };

/** The n-th subnet of a type is the n-th block of its size after the last block of the type before it. */
function specifiedBlocks(zone: Netmask, specs: readonly SubnetSpec[]): readonly Netmask[] {
  // A lone subnet may use its whole zone.
  const spread = specs.length === 1 ? 0 : 1;
  const blocks: Netmask[] = [];
  let base = zone;
  let type: SubnetType | undefined;
  let ordinal = 0;
  for (const spec of inLegacyOrder(specs)) {
    const previous = blocks.at(-1);
    if (spec.type !== type) {
      base = previous === undefined ? zone : nth(previous, 0, 1);
      ordinal = 0;
      type = spec.type;
    }
    const mask = spec.cidrMask ?? Math.max(zone.bitmask + spread, defaultMasks[spec.type] ?? zone.bitmask);
    const block = nth(base, mask - base.bitmask, ordinal++);
    blocks.push(previous !== undefined && overlap(previous, block) ? blockAfter(previous, mask) : block);
  }
  return blocks;
}

/** The `index`-th block with `bits` more bits than `block`, counted from its first address. */
function nth(block: Netmask, bits: number, index: number): Netmask {
  const mask = block.bitmask + bits;
  if (mask > 32)
    throw new Error(
      `${block.toString()} can't be divided by ${bits} more bits; give the VPC a larger cidrBlock`,
    );
  const first = new Netmask(block.base, mask);
  return index === 0 ? first : first.next(index);
}
