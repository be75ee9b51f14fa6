import { measureDeepCheck } from "../offline/deep-check/bench";
import { measureFacts } from "../offline/facts/bench";
import type { Figure } from "./measure";

/** What the facts and the deep check cost. */
export async function truthFigures(): Promise<Figure[]> {
  const { open } = measureFacts();
  const { resources, cold, warm } = await measureDeepCheck(400);
  const limit = (title: string, milliseconds: number, most: number): Figure => ({
    title,
    measured: milliseconds < 100 ? `${milliseconds.toFixed(1)} ms` : `${(milliseconds / 1000).toFixed(2)} s`,
    against: `limit ${most < 100 ? `${most} ms` : `${most / 1000} s`}`,
    ratio: (milliseconds / most).toFixed(2),
    target: "1",
    met: milliseconds <= most,
  });
  return [
    limit("facts: opening the file, processor time", open, 10),
    limit(`deep check of ${resources} resources, cold`, cold, 3500),
    limit(`deep check of ${resources} resources, warm`, warm, 500),
  ];
}
