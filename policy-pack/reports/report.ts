import type { ResultsDocument } from "../frame/results";
import type { RuleText } from "../frame/rule";

/** What the writers of results are given. */
export interface Report {
  readonly document: ResultsDocument;
  /** All rules and what the pack says of its own input, in the order of the catalogue. */
  readonly rules: readonly RuleText[];
  /** How many resources each rule looked at; a rule that looked at none is not in it. */
  readonly judged: ReadonlyMap<string, number>;
}

/** Writes a report in one form. */
export type Writer = (report: Report) => string;

/** Name of a resource in its program; names may hold anything, `::` too. */
export function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::") || urn;
}
