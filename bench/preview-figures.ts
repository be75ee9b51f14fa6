import * as path from "node:path";
import type { StateResource } from "./floor";
import { deployedResources, emptyHome, floorHome, preview } from "./homes";
import { type Figure, interleave, median, timeFigure } from "./measure";

const root = path.resolve(__dirname, "..");

/** One stack of each of the other systems: the one that owns what exists once, and so the largest. */
const OTHER_SYSTEMS = [
  "request-response-primary",
  "secure-cart-primary",
  "web-app-prod-primary",
  "storefront-prod",
] as const;

/** What a preview of the hub takes more than the engine itself, and what the policy pack adds. */
export async function hubPreviewFigures(
  scratch: string,
  rounds: number,
  emptyPack: string,
  deployed: readonly StateResource[],
): Promise<Figure[]> {
  const stack = "prod-primary";
  const program = await emptyHome(path.join(scratch, "program", stack), root, "tandem", stack);
  const { floor, count } = await floorHome(scratch, stack, deployed);
  const timings = await interleave(rounds, {
    floor: () => preview(floor, ["--stack", "floor"]),
    plain: () => preview(program, ["--stack", stack]),
    emptyPack: () => preview(program, ["--stack", stack, "--policy-pack", emptyPack]),
    pack: () => preview(program, ["--stack", stack, "--policy-pack", "policy-pack"]),
  });
  return [
    againstFloor(stack, count, timings),
    timeFigure(
      `preview ${stack} with the policy pack`,
      median(timings.pack),
      "with an empty pack",
      median(timings.emptyPack),
      1.25,
    ),
  ];
}

/** What a preview of each other system takes more than the engine itself. */
export async function systemPreviewFigures(scratch: string, rounds: number): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const stack of OTHER_SYSTEMS) {
    const program = await emptyHome(path.join(scratch, "program", stack), root, "tandem", stack);
    const { floor, count } = await floorHome(scratch, stack, await deployedResources(scratch, stack));
    const timings = await interleave(rounds, {
      floor: () => preview(floor, ["--stack", "floor"]),
      plain: () => preview(program, ["--stack", stack]),
    });
    figures.push(againstFloor(stack, count, timings));
  }
  return figures;
}

function againstFloor(stack: string, count: number, timings: { plain: number[]; floor: number[] }): Figure {
  const title = `preview ${stack}, ${count} resources`;
  return timeFigure(title, median(timings.plain), "flat JavaScript program", median(timings.floor), 1.3);
}
