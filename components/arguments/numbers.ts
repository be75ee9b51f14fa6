import type { Mistake } from "./mistakes";

/** What a whole number may be. */
export interface Range {
  least: number;
  most: number;
  /** What is counted, for example `seconds`. */
  unit: string;
  /** Why, where the range itself does not say it. */
  because?: string;
}

/** Refuses what is not a whole number within a range; an argument that is not given is not wrong. */
export function wholeNumberMistakes(
  propertyPath: string,
  value: number | undefined,
  range: Range,
): Mistake[] {
  const { least, most, unit, because } = range;
  if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) return [];
  const reason = `${value} is not allowed, ${least} to ${most} ${unit} are${because ? `: ${because}` : ""}`;
  return [{ propertyPath, reason }];
}
