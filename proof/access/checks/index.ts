import type { ActionFacts } from "../action-facts";
import { ArnIndex, knownArns } from "../arns";
import type { Collected } from "../documents";
import type { Finding } from "../finding";
import { homeAccount, type SystemGraph } from "../graph";
import { outside, type Reason, reasons } from "../reasons";
import { misfits, unknownActions, unknownConditionKeys } from "./actions";
import type { Check, Context } from "./context";
import { unknownResources, unknownSources } from "./resources";
import { openTrusts, principalForms } from "./trusts";
import { wildcardActions, wildcardPrincipals, wildcardResources } from "./wildcards";

const checks: readonly Check[] = [
  unknownActions,
  unknownConditionKeys,
  misfits,
  unknownResources,
  unknownSources,
  wildcardActions,
  wildcardPrincipals,
  wildcardResources,
  openTrusts,
  principalForms,
];

/** What is wrong in a system, what was let pass, and by which entries. */
export interface Checked {
  readonly findings: readonly Finding[];
  readonly excused: readonly { finding: Finding; reason: Reason }[];
  /** Reasons and outside things that were met. */
  readonly met: ReadonlySet<object>;
}

/** Holds every document of a system against every check. */
export function checkSystem(
  graph: SystemGraph,
  { documents, unread }: Collected,
  facts: ActionFacts,
): Checked {
  const met = new Set<object>();
  const context: Context = {
    facts,
    outside,
    met,
    arns: new ArnIndex(knownArns(graph)),
    account: homeAccount(graph),
  };
  const all = documents.flatMap((document) =>
    document.statements.flatMap((statement) =>
      checks.flatMap((check) => check(document, statement, context)),
    ),
  );
  const findings: Finding[] = unread.map((message) => ({
    ...{ check: "unread", stack: "", document: "", type: "", statement: "", subject: "", message },
  }));
  const excused: { finding: Finding; reason: Reason }[] = [];
  for (const finding of all) {
    const reason = reasons.find((entry) => excuses(entry, finding));
    if (reason === undefined) findings.push(finding);
    else {
      met.add(reason);
      excused.push({ finding, reason });
    }
  }
  return { findings, excused, met };
}

/** Whether an entry speaks of a finding. */
export function excuses(entry: Reason, finding: Finding): boolean {
  return (
    entry.check === finding.check &&
    entry.document.test(finding.document) &&
    (entry.statement === undefined || entry.statement === finding.statement) &&
    entry.subject.test(finding.subject)
  );
}

/** Entries that nothing met: they excuse what is not there any more. */
export function unused(met: ReadonlySet<object>): string[] {
  return [
    ...reasons
      .filter((entry) => !met.has(entry))
      .map(({ check, document, subject }) => `${check} ${document} ${subject}`),
    ...outside.filter((entry) => !met.has(entry)).map(({ pattern }) => pattern),
  ];
}
