import { errorsOf } from "../../offline/in-process";
import type { StackRun } from "../run-stacks";
import { judgeDeployment, policyConfig } from "./policies";

/** Something that is wrong with a stack, or that somebody should know. */
export interface Finding {
  /** An error stops a deployment, advice does not. */
  readonly level: "error" | "advice";
  /** Where it comes from: the settings, what AWS would refuse, or a rule of the policy pack. */
  readonly source: "settings" | "refusal" | "policy";
  /** Key of the setting, URN of the resource, or empty for the stack. */
  readonly subject: string;
  readonly message: string;
  /** Rule of the policy pack. */
  readonly rule?: string;
}

/** One stack, judged. */
export interface CheckedStack {
  readonly stack: string;
  /** How many resources were registered. */
  readonly resources: number;
  readonly findings: readonly Finding[];
  /** How many resources a rule could not judge, counted once per rule. */
  readonly notEvaluated: number;
  /** The stack before it without which nothing can be said. */
  readonly waitsFor?: string;
}

/** Judges the stacks of one group by what their runs told and by the policy pack, each beside those before it. */
export async function judgeRuns(runs: readonly StackRun[]): Promise<CheckedStack[]> {
  const checked: CheckedStack[] = [];
  for (const [index, run] of runs.entries()) {
    const peers = runs.slice(0, index).flatMap(({ up }) => up ?? []);
    checked.push(await judgeRun(run, peers));
  }
  return checked;
}

async function judgeRun(run: StackRun, peers: NonNullable<StackRun["up"]>[]): Promise<CheckedStack> {
  const { stack, system, mistakes, deployment, up, waitsFor } = run;
  const settings = mistakes.map(
    ({ path, sentence }): Finding => ({
      level: "error",
      source: "settings",
      subject: path,
      message: sentence,
    }),
  );
  const none = { stack, resources: 0, notEvaluated: 0, ...(waitsFor === undefined ? {} : { waitsFor }) };
  if (deployment === undefined) return { ...none, findings: settings };
  const refused = [deployment, ...(up === undefined || up === deployment ? [] : [up])]
    .flatMap(errorsOf)
    .map(({ urn = "", message }): Finding => ({ level: "error", source: "refusal", subject: urn, message }));
  // The engine judges no stack whose program failed, for what is not there yet can't be judged.
  if (refused.length > 0)
    return { ...none, resources: deployment.resources.length, findings: unique(refused) };
  const { results, counts } = await judgeDeployment(deployment, policyConfig(system), peers);
  const violations = results
    .filter(({ status }) => status === "violation")
    .map(
      ({ level, urn, message, rule }): Finding => ({
        level: level === "mandatory" ? "error" : "advice",
        ...{ source: "policy", subject: urn, message, rule },
      }),
    );
  return {
    ...none,
    resources: deployment.resources.length,
    notEvaluated: counts.notEvaluated,
    findings: violations,
  };
}

function unique(findings: readonly Finding[]): Finding[] {
  const seen = new Map(findings.map((finding) => [`${finding.subject} ${finding.message}`, finding]));
  return [...seen.values()];
}

/** Whether a deployment would be stopped. */
export function isClean({ findings, waitsFor }: CheckedStack): boolean {
  return waitsFor === undefined && findings.every(({ level }) => level !== "error");
}
