import { Configuration, type PolicyEntry } from "../../frame/configuration";
import { runningPolicies } from "../../frame/pack";
import { Results, type ResultsDocument } from "../../frame/results";
import { type Rule, resourceRule, stackRule } from "../../frame/rule";
import type { Session, Surroundings } from "../../frame/run";
import type { Subject } from "../../frame/subject";
import { text } from "../../frame/values";
import { Waivers } from "../../frame/waivers";
import { resource, type TestResource } from "../../testing";
import { runPolicies } from "../../testing/judge";

export const texts = {
  area: "edge",
  title: "No resource is bad",
  severity: "high",
  why: "",
  mend: "Be good.",
  example: "",
  wellArchitected: [],
  pci: [],
} as const;

const isBad = ({ props }: Subject) => text(props, "state") === "bad";

export const resourceProbe = resourceRule({
  ...texts,
  id: "resource-probe",
  types: ["test:a:A", "test:b:B"],
  check: (subject, { violation }) => {
    if (isBad(subject)) violation("It is bad.");
  },
});
export const stackProbe = stackRule({
  ...texts,
  id: "stack-probe",
  severity: "medium",
  types: ["test:a:A"],
  check: (stack) => {
    for (const subject of stack.graph.ofType(["test:a:A"])) {
      stack.judge(subject, ({ violation }) => {
        if (isBad(subject)) violation("It is bad.");
      });
    }
  },
});

export const a = (name: string, state: unknown) => resource("test:a:A", name, { state });

/** A session with this configuration, and nothing else given. */
export function sessionOf(
  entries: Record<string, PolicyEntry>,
  results = new Results("probe", "1.2.3"),
  given: Partial<Surroundings> = {},
): Session {
  const configuration = new Configuration(new Map(Object.entries(entries)));
  const surroundings = { configuration, peers: [], waivers: new Waivers(), findings: [], ...given };
  return { surroundings: () => surroundings, results, inputs: new Map(), changed: () => undefined };
}

export interface Run {
  document: ResultsDocument;
  /** What was reported to Pulumi. */
  reported: unknown[];
}

export async function run(
  probes: readonly Rule[],
  resources: readonly TestResource[],
  entries: Record<string, PolicyEntry> = {},
  changed: (results: Results) => void = () => undefined,
  given: Partial<Surroundings> = {},
): Promise<Run> {
  const results = new Results("probe", "1.2.3");
  const session = sessionOf(entries, results, given);
  session.changed = () => changed(results);
  const reported: unknown[] = [];
  const policies = runningPolicies(probes, session).map((policy) => {
    if (!("validateStack" in policy)) return policy;
    return {
      ...policy,
      validateStack: ((args, _) =>
        policy.validateStack(args, (...said) => reported.push(said[0]))) as typeof policy.validateStack,
    };
  });
  await runPolicies(policies, resources, {}, (outcome) => reported.push(outcome.message));
  return { document: results.document(), reported };
}
