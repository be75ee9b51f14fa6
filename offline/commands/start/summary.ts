import type { Finding } from "../../deep-check/findings";
import type { EngineEvent, Step } from "./events";

/** A top-level component and what it is made of. */
export interface ComponentRow {
  type: string;
  name: string;
  /** How many resources of each type it holds, itself not counted; shortened type names. */
  types: Map<string, number>;
}

/** What a policy pack found. */
export interface PolicyCounts {
  violations: number;
  advisories: number;
  waived: number;
  notEvaluated: number;
}

/** What the deep check said of a stack's graph. */
export interface DeepCheckOutcome {
  findings: readonly Finding[];
  /** AWS resources of the graph, and how many of them were judged. */
  resources: number;
  judged: number;
}

/** One previewed stack. */
export interface StackSummary {
  stack: string;
  components: ComponentRow[];
  /** Resources of the stack, components included, the stack itself and providers not. */
  resources: number;
  /** By operation, for example `create`. */
  changes: Record<string, number>;
  policies: PolicyCounts | undefined;
  /** Undefined when there was none; a text when it could not be done, which says why. */
  deepCheck?: DeepCheckOutcome | string | undefined;
  milliseconds: number;
  ok: boolean;
}

const ROOT = "pulumi:pulumi:Stack";

/** Resources by the component of the program that holds them, largest first. */
export function componentRows(events: readonly EngineEvent[]): ComponentRow[] {
  const steps = new Map(
    events.flatMap(({ resourcePreEvent }) =>
      resourcePreEvent ? [[resourcePreEvent.metadata.urn, resourcePreEvent.metadata] as const] : [],
    ),
  );
  const rows = new Map<string, ComponentRow>();
  for (const step of steps.values()) {
    if (step.type.startsWith("pulumi:")) continue;
    const top = topOf(step, steps);
    const row = rows.get(top.urn) ?? { type: short(top.type), name: nameOf(top.urn), types: new Map() };
    rows.set(top.urn, row);
    if (step === top && hasChildren(top, steps)) continue;
    row.types.set(short(step.type), (row.types.get(short(step.type)) ?? 0) + 1);
  }
  return [...rows.values()].sort((a, b) => size(b) - size(a) || a.name.localeCompare(b.name));
}

/** Resources of a row. */
export function size(row: ComponentRow): number {
  return [...row.types.values()].reduce((sum, count) => sum + count, 0);
}

/** How many resources the events are about. */
export function resourceCount(events: readonly EngineEvent[]): number {
  const urns = events.flatMap(({ resourcePreEvent }) =>
    resourcePreEvent && !resourcePreEvent.metadata.type.startsWith("pulumi:")
      ? [resourcePreEvent.metadata.urn]
      : [],
  );
  return new Set(urns).size;
}

/** Policy results as the events tell them, for packs that write no results of their own. */
export function policyCounts(events: readonly EngineEvent[]): PolicyCounts {
  const levels = events.flatMap(({ policyEvent }) => (policyEvent ? [policyEvent.enforcementLevel] : []));
  const violations = levels.filter((level) => level === "mandatory").length;
  return { violations, advisories: levels.length - violations, waived: 0, notEvaluated: 0 };
}

function topOf(step: Step, steps: ReadonlyMap<string, Step>): Step {
  const parent = steps.get((step.new ?? step.old)?.parent ?? "");
  return parent === undefined || parent.type === ROOT ? step : topOf(parent, steps);
}

function hasChildren({ urn }: Step, steps: ReadonlyMap<string, Step>): boolean {
  return [...steps.values()].some((step) => (step.new ?? step.old)?.parent === urn);
}

/** `aws:ec2/securityGroup:SecurityGroup` -> `ec2.SecurityGroup`; `tandem:components:StaticSite` -> `StaticSite`. */
function short(type: string): string {
  const [, module = "", name = ""] = type.split(":");
  const service = module.split("/")[0] as string;
  return service === "components" || service === "index" ? name : `${service}.${name}`;
}

function nameOf(urn: string): string {
  return urn.split("::").at(-1) as string;
}
