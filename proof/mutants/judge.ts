import { plainAssertions } from "../../test/support/plain-assertions";
import { complaintsOf, reportOf } from "../access/report";
import type { SystemGraph } from "./graph";
import type { Mutant } from "./operators/operator";
import { readConfiguration, type Violation, violationsOf } from "./policies";
import { type Replayed, replay } from "./replay";
import type { System } from "./systems";

plainAssertions();

/** Who can catch a mistake, from cheap to dear. */
export type JudgeName =
  | "types"
  | "program"
  | "stand-in"
  | "requirements"
  | "access"
  | "policy pack"
  | "unit tests";

/** What a judge said first. */
export interface Catch {
  readonly judge: JudgeName;
  /** Name of the refusal, rule or test. */
  readonly by: string;
  readonly message: string;
  /** Whether it is shown only, and stops nothing. */
  readonly isAdvice?: boolean;
}

/** A test that failed. */
export interface Failed {
  readonly title: string;
  readonly message: string;
}

/** A system as it is without mistakes, with what is said of it then. */
export interface Sound {
  readonly system: System;
  readonly graph: SystemGraph;
  /** Its other stacks. */
  readonly beside: SystemGraph;
  /** Violations of the sound system; a mistake is one that adds another. */
  readonly known: ReadonlySet<string>;
  /** Everything that is said against it: none of it is a mistake. */
  readonly alarms: readonly Catch[];
}

/** Brings a system up without mistakes, and asks all judges. */
export async function soundSystem(system: System, graph: SystemGraph, beside: SystemGraph): Promise<Sound> {
  const replayed = replay(graph);
  const violations = await violationsOf(replayed.system, readConfiguration(system.policies));
  const failed = failedRequirements(system, replayed.system);
  const complaints = await complaintsAbout(system, replayed.system, beside);
  const known = new Set([...violations.map(keyOf), ...complaints.map(({ message }) => message)]);
  const alarms: Catch[] = [
    ...refusalsOf(replayed),
    ...complaints,
    ...violations.map(catchOf),
    ...failed.map(({ title, message }): Catch => ({ judge: "requirements", by: title, message })),
  ];
  return { system, graph: replayed.system, beside, known, alarms };
}

/** Asks the judges about a mistake until one catches it; undefined when it survives them all. */
export function judge(sound: Sound, mutant: Mutant): Promise<Catch | undefined> {
  return judgeGraph(sound, mutant.plant(), isAboutAccess(mutant));
}

/**
 * Asks the judges about a graph with a mistake.
 *
 * @param concernsAccess whether the mistake may change who may do what; to ask costs more than the tests do
 */
export async function judgeGraph(
  sound: Sound,
  graph: SystemGraph,
  concernsAccess: boolean,
): Promise<Catch | undefined> {
  const replayed = replay(graph);
  const [refusal] = refusalsOf(replayed);
  if (refusal !== undefined) return refusal;
  const [failed] = failedRequirements(sound.system, replayed.system);
  if (failed !== undefined) return { judge: "requirements", by: failed.title, message: failed.message };
  if (concernsAccess) {
    const complaints = await complaintsAbout(sound.system, replayed.system, sound.beside);
    const complaint = complaints.find(({ message }) => !sound.known.has(message));
    if (complaint !== undefined) return complaint;
  }
  const configuration = readConfiguration(sound.system.policies);
  const violations = await violationsOf(replayed.system, configuration, sound.graph);
  const violation = violations.find((one) => !sound.known.has(keyOf(one)));
  return violation && catchOf(violation);
}

function refusalsOf({ refused }: Replayed): Catch[] {
  return refused.map(({ reason }) => {
    const [, name] = /TANDEM_OFFLINE_ALLOW=([a-z0-9/.:-]+)/i.exec(reason) ?? [];
    return { judge: "stand-in", by: name ?? "shape of the inputs", message: reason };
  });
}

const keyOf = ({ rule, urn, message }: Violation): string => `${rule} ${urn} ${message}`;

const catchOf = ({ rule, level, message }: Violation): Catch => ({
  judge: "policy pack",
  by: rule,
  message,
  ...(level === "advisory" ? { isAdvice: true } : {}),
});

/** What the checks of all policies say, and the rows of who may do what. */
async function complaintsAbout(system: System, graph: SystemGraph, beside: SystemGraph): Promise<Catch[]> {
  const stacks = Object.fromEntries([...graph, ...beside].map(({ stack, nodes }) => [stack, nodes]));
  const report = await reportOf([{ system: system.name, stacks }]);
  return complaintsOf(report, false).map((message) => {
    const [, by = ""] = /^[^:]+: ([a-z-]+)/.exec(message) ?? [];
    return { judge: "access", by, message };
  });
}

function isAboutAccess({ type, path, operator }: Mutant): boolean {
  if (operator === "drop-tag") return false;
  return operator === "swap-reference" || /policy|Policy|[rR]ole|^aws:(iam|kms)\//.test(`${type} ${path}`);
}

/** Runs the tests of a system's requirements on a graph. */
export function failedRequirements(system: System, graph: SystemGraph): Failed[] {
  const failed: Failed[] = [];
  system.requirements(graph, (title, test) => {
    try {
      test();
    } catch (error) {
      failed.push({ title, message: error instanceof Error ? error.message : String(error) });
    }
  });
  return failed;
}
