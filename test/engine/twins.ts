import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import type { Declare } from "../support/declare";
import type { Deployed } from "../support/state";

/** A property in which resources of one role may differ from region to region, and why. */
export type Difference = readonly [type: RegExp, name: RegExp, property: RegExp, reason: string];

const REGION =
  /\b[a-z]{2}-(?:north|south|east|west|central|northeast|southeast|northwest|southwest)-\d(?=[a-z]?\b|_)/g;

/** Texts that AWS makes up: ARNs, and ids or names of hosts with digits that say nothing. */
const madeUp = /^arn:|[0-9a-f]{7}|[A-Z0-9]{10}/;

/** The role of a resource: its type and its name and its parents' without what says the region. */
function roleOf({ urn }: Deployed): string {
  const [, , types = "", ...name] = urn.split("::");
  return `${types} ${name.join("::")}`.replace(REGION, "<region>");
}

/** A value without what says the region: names and ids of resources become their roles, and addresses their lengths. */
function regionless(value: unknown, roles: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item) => regionless(item, roles));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [String(regionless(key, roles)), regionless(item, roles)]),
    );
  }
  return typeof value === "string" ? regionlessText(value, roles) : value;
}

function regionlessText(text: string, roles: ReadonlyMap<string, string>): string {
  const whole = roles.get(text);
  if (whole !== undefined) return whole;
  return text
    .replace(/[A-Za-z0-9:/._+*{}-]{8,}/g, (word) => roles.get(word) ?? word)
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "<id>")
    .replace(/\b[a-z]+-[0-9a-f]{17}\b/g, "<id>")
    .replace(/(?<=[-/:])[0-9a-f]{7,40}\b/g, "<hex>")
    .replace(/\b(?!0\.0\.0\.0)\d+\.\d+\.\d+\.\d+(\/\d+)?/g, "<address>$1")
    .replace(/\b(primary|secondary)\b/g, "<role>")
    .replace(REGION, "<region>");
}

/** Roles by the texts that AWS made up for resources: ids, ARNs, names of hosts. */
function rolesIn(resources: readonly Deployed[]): Map<string, string> {
  const roles = new Map<string, string>();
  for (const { type, name, id, inputs, outputs } of resources) {
    const role = `<${type} ${name.replace(REGION, "<region>")}`;
    for (const [key, text] of Object.entries({ ...outputs, id })) {
      if (typeof text !== "string" || roles.has(text) || !madeUp.test(text)) continue;
      if (key in inputs && !/-[0-9a-f]{7,8}$/.test(text)) continue;
      roles.set(text, key === "id" || key === "arn" ? `${role}>` : `${role} ${key}>`);
    }
  }
  return roles;
}

/** Resources of one role that are not alike: `type name: properties`. */
export function unlike(
  stacks: readonly (readonly Deployed[])[],
  differences: readonly Difference[],
): string[] {
  const all = stacks.flat().filter(({ type }) => type.startsWith("aws:"));
  const roles = rolesIn(all);
  const groups = new Map<string, Deployed[]>();
  for (const resource of all) {
    const role = roleOf(resource);
    groups.set(role, [...(groups.get(role) ?? []), resource]);
  }
  return [...groups.values()].flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : others.flatMap((other) => {
          const properties = differing(first, other, roles).filter(
            (property) =>
              !differences.some(
                ([type, name, allowed]) =>
                  type.test(first.type) && name.test(first.name) && allowed.test(property),
              ),
          );
          return properties.length === 0 ? [] : [`${first.type} ${first.name}: ${properties.join(", ")}`];
        }),
  );
}

/** Names of inputs and options in which two resources differ. */
function differing(one: Deployed, other: Deployed, roles: ReadonlyMap<string, string>): string[] {
  const keys = new Set([...Object.keys(one.inputs), ...Object.keys(other.inputs)]);
  const inputs = [...keys].filter(
    (key) => !isDeepStrictEqual(regionless(one.inputs[key], roles), regionless(other.inputs[key], roles)),
  );
  // Where the resources of a policy differ, what may be done with them is still the same.
  if (inputs.includes("policy") && !isDeepStrictEqual(rightsOf(one), rightsOf(other)))
    inputs.push("policy rights");
  const options = [
    ...((one.protect ?? false) === (other.protect ?? false) ? [] : ["protect"]),
    ...(isDeepStrictEqual(waits(one), waits(other)) ? [] : ["dependsOn"]),
    ...(isDeepStrictEqual(one.ignoreChanges ?? [], other.ignoreChanges ?? []) ? [] : ["ignoreChanges"]),
  ];
  return [...inputs, ...options];
}

/** What the statements of a policy allow, whatever their resources. */
function rightsOf({ inputs }: Deployed): unknown {
  const { Statement = [] } = JSON.parse(String(inputs.policy)) as { Statement?: Record<string, unknown>[] };
  return Statement.map(({ Sid, Effect, Action, Condition }) => [
    Sid,
    Effect,
    Action,
    Object.keys(Condition ?? {}),
  ]);
}

/** What a resource waits for without reading a value of it. */
const waits = ({ dependencies, propertyDependencies = {} }: Deployed): string[] =>
  dependencies
    .filter((urn) => !Object.values(propertyDependencies).flat().includes(urn))
    .map((urn) => (urn.split("::").at(-1) ?? "").replace(REGION, "<region>"))
    .map((name) =>
      name.replace(/\b(\d+[.-]){3}\d+-\d+\b/g, "<range>").replace(/-writer-<region>$/, "-writer"),
    )
    .sort();

/** Declares that what a system has in two regions is the same in both, but for what a table says. */
export function twins(
  stacks: () => readonly (readonly Deployed[])[],
  differences: readonly Difference[],
  it: Declare = globalThis.it,
): void {
  it("what has the same role in two regions has the same settings, edges and protection in both", () => {
    assert.deepEqual(unlike(stacks(), differences), []);
  });
}
