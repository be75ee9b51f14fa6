import * as path from "node:path";
import { mendCheckpoints } from "../../offline/home/checkpoints";
import { enginePaths } from "../../offline/home/environment";
import { heal } from "./heal";
import { openPlace, type Place, quick, refresh, removePlace, said, succeed } from "./homes";
import { interrupt, type Point, pointOf, startOf } from "./interrupt";
import { differences, pictureOf } from "./outcome";
import type { Plan } from "./plan";
import { exported, type Interrupted, interruptedState, type Kept } from "./state";
import { surprise } from "./surprise";
import type { Untouched, UntouchedStacks } from "./untouched";

/** What a run showed. */
export interface Run {
  readonly plan: Plan;
  /** Where it happened, and what was done to the account. */
  readonly says: string;
  /** Resources that the state had when it was interrupted. */
  readonly had: number;
  /** What is wrong; empty when the stack healed. */
  readonly findings: readonly string[];
  /** Folder of the home, where something is wrong. */
  readonly home: string | undefined;
  readonly seconds: number;
}

type Shown = Pick<Run, "says" | "had" | "findings">;

/** How often a run is begun, where its stack comes up all the same. */
const attempts = 3;

/** Interrupts one stack, goes on, and compares it with the one that nobody touched. */
export async function runPlan(
  plan: Plan,
  untouchedStacks: UntouchedStacks,
  directory: string,
  program: string,
): Promise<Run> {
  const started = Date.now();
  let says = "nothing was interrupted";
  let home: string | undefined;
  const finish = (shown: Shown): Run => ({
    ...{ plan, seconds: (Date.now() - started) / 1000, home: shown.findings.length > 0 ? home : undefined },
    ...{ ...shown, says: says + shown.says },
  });
  try {
    const untouched = await untouchedStacks.of(plan.stack);
    const start = startOf(plan, untouched);
    for (let attempt = 0; attempt < attempts; attempt++) {
      const point = pointOf(plan, untouched, start, attempt);
      says = `${point.says}, begun with ${start.urns.size} resources`;
      home = path.join(directory, `run-${plan.number}-${attempt}`);
      const place = await openPlace(home, program, start.folder);
      const shown = await tryRun(plan, untouched, place, program, point);
      if (shown === undefined || shown.findings.length === 0) removePlace(place);
      if (shown !== undefined) return finish(shown);
    }
    home = undefined;
    return finish({ says: "", had: 0, findings: [`the stack came up all the same, ${attempts} times`] });
  } catch (error) {
    return finish({ says: "", had: 0, findings: [(error as Error).message] });
  }
}

/** @returns undefined when the stack came up all the same */
async function tryRun(
  plan: Plan,
  untouched: Untouched,
  place: Place,
  program: string,
  point: Point,
): Promise<Shown | undefined> {
  const stack = plan.stack.name;
  await place.home.ensureStack("tandem", stack);
  const { outcome, happened } = await interrupt(place, stack, point);
  if (plan.kind === "throttle") {
    const findings = outcome.code === 0 ? [] : [`a throttled up failed:\n${said(outcome)}`];
    return { says: "", had: 0, findings: await judged(findings, plan, untouched, place, []) };
  }
  if (!happened) return undefined;
  // What the next command would do first: a kill may leave the state half written.
  mendCheckpoints(enginePaths(place.directory).state);
  const interrupted = interruptedState(place.directory, "tandem", stack);
  const done =
    plan.kind === "deleted" || plan.kind === "changed"
      ? surprise(plan, place, program, interrupted.resources)
      : undefined;
  const kept = interrupted.resources.filter(({ urn }) => urn !== done?.urn);
  const findings = await healed(plan, place, program, interrupted);
  return {
    says: done === undefined ? "" : `, ${done.says}`,
    had: interrupted.resources.length,
    findings: await judged(findings, plan, untouched, place, kept),
  };
}

async function healed(
  plan: Plan,
  place: Place,
  program: string,
  interrupted: Interrupted,
): Promise<string[]> {
  try {
    await heal(plan, place, program, interrupted);
    return [];
  } catch (error) {
    return [(error as Error).message];
  }
}

/** Whether the stack is what it would be untouched: its graph, its account, its ids, and nothing left to change. */
async function judged(
  findings: readonly string[],
  { stack, previewed }: Plan,
  untouched: Untouched,
  place: Place,
  kept: readonly Kept[],
): Promise<string[]> {
  if (findings.length > 0) return [...findings];
  await succeed(place, refresh(stack.name), quick);
  const picture = pictureOf(await exported(place.home, stack.name), place.home.accountDirectory);
  const now = new Map(
    interruptedState(place.directory, "tandem", stack.name).resources.map((one) => [one.urn, one]),
  );
  const replaced = kept.filter(({ urn, id, created }) => {
    const after = now.get(urn);
    return after?.id !== id || after.created !== created;
  });
  return [
    ...differences(untouched.picture, picture),
    ...replaced.map(({ urn, id, created }) => {
      const after = now.get(urn);
      return `${urn} was ${id}, made at ${created}, and is ${after === undefined ? "gone" : `${after.id}, made at ${after.created}`}`;
    }),
    ...(previewed ? await changes(place, stack.name) : []),
  ];
}

async function changes(place: Place, stack: string): Promise<string[]> {
  try {
    await succeed(place, ["preview", "--expect-no-changes", "--non-interactive", "--stack", stack]);
    return [];
  } catch (error) {
    return [(error as Error).message];
  }
}
