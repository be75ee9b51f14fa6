import { errorsOf } from "../../offline/in-process";
import { graphOf, type Mode, runGroup, type StackRun } from "../run-stacks";
import { isValid } from "./judge";
import { accountFor } from "./prerequisites";
import { sharedAddresses } from "./properties/addresses";
import {
  collateralOfOneMore,
  differencesOfTwoRuns,
  previewDifferences,
  shapeDifferences,
} from "./properties/compare";
import { brokenContract } from "./properties/contracts";
import { wrongNames } from "./properties/names";
import { refusedByPolicies } from "./properties/policies";
import { strayResources } from "./properties/regions";
import { plainSecrets } from "./properties/secrets";
import type { SystemUp, Up } from "./properties/system";
import { sameUrns } from "./properties/urns";
import type { StackSet } from "./stack-set";

/** What a broken property is called, and what breaks it. */
export interface Failure {
  property: string;
  what: string;
}

/** What holds for every system that is up. */
const PROPERTIES: Readonly<Record<string, (system: SystemUp) => string[] | Promise<string[]>>> = {
  "URNs are unique": sameUrns,
  "names are AWS's": wrongNames,
  "address ranges are disjoint": sharedAddresses,
  "resources are in a region that the settings name": strayResources,
  "no secret is in clear": plainSecrets,
  "the contract is complete": brokenContract,
  "policies refuse nothing": refusedByPolicies,
};

/** What is compared between two runs; each costs a run of its own. */
export type Comparison = "again" | "one-more" | "environment" | "preview";

/** What was tried of a set of settings. */
export interface Tried {
  stacks: number;
  resources: number;
  failures: Failure[];
}

/**
 * Brings a system up in an account of its own, and looks at every property.
 *
 * @param comparison what is compared besides, by a second run
 */
export async function tryValid(set: StackSet, comparison?: Comparison): Promise<Tried> {
  const first = await up(set);
  if ("failures" in first) return { stacks: set.stacks.length, resources: 0, failures: first.failures };
  const failures: Failure[] = [];
  for (const [property, check] of Object.entries(PROPERTIES)) {
    for (const what of await check(first)) failures.push({ property, what });
  }
  const compared = comparison === undefined ? [] : await compare(first, comparison);
  const resources = first.stacks.reduce((sum, { graph }) => sum + graph.length, 0);
  return { stacks: set.stacks.length, resources, failures: [...failures, ...compared] };
}

/** Runs all stacks of a system in an account of their own, with what people make before. */
async function runsOf(set: StackSet, mode: Mode): Promise<StackRun[]> {
  const group = set.stacks.map(({ stack, raw }) => ({ stack, settings: raw }));
  return runGroup(group, mode, await accountFor(set));
}

async function up(set: StackSet): Promise<SystemUp | { failures: Failure[] }> {
  const runs = await runsOf(set, "up");
  const stacks: Up[] = [];
  const failures: Failure[] = [];
  for (const [index, { stack, mistakes, up: deployment }] of runs.entries()) {
    for (const { path, sentence } of mistakes) {
      failures.push({ property: "valid settings are taken", what: `${stack}: ${path}: ${sentence}` });
    }
    if (deployment === undefined) continue;
    for (const { urn, message } of errorsOf(deployment)) {
      failures.push({ property: "valid settings deploy", what: `${urn ?? stack}: ${message}` });
    }
    const region = String(set.stacks[index]?.raw.region);
    stacks.push({ stack, region, deployment, graph: graphOf(deployment) });
  }
  return failures.length > 0 ? { failures } : { set, stacks };
}

async function compare(first: SystemUp, comparison: Comparison): Promise<Failure[]> {
  if (comparison === "preview") return previewFailures(first);
  const other = changed(first.set, comparison);
  if (other === undefined || !isValid(other)) return [];
  const second = await up(other);
  if ("failures" in second) return second.failures;
  const found: Record<typeof comparison, [string, () => string[]]> = {
    again: ["the same settings give the same graph", () => differencesOfTwoRuns(first, second)],
    "one-more": ["one more region changes itself and lists", () => collateralOfOneMore(second, first)],
    environment: ["environments have one shape", () => shapeDifferences(first, second)],
  };
  const [property, differences] = found[comparison];
  return differences().map((what) => ({ property, what }));
}

/** What a preview of each stack, with those before it up, shows otherwise than its `up` does. */
async function previewFailures({ set, stacks }: SystemUp): Promise<Failure[]> {
  const runs = await runsOf(set, "preview");
  const previews = runs.map(({ stack, deployment }, index): Up => {
    if (deployment === undefined) throw new Error(`${stack} came up and has no preview`);
    return { ...(stacks[index] as Up), deployment, graph: graphOf(deployment) };
  });
  const told = (property: string, found: string[]) => found.map((what) => ({ property, what }));
  return [
    ...told(
      "what comes up previews",
      previews.flatMap(({ deployment }) =>
        errorsOf(deployment).map(({ urn, message }) => `${urn}: ${message}`),
      ),
    ),
    ...told("a preview has the resources of the up", previewDifferences(stacks, previews)),
    ...told("policies refuse nothing of a preview", await refusedByPolicies({ set, stacks: previews })),
  ];
}

/** The settings of the second run; `undefined` where there is nothing to compare. */
function changed(set: StackSet, comparison: Exclude<Comparison, "preview">): StackSet | undefined {
  const copy = structuredClone(set);
  if (comparison === "again") return copy;
  if (comparison === "one-more") {
    if (copy.stacks.length < 2) return undefined;
    return { ...copy, stacks: copy.stacks.slice(0, -1) };
  }
  for (const { raw } of copy.stacks) raw.environment = raw.environment === "dev" ? "prod" : "dev";
  return copy;
}
