import { type SystemName, systemNames } from "../../stacks/settings/schemas";
import type { Figure } from "../result";
import type { Outcome } from "./case";

/** What a run of many cases came to. */
export interface Tally {
  tried: number;
  stacks: number;
  resources: number;
  mistakes: number;
  /** Random settings that were not of the kind that was wanted. */
  leftOut: number;
  failed: Outcome[];
  bySystem: Map<SystemName, number>;
}

export function emptyTally(): Tally {
  const bySystem = new Map(systemNames.map((name) => [name, 0]));
  return { tried: 0, stacks: 0, resources: 0, mistakes: 0, leftOut: 0, failed: [], bySystem };
}

/** Adds a case. */
export function count(tally: Tally, outcome: Outcome): void {
  if (!outcome.accepted) {
    tally.leftOut += 1;
    return;
  }
  tally.tried += 1;
  tally.stacks += outcome.stacks;
  tally.resources += outcome.resources;
  tally.mistakes += outcome.mistakes;
  tally.bySystem.set(outcome.system, (tally.bySystem.get(outcome.system) ?? 0) + 1);
  if (outcome.failures.length > 0) tally.failed.push(outcome);
}

/** Least share of random settings that are of the kind that was wanted; below it they are not worth their time. */
const LEAST_ACCEPTED = 0.6;

/** The figures of the evidence. */
export function figures(tally: Tally, kind: Outcome["kind"]): Figure[] {
  const { tried, failed, leftOut } = tally;
  const share = tried / Math.max(1, tried + leftOut);
  const wanted = kind === "valid" ? 10_000 : 5000;
  const number = (value: number) => value.toLocaleString("en");
  const systems = [...tally.bySystem].map(([name, times]) => `${name} ${number(times)}`).join(", ");
  return [
    {
      figure: `Random ${kind} systems tried`,
      value: `${number(tried)} (${systems})`,
      target: `at least ${number(wanted)}`,
      met: tried >= wanted,
    },
    kind === "valid"
      ? {
          figure: "Stacks and resources that they made",
          value: `${number(tally.stacks)} stacks, ${number(tally.resources)} resources`,
          target: "",
        }
      : { figure: "Mistakes planted into them", value: number(tally.mistakes), target: "" },
    {
      figure:
        kind === "valid" ? "Systems that break a property" : "Systems of which a wrong key is not named",
      value: number(failed.length),
      target: "0",
      met: failed.length === 0,
    },
    {
      figure: `Random settings that are ${kind} as wanted`,
      value: `${Math.round(share * 100)} %`,
      target: `at least ${LEAST_ACCEPTED * 100} %`,
      met: share >= LEAST_ACCEPTED,
    },
  ];
}
