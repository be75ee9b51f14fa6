import type { ChildProcess } from "node:child_process";
import type { Outcome } from "../../offline";
import { faultsVariable } from "../../offline/providers/faults/parse";
import { pick } from "./chance";
import { type Place, up } from "./homes";
import { type Target, targetOf } from "./kinds";
import type { Plan } from "./plan";
import { runningProcesses, targets } from "./processes";
import { resourcesIn } from "./state";
import type { Start, Untouched } from "./untouched";

/** Where exactly a run interrupts its stack. */
export interface Point {
  /** A sentence for people. */
  readonly says: string;
  /** Rules for the providers; empty where a process is killed from outside. */
  readonly faults: string;
  /** Process to kill, and when: one of its kind, or each one until the `up` ends. */
  readonly kill?: {
    target: Target;
    chance: number;
    isEach: boolean;
    resources?: number;
    milliseconds?: number;
  };
}

/** The start that is nearest before the plan's point: what comes before need not be made again. */
export function startOf({ point }: Plan, { starts }: Untouched): Start {
  const before = starts.filter(({ part }) => part <= point);
  return before.reduce((best, start) => (start.part > best.part ? start : best), starts[0] as Start);
}

/**
 * Turns a plan into a point of this stack.
 *
 * @param attempt from 0: each goes half of the way of the one before, since the stack was up all the same
 */
export function pointOf(plan: Plan, untouched: Untouched, start: Start, attempt = 0): Point {
  const target = targetOf(plan.kind);
  if (target === undefined) return faultPoint(plan, untouched, start);
  const part = start.part + (plan.point - start.part) * 0.5 ** attempt;
  // A provider that has made all of its own ends nothing, nor does a host that only answered what the program needs.
  const kill = { target, chance: plan.chance("process"), isEach: attempt > 0 };
  const says = `${kill.isEach ? "each " : ""}${target} killed`;
  if (plan.byClock) {
    // From the program's start on; what is there already is passed over quickly.
    const milliseconds = Math.round(200 + (part - start.part) * untouched.milliseconds);
    return { says: `${says} after ${milliseconds} ms`, faults: "", kill: { ...kill, milliseconds } };
  }
  const more = Math.max(1, Math.ceil((part - start.part) * untouched.size));
  return {
    says: `${says} when ${more} more of ${untouched.size} resources are there`,
    ...{ faults: "", kill: { ...kill, resources: more } },
  };
}

function faultPoint(plan: Plan, { resources }: Untouched, { urns }: Start): Point {
  const left = resources.filter(({ urn, type }) => type.startsWith("aws:") && !urns.has(urn));
  const { urn, type } = pick(left, plan.chance("resource"));
  const when = plan.chance("when") < 0.5 ? "before" : "after";
  const rule = (faults: string): Point => ({ says: faults, faults });
  switch (plan.kind) {
    case "throttle":
      return rule(`throttle any ${type.split("/")[0]}/* times=3`);
    case "fail":
      return rule(failNth(1, left.length, plan));
    case "deleted":
    case "changed":
      // There must be something to delete or to change.
      return rule(failNth(Math.min(20, left.length), left.length, plan));
    case "fail-after":
      return rule(`fail-after create ${urn}`);
    case "half-create":
      return rule(`half-create create ${urn}`);
    case "hang":
      return rule(`hang create ${urn} seconds=${1 + Math.floor(plan.chance("seconds") * 4)}`);
    case "engine-in-call":
      return rule(`die create ${urn} when=${when}`);
    case "provider-in-call":
      return rule(`crash create ${urn} when=${when}`);
    default:
      throw new Error(`${plan.kind} is no fault of a call`);
  }
}

function failNth(from: number, to: number, plan: Plan): string {
  return `fail create aws:* nth=${from + Math.floor(plan.chance("nth") * (to - from + 1))}`;
}

/** An interrupted `up`, and whether it was interrupted at all. */
export interface Interruption {
  readonly outcome: Outcome;
  readonly happened: boolean;
}

/** Runs `up` with the fault, or with somebody who kills a process of it without a warning. */
export async function interrupt(place: Place, stack: string, { faults, kill }: Point): Promise<Interruption> {
  let killed = false;
  let watch: NodeJS.Timeout | undefined;
  const before = resourcesIn(place.home.accountDirectory);
  const onStart = (child: ChildProcess) => {
    if (kill === undefined) return;
    const started = Date.now();
    watch = setInterval(() => {
      const reached =
        kill.milliseconds !== undefined
          ? Date.now() - started >= kill.milliseconds
          : resourcesIn(place.home.accountDirectory) >= before + (kill.resources ?? 0);
      if (!reached || child.pid === undefined) return;
      const found = targets(runningProcesses(), child.pid, kill.target);
      // The program and the plugins start a while after the engine.
      if (found.length === 0) return;
      if (!kill.isEach) clearInterval(watch);
      for (const pid of kill.isEach ? found : [pick(found, kill.chance)]) killed = end(pid) || killed;
    }, 20);
  };
  const outcome = await place.home.pulumi(up(stack), { env: { [faultsVariable]: faults }, onStart });
  clearInterval(watch);
  return { outcome, happened: kill === undefined ? outcome.code !== 0 : killed && outcome.code !== 0 };
}

/** Kills a process. @returns false when it had ended in the meantime */
function end(pid: number): boolean {
  try {
    return process.kill(pid, "SIGKILL");
  } catch {
    return false;
  }
}
