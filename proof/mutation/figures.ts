import * as fs from "node:fs";
import * as path from "node:path";
import type { Figure } from "../result";
import type { Part } from "./parts";
import { parseReport, type Report, score, tally } from "./report";
import { folder } from "./stryker";

/** What is asked of each part, in percent. */
export const MINIMUM = 90;

/** Keeps how long a part took. */
export function noteSeconds({ name }: Part, seconds: number): void {
  fs.writeFileSync(path.join(folder, `${name}.seconds`), String(seconds));
}

/** Seconds that the last runs of some parts took. */
export function secondsOf(parts: readonly Part[]): number {
  return parts.reduce((sum, { name }) => sum + Number(read(`${name}.seconds`) ?? 0), 0);
}

/** A part's last run in one line. */
export function sentence({ name }: Part, report: Report): string {
  const { killed, timeout, survived, noCoverage, errors, pageTexts, constants } = tally(report);
  const ends = `${killed} by a failing test, ${timeout} by its time; ${survived} survived, ${noCoverage} in code that no test runs`;
  const rest = `${errors} could not be loaded; left alone: ${pageTexts} texts of pages, ${constants} constants`;
  const all = killed + timeout + survived + noCoverage;
  return `${name}: ${percent(report)} of ${all} mutants noticed (${ends}; ${rest})`;
}

/** Whether a part's last run reached what is asked; false for one that never ran. */
export function isGood(part: Part): boolean {
  const report = reportOf(part);
  return report !== undefined && score(tally(report)) >= MINIMUM;
}

/** The last figures of every part, and which parts have none. */
export function figures(parts: readonly Part[]): Figure[] {
  const missing = parts.filter((part) => reportOf(part) === undefined).map(({ name }) => name);
  return [
    ...parts.flatMap(figuresOf),
    {
      figure: "Mutation tests, parts measured",
      value: `${parts.length - missing.length} of ${parts.length}${missing.length > 0 ? `, without ${missing.join(", ")}` : ""}`,
      target: "all",
      met: missing.length === 0,
    },
  ];
}

function figuresOf(part: Part): Figure[] {
  const report = reportOf(part);
  if (report === undefined) return [];
  const { killed, timeout, survived, noCoverage, errors, pageTexts, constants } = tally(report);
  return [
    {
      figure: `Mutation score, ${part.title}`,
      value: percent(report),
      target: `at least ${MINIMUM} %`,
      met: isGood(part),
    },
    {
      figure: `Mutants, ${part.title}`,
      value: `${killed} killed, ${timeout} timed out, ${survived} survived, ${noCoverage} without a test, ${errors} not loadable; left alone: ${pageTexts} texts of pages, ${constants} constants of modules`,
      target: "",
    },
  ];
}

const percent = (report: Report) => `${score(tally(report)).toFixed(1)} %`;

/** The last report of a part, if it ever ran to its end. */
function reportOf({ name }: Part): Report | undefined {
  const text = read(`${name}.report.json`);
  return text === undefined ? undefined : parseReport(text);
}

function read(name: string): string | undefined {
  const file = path.join(folder, name);
  return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : undefined;
}
