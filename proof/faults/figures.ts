import type { Figure } from "../result";
import { type Kind, kinds } from "./kinds";
import type { Run } from "./run";

/** Interrupted deployments that are promised. */
const PROMISED = 100;

/** The figures of all runs: kills and faults survived, and each kind by itself. */
export function figuresOf(runs: readonly Run[]): Figure[] {
  const ofGroup = (group: "kill" | "fault") => runs.filter(({ plan }) => kinds[plan.kind].group === group);
  const used = (Object.keys(kinds) as Kind[]).filter((kind) => runs.some(({ plan }) => plan.kind === kind));
  const systems = new Set(runs.map(({ plan }) => plan.stack.system));
  const count = { value: String(runs.length), target: `at least ${PROMISED}`, met: runs.length >= PROMISED };
  return [
    { figure: "deployments that were interrupted", ...count },
    survived("kills survived", ofGroup("kill")),
    survived("provider faults survived", ofGroup("fault")),
    ...used.map((kind) =>
      survived(
        `${kind}: ${kinds[kind].does}`,
        runs.filter(({ plan }) => plan.kind === kind),
      ),
    ),
    survived(
      "healed stacks previewed without a change",
      runs.filter(({ plan }) => plan.previewed),
    ),
    { figure: "systems that were interrupted", value: String(systems.size), target: "" },
  ].filter(({ value }) => value !== "0 of 0");
}

function survived(figure: string, runs: readonly Run[]): Figure {
  const good = runs.filter(({ findings }) => findings.length === 0).length;
  return { figure, value: `${good} of ${runs.length}`, target: "all", met: good === runs.length };
}

/** One line about a run. */
export function lineOf({ plan, says, had, findings, seconds, home }: Run): string {
  const head = `${findings.length === 0 ? "healed" : "FAILED"} ${plan.number} ${plan.stack.name} ${plan.kind}`;
  const line = `${head}: ${says}; the state had ${had}; ${plan.way} (${seconds.toFixed(0)} s)`;
  const shown = findings.slice(0, 12).map((finding) => `  ${finding}`);
  const more = findings.length > shown.length ? [`  and ${findings.length - shown.length} more`] : [];
  return [line, ...shown, ...more, ...(home === undefined ? [] : [`  its home is kept: ${home}`])].join("\n");
}
