import type { Deployed } from "../../../test/support/state";
import type { SystemUp, Up } from "./system";

type Inputs = Record<string, unknown>;

/** The same settings, run twice, give the same graph: URNs, inputs and dependencies. */
export function differencesOfTwoRuns(first: SystemUp, second: SystemUp): string[] {
  return first.stacks.flatMap((one) => {
    const other = second.stacks.find(({ stack }) => stack === one.stack);
    return other === undefined ? [`${one.stack} did not come up again`] : different(one, other);
  });
}

function different(one: Up, other: Up): string[] {
  const again = new Map(other.graph.map((resource) => [resource.urn, resource]));
  const changed = one.graph.flatMap((resource) => {
    const same = again.get(resource.urn);
    if (same === undefined) return [`${resource.urn} is there in one of two runs alone`];
    return content(resource) === content(same) ? [] : [`${resource.urn} is another in the second run`];
  });
  const urns = new Set(one.graph.map(({ urn }) => urn));
  const more = other.graph.filter(({ urn }) => !urns.has(urn));
  return [...changed, ...more.map(({ urn }) => `${urn} is there in the second of two runs alone`)];
}

const content = ({ inputs, dependencies, parent, protect }: Deployed) =>
  JSON.stringify({ inputs, dependencies: [...dependencies].sort(), parent, protect });

/**
 * One more stack leaves the others as they are, but for what is made for its region, and for lists that name regions:
 * nothing that was there goes away, and whatever changes names the new region or what is made for it. A record, for
 * example, whose health check gives way to one that heeds a switch for the new region, too.
 *
 * @param without the system before
 * @param added the system with one more stack, its last
 */
export function collateralOfOneMore(without: SystemUp, added: SystemUp): string[] {
  const last = added.stacks.at(-1);
  if (last === undefined) return [];
  const traces = tracesOf(last);
  return without.stacks.flatMap((before) => {
    const after = added.stacks.find(({ stack }) => stack === before.stack);
    const now = new Map(after?.graph.map((resource) => [resource.urn, resource]));
    const were = new Set(before.graph.map(({ urn }) => urn));
    const made = [...now.values()].flatMap(({ urn, id }) => (were.has(urn) || !id ? [] : [id]));
    return before.graph.flatMap((resource) => {
      const same = now.get(resource.urn);
      if (same === undefined) return [`${resource.urn} goes away when ${last.region} is added`];
      const [old, fresh] = [JSON.stringify(resource.inputs), JSON.stringify(same.inputs)];
      if (old === fresh || [...traces, ...made].some((trace) => fresh.includes(trace))) return [];
      if (grew(resource.inputs, same.inputs)) return [];
      return [`${resource.urn} changes when ${last.region} is added, and does not name it`];
    });
  });
}

/** Whether one value is the other with longer lists, also in the JSON of documents. */
function grew(old: unknown, fresh: unknown): boolean {
  if (Array.isArray(old) && Array.isArray(fresh)) {
    const texts = fresh.map((item) => JSON.stringify(item));
    return old.every((item, index) => texts.includes(JSON.stringify(item)) || grew(item, fresh[index]));
  }
  if (typeof old === "object" && old !== null && typeof fresh === "object" && fresh !== null) {
    const keys = [...new Set([...Object.keys(old), ...Object.keys(fresh)])];
    // A number beside a longer list counts what is in it.
    const longer = keys.some((key) => size((fresh as Inputs)[key]) > size((old as Inputs)[key]));
    return keys.every((key) => {
      const [was, is] = [(old as Inputs)[key], (fresh as Inputs)[key]];
      return grew(was, is) || (longer && typeof was === "number" && typeof is === "number" && is > was);
    });
  }
  if (typeof old === "string" && typeof fresh === "string" && /^[[{]/.test(old) && /^[[{]/.test(fresh)) {
    return grew(JSON.parse(old), JSON.parse(fresh));
  }
  return old === fresh;
}

const size = (value: unknown) => (Array.isArray(value) ? value.length : 0);

/** By what a change shows that it is for a stack: its region, or the address range of its network. */
function tracesOf({ region, graph }: Up): string[] {
  const ranges = graph
    .filter(({ type }) => type === "aws:ec2/vpc:Vpc")
    .flatMap(({ inputs }) => (typeof inputs.cidrBlock === "string" ? [inputs.cidrBlock] : []));
  return [region, ...ranges];
}

/** Two environments with the same settings have the same shape: types, logical names and parents. */
export function shapeDifferences(one: SystemUp, other: SystemUp): string[] {
  return one.stacks.flatMap((stack, index) => {
    const [here, there] = [shape(stack), shape(other.stacks[index] as Up)];
    return [
      ...only(here, there).map((urn) => `${stack.stack}: ${urn} is in one environment alone`),
      ...only(there, here).map((urn) => `${stack.stack}: ${urn} is in the other alone`),
    ];
  });
}

/** URNs that are there in a stack's `up` or in its preview alone. */
export function previewDifferences(ups: readonly Up[], previews: readonly Up[]): string[] {
  return ups.flatMap(({ graph }, index) => {
    const made = new Set(graph.map(({ urn }) => urn));
    const shown = new Set(previews[index]?.graph.map(({ urn }) => urn));
    return [
      ...only(made, shown).map((urn) => `${urn} is missing in the preview`),
      ...only(shown, made).map((urn) => `${urn} is in the preview alone`),
    ];
  });
}

/** What is in the first set and not in the second. */
const only = (one: ReadonlySet<string>, other: ReadonlySet<string>): string[] =>
  [...one].filter((item) => !other.has(item));

/** URNs without the stack's name. */
const shape = ({ graph }: Up) => new Set(graph.map(({ urn }) => urn.split("::").slice(2).join("::")));
