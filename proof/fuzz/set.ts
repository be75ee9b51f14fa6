import fc from "fast-check";
import type { SystemName } from "../../stacks/settings/schemas";
import { arbitraryOf } from "./arbitrary";
import type { Raw } from "./raw";
import { REGIONS, settle } from "./regions";
import { repair } from "./repair";
import { shapeOf } from "./shape";
import type { StackSet } from "./stack-set";

/** Stacks that a random system has at most. */
const MOST_STACKS: Record<SystemName, number> = {
  "payment-hub": 4,
  "request-response": 3,
  "secure-cart": 2,
  "web-app": 3,
  storefront: 2,
};

/** Regions without a stack that the settings may name. */
const SPARE = 5;

const cache = new Map<SystemName, fc.Arbitrary<StackSet>>();

/** Random settings of all stacks of a system, put right where one key asks something of another. */
export function systemArbitrary(system: SystemName): fc.Arbitrary<StackSet> {
  const made = cache.get(system) ?? make(system);
  cache.set(system, made);
  return made;
}

function make(system: SystemName): fc.Arbitrary<StackSet> {
  const shape = shapeOf(system);
  const stack = (density: "few" | "many") => arbitraryOf(shape, system, density) as fc.Arbitrary<Raw>;
  const most = MOST_STACKS[system];
  return fc
    .record({
      raws: fc.oneof(
        fc.array(stack("few"), { minLength: 1, maxLength: most }),
        fc.array(stack("many"), { minLength: 1, maxLength: most }),
      ),
      twins: fc.boolean(),
      regions: fc.shuffledSubarray([...REGIONS], { minLength: most + SPARE, maxLength: most + SPARE }),
    })
    .map(({ raws, twins, regions }) =>
      repair(placed(system, twins ? raws.map(() => raws[0] as Raw) : raws, regions), regions.slice(-SPARE)),
    );
}

/** Each stack in a region of its own. */
function placed(system: SystemName, raws: readonly Raw[], regions: readonly string[]): StackSet {
  const spare = regions.slice(-SPARE);
  const stacks = raws.map((raw, index) => ({
    stack: `random-${index}`,
    raw: {
      ...(settle(raw, { own: regions[index] as string, spare, index }) as Raw),
      system,
      role: index === 0 ? "primary" : "secondary",
    } as Raw,
  }));
  return { system, stacks };
}
