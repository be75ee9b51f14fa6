import { Netmask } from "netmask";

/** Counts of addresses by prefix length: index 24 is 256. A subnet's `size` must be one of them. */
export const blockSizes: readonly number[] = Array.from({ length: 31 }, (_, mask) => 2 ** (32 - mask));

/** Bits needed to number `count` things. */
export function bitsFor(count: number): number {
  return count === 0 ? 0 : Math.ceil(Math.log2(count));
}

/** The first block of `mask` bits that begins after the last address of `previous`. */
export function blockAfter(previous: Netmask, mask: number): Netmask {
  return new Netmask(previous.broadcast ?? previous.last, mask).next();
}

/** True when two blocks share an address. */
export function overlap(left: Netmask, right: Netmask): boolean {
  return left.contains(right) || right.contains(left);
}

/** The fewest blocks that fill the space between two blocks, from low to high addresses. */
export function blocksBetween(left: Netmask, right: Netmask): readonly Netmask[] {
  const [low, high] = left.netLong < right.netLong ? [left, right] : [right, left];
  const blocks: Netmask[] = [];
  let from = low;
  let block = low.next();
  while (block.netLong < high.netLong) {
    for (let wider = widen(block); !overlap(wider, from) && !overlap(wider, high); wider = widen(block))
      block = wider;
    blocks.push(block);
    from = block;
    block = block.next();
  }
  return blocks;
}

function widen(block: Netmask): Netmask {
  return new Netmask(block.base, block.bitmask - 1);
}
