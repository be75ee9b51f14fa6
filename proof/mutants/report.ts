import type { Figure } from "../result";
import type { JudgeName } from "./judge";
import type { SystemResult, Verdict } from "./run";

const allJudges: readonly JudgeName[] = [
  ...(["types", "program", "stand-in", "requirements", "access", "policy pack", "unit tests"] as const),
];

/** Judges that caught something, from cheap to dear. */
const judgesOf = (verdicts: readonly Verdict[]): JudgeName[] =>
  allJudges.filter((judge) => verdicts.some(({ caught }) => caught?.judge === judge));

/** Mistakes that have to be caught and were not. */
export const survivorsOf = (verdicts: readonly Verdict[]): Verdict[] =>
  verdicts.filter(({ caught, equivalent }) => caught === undefined && equivalent === undefined);

/** What happened, by operator and judge, and what to look at. */
export function table(results: readonly SystemResult[]): string {
  const all = results.flatMap(({ verdicts }) => verdicts);
  const judges = judgesOf(all);
  const lines = [row("", ["planted", ...judges, "equivalent", "SURVIVED"])];
  for (const name of new Set(all.map(({ mutant }) => mutant.operator)))
    lines.push(
      row(
        name,
        counts(
          all.filter(({ mutant }) => mutant.operator === name),
          judges,
        ),
      ),
    );
  for (const { sound, verdicts } of results)
    lines.push(row(`= ${sound.system.name}`, counts(verdicts, judges)));
  lines.push(row("= all", counts(all, judges)));
  for (const { system, mutant } of survivorsOf(all)) {
    const { operator, urn, path, change } = mutant;
    lines.push(
      "",
      `survived: ${operator} in ${system}`,
      `  ${urn}`,
      `  ${path === "" ? "" : `${path}: `}${change}`,
    );
  }
  for (const { sound } of results) {
    for (const { judge, by, message, isAdvice } of sound.alarms) {
      const what = isAdvice ? "advice" : "false alarm";
      lines.push("", `${what} in the sound ${sound.system.name} by the ${judge}: ${by}`, `  ${message}`);
    }
  }
  return lines.join("\n");
}

function counts(verdicts: readonly Verdict[], judges: readonly JudgeName[]): string[] {
  const by = judges.map((judge) => verdicts.filter(({ caught }) => caught?.judge === judge).length);
  const equivalent = verdicts.filter((one) => one.equivalent !== undefined).length;
  return [verdicts.length, ...by, equivalent, survivorsOf(verdicts).length].map(String);
}

function row(name: string, cells: readonly string[]): string {
  return `${name.padEnd(20)}${cells.map((cell) => cell.padStart(13)).join("")}`;
}

/** Share of the mistakes that has to be caught. */
const CAUGHT = 0.99;

/** @param where in what the mistakes were planted, for people */
export function figuresOf(results: readonly SystemResult[], where: string): Figure[] {
  const all = results.flatMap(({ verdicts }) => verdicts);
  const equivalent = all.filter((one) => one.equivalent !== undefined).length;
  const mistakes = all.length - equivalent;
  const survivors = survivorsOf(all).length;
  const share = mistakes === 0 ? 1 : (mistakes - survivors) / mistakes;
  const alarms = results.flatMap(({ sound }) => sound.alarms.filter(({ isAdvice }) => !isAdvice)).length;
  const perJudge = judgesOf(all).map((judge) => {
    const caught = all.filter((one) => one.caught?.judge === judge).length;
    return { figure: `caught first by the ${judge}`, value: String(caught), target: "" };
  });
  return [
    { figure: `mistakes planted in ${where}`, value: String(all.length), target: "" },
    { figure: "of these without meaning, each explained", value: String(equivalent), target: "" },
    {
      figure: "caught of the others",
      value: `${mistakes - survivors} of ${mistakes} (${(100 * share).toFixed(1)} %)`,
      target: "at least 99 %",
      met: share >= CAUGHT,
    },
    ...perJudge,
    { figure: "false alarms on the sound systems", value: String(alarms), target: "0", met: alarms === 0 },
  ];
}
