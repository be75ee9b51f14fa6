import { z } from "zod";

/** The part of Stryker's report (schema of mutation-testing-elements) that is read. */
const schema = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.string(),
      mutants: z.array(
        z.object({
          mutatorName: z.string(),
          status: z.string(),
          statusReason: z.string().optional(),
          replacement: z.string().optional(),
          location: z.object({
            start: z.object({ line: z.number(), column: z.number() }),
            end: z.object({ line: z.number(), column: z.number() }),
          }),
        }),
      ),
    }),
  ),
});

/** Stryker's report. */
export type Report = z.infer<typeof schema>;
type Mutant = Report["files"][string]["mutants"][number];

/** Reads Stryker's report. */
export function parseReport(text: string): Report {
  return schema.parse(JSON.parse(text));
}

/** How the mutants of a part ended. */
export interface Tally {
  readonly killed: number;
  readonly timeout: number;
  readonly survived: number;
  /** No test runs the code. */
  readonly noCoverage: number;
  /** Neither good nor bad: the mutant can't be loaded at all. */
  readonly errors: number;
  /** Texts of generated pages, which are not mutated. */
  readonly pageTexts: number;
  /** Constants that are worked out while a module loads, where these are left out. */
  readonly constants: number;
}

/** Counts the mutants by how they ended. */
export function tally(report: Report): Tally {
  const mutants = Object.values(report.files).flatMap((file) => file.mutants);
  const count = (...statuses: readonly string[]) =>
    mutants.filter(({ status }) => statuses.includes(status)).length;
  const constants = mutants.filter(
    ({ status, statusReason }) => status === "Ignored" && /^Static mutant/.test(statusReason ?? ""),
  ).length;
  return {
    killed: count("Killed"),
    timeout: count("Timeout"),
    survived: count("Survived"),
    noCoverage: count("NoCoverage"),
    errors: count("RuntimeError", "CompileError"),
    pageTexts: count("Ignored") - constants,
    constants,
  };
}

/** Mutants that a test noticed, in percent of those that could be noticed. */
export function score({ killed, timeout, survived, noCoverage }: Tally): number {
  const all = killed + timeout + survived + noCoverage;
  return all === 0 ? 100 : (100 * (killed + timeout)) / all;
}

/** One line for each mutant that no test noticed: place, what was there, and what stood there instead. */
export function survivors(report: Report): string[] {
  return Object.entries(report.files)
    .sort(([one], [other]) => one.localeCompare(other))
    .flatMap(([file, { source, mutants }]) => {
      const lines = source.split("\n");
      return mutants
        .filter(({ status }) => status === "Survived" || status === "NoCoverage")
        .sort(byPlace)
        .map((mutant) => {
          const { line, column } = mutant.location.start;
          const note = mutant.status === "NoCoverage" ? " (no test runs it)" : "";
          const was = short(textAt(lines, mutant));
          return `${file}:${line}:${column} ${mutant.mutatorName}${note}: ${was} -> ${short(mutant.replacement ?? "")}`;
        });
    });
}

function byPlace({ location: { start: one } }: Mutant, { location: { start: other } }: Mutant): number {
  return one.line - other.line || one.column - other.column;
}

function textAt(lines: readonly string[], { location: { start, end } }: Mutant): string {
  const inside = lines.slice(start.line - 1, end.line);
  const last = inside.length - 1;
  return inside
    .map((line, index) =>
      line.slice(index === 0 ? start.column - 1 : 0, index === last ? end.column - 1 : undefined),
    )
    .join(" ");
}

function short(text: string): string {
  const one = text.replace(/\s+/g, " ").trim();
  return one.length > 90 ? `${one.slice(0, 87)}...` : one;
}
