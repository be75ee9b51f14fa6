import type { Figure } from "../result";
import { type ActionFacts, loadFacts } from "./action-facts";
import { type Checked, checkSystem, unused } from "./checks";
import { type Collected, collect } from "./documents";
import type { SystemGraph } from "./graph";
import { type Answered, answer, rowsOfSystem } from "./rows";
import { Finder } from "./rows/row";
import { accessPage } from "./tables";

/** What was found out of one system. */
export interface SystemReport extends Checked {
  readonly graph: SystemGraph;
  readonly collected: Collected;
  readonly answers: readonly Answered[];
}

/** What was found out of some systems. */
export interface AccessReport {
  readonly systems: readonly SystemReport[];
  readonly facts: ActionFacts;
  /** Reasons and outside things that none of these systems needs. */
  readonly unused: readonly string[];
}

/** Reads and checks all documents of some systems, and asks what their rows ask. */
export async function reportOf(graphs: readonly SystemGraph[]): Promise<AccessReport> {
  const collected = graphs.map(collect);
  const requests = graphs.flatMap((graph) => {
    const find = new Finder(graph);
    return rowsOfSystem(graph).map((row) => row.request(find));
  });
  const facts = await loadFacts(collected, requests);
  const systems = graphs.map((graph, index) => {
    const documents = collected[index] as Collected;
    const checked = checkSystem(graph, documents, facts);
    return { graph, collected: documents, answers: answer(graph, documents, facts), ...checked };
  });
  const met = new Set(systems.flatMap((system) => [...system.met]));
  return { systems, facts, unused: unused(met) };
}

/** The pages of the reference: path below the repository's root, and content. */
export function accessPages({ systems, facts }: AccessReport): [string, string][] {
  return systems.map(({ graph, collected }) => [
    `docs/reference/access-${graph.system}.md`,
    accessPage(graph, collected, facts),
  ]);
}

/** Everything that has to be mended, a line each. */
export function complaintsOf({ systems, unused: entries }: AccessReport, whole: boolean): string[] {
  return [
    ...systems.flatMap(({ graph: { system }, findings, answers }) => [
      ...findings.map(
        ({ check, stack, document, statement, message }) =>
          `${system}: ${[check, stack, document, statement].filter(Boolean).join(" ")}: ${message}`,
      ),
      ...answers
        .filter(({ met }) => !met)
        .map(
          ({ row, decision, nonsense }) =>
            `${system}: ${row.expect}: ${row.says}: ${nonsense ?? `${decision.outcome}, ${decision.because}`}`,
        ),
    ]),
    ...(whole ? entries.map((entry) => `an entry excuses what no system has: ${entry}`) : []),
  ];
}

/** The figures of the evidence. */
export function figuresOf({ systems, unused: entries }: AccessReport): Figure[] {
  const sum = (count: (system: SystemReport) => number) =>
    systems.reduce((total, system) => total + count(system), 0);
  const statements = sum(({ collected }) =>
    collected.documents.reduce((total, document) => total + document.statements.length, 0),
  );
  const roles = sum(({ collected }) => collected.documents.filter(({ kind }) => kind === "trust").length);
  const found = sum(({ findings }) => findings.length);
  const asked = sum(({ answers }) => answers.length);
  const met = sum(({ answers }) => answers.filter((answered) => answered.met).length);
  const excused = new Set(systems.flatMap(({ excused }) => excused.map(({ reason }) => reason))).size;
  return [
    {
      figure: "policy documents read",
      value: String(sum(({ collected }) => collected.documents.length)),
      target: "",
    },
    { figure: "IAM statements checked", value: String(statements), target: "" },
    { figure: "roles", value: String(roles), target: "" },
    { figure: "findings without a reason", value: String(found), target: "0", met: found === 0 },
    { figure: "reasons for what stays wide", value: String(excused), target: "" },
    {
      figure: "reasons that nothing needs",
      value: String(entries.length),
      target: "0",
      met: entries.length === 0,
    },
    {
      figure: "must and must-not answers as owed",
      value: `${met} of ${asked}`,
      target: "all of at least 60",
      met: met === asked && asked >= 60,
    },
  ];
}
