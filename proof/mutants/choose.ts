import type { SystemGraph } from "./graph";
import { mutantsOf, operators } from "./operators";
import type { Mutant } from "./operators/operator";

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Mistakes for a system, as many of each operator as of the others, and of each operator over all types and properties
 * before any of them comes a second time.
 */
export function chooseMutants(system: SystemGraph, count: number, seed: number): Mutant[] {
  const random = randomOf(seed);
  const queues = shuffled(operators, random).map((operator) =>
    spread(shuffled(mutantsOf(operator, system), random), placeOf),
  );
  const chosen: Mutant[] = [];
  for (let round = 0; chosen.length < count && queues.some(({ length }) => length > round); round++) {
    for (const queue of queues) {
      const mutant = queue[round];
      if (mutant !== undefined && chosen.length < count) chosen.push(mutant);
    }
  }
  return chosen;
}

/** Type and property that a mistake is in. */
function placeOf({ type, path }: Mutant): string {
  const [property = ""] = path.split(/[.[]/);
  return `${type} ${property}`;
}

/** One of each key, then the second of each, and so on. */
export function spread<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  const ranks = new Map<string, number>();
  const ranked = items.map((item): [number, T] => {
    const key = keyOf(item);
    const rank = ranks.get(key) ?? 0;
    ranks.set(key, rank + 1);
    return [rank, item];
  });
  return ranked.sort(([one], [other]) => one - other).map(([, item]) => item);
}

export function shuffled<T>(list: readonly T[], random: () => number): T[] {
  return list
    .map((item): [number, T] => [random(), item])
    .sort(([one], [other]) => one - other)
    .map(([, item]) => item);
}
