import { chance, pick } from "./chance";
import { type Kind, kinds } from "./kinds";
import type { Stack } from "./stacks";

/** How to go on after an interruption: with the next `up`, or with a `refresh` before it. */
export type Way = "up" | "refresh, then up";

/** What one run does. All of it follows from the seed and the run's number. */
export interface Plan {
  readonly number: number;
  readonly stack: Stack;
  readonly kind: Kind;
  /** How far the deployment is when it happens: 0 is the first resource, 1 the last. */
  readonly point: number;
  /** Whether a process is killed by the clock and not by what is in the account. */
  readonly byClock: boolean;
  readonly way: Way;
  /**
   * Whether the healed stack is previewed, too. A stack that is equal to the untouched one, whose preview is clean,
   * previews alike; so a part of the runs is enough to show it.
   */
  readonly previewed: boolean;
  /** A number from 0 up to 1 for another choice of this run. */
  chance(purpose: string): number;
}

/** What may be chosen from. */
export interface Choice {
  readonly seed: string;
  readonly runs: number;
  readonly stacks: readonly Stack[];
  readonly kinds?: readonly Kind[];
}

const previewEvery = 4;

/** The runs of a seed: kinds in turn, systems in turn, and the stacks of each system in turn. */
export function plansOf({ seed, runs, stacks, kinds: only }: Choice): Plan[] {
  const chosen = only ?? (Object.keys(kinds) as Kind[]);
  const systems = [...new Set(stacks.map(({ system }) => system))];
  const used = new Map<string, number>();
  return Array.from({ length: runs }, (_, number) => {
    // A step further in each round of kinds, so that every kind meets every system.
    const system = systems[(number + Math.floor(number / chosen.length)) % systems.length] as string;
    const turn = used.get(system) ?? 0;
    used.set(system, turn + 1);
    const own = stacks.filter((stack) => stack.system === system);
    const at = (purpose: string) => chance(seed, number, purpose);
    return {
      number,
      stack: own[turn % own.length] as Stack,
      kind: chosen[number % chosen.length] as Kind,
      point: at("point"),
      byClock: at("clock") < 0.25,
      way: pick<Way>(["up", "refresh, then up"], at("way")),
      previewed: number % previewEvery === 0,
      chance: at,
    };
  });
}
