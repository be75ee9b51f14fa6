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

/** What a text that AWS made up stands for: a resource by its role, and where it is. */
interface Named {
  readonly role: string;
  readonly region: string | undefined;
}

/** Where a resource is, and what the texts of its system stand for. */
interface Place {
  readonly here: string;
  readonly named: ReadonlyMap<string, Named>;
}

/**
 * A value without what says the region: names and ids of resources become their roles, here or in the other region, and
 * addresses their lengths.
 */
function regionless(value: unknown, place: Place): unknown {
  if (Array.isArray(value)) return value.map((item) => regionless(item, place));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [String(regionless(key, place)), regionless(item, place)]),
    );
  }
  return typeof value === "string" ? regionlessText(value, place) : value;
}

function regionlessText(text: string, place: Place): string {
  const { here } = place;
  const roleIn = (word: string): string | undefined => {
    const found = place.named.get(word);
    return found && `${found.role}${found.region === undefined || found.region === here ? "" : " there"}`;
  };
  const whole = roleIn(text);
  if (whole !== undefined) return whole;
  return (
    text
      .replace(/[A-Za-z0-9:/._+*{}-]{8,}/g, (word) => roleIn(word) ?? word)
      .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "<id>")
      .replace(/\b[a-z]+-[0-9a-f]{17}\b/g, "<id>")
      .replace(/\bsha256:[0-9a-f]{64}\b/g, "<digest>")
      // Of databases and caches: their own ids, and what AWS puts into the names of their hosts.
      .replace(/\b(db|cluster)-[A-Z0-9]{20,}\b/g, "<id>")
      .replace(/(?<=\.|-)[0-9a-z]{12}(?=\.[a-z0-9-]+\.rds\.)/g, "<host>")
      .replace(/\.[0-9a-z]{6}\.[a-z]{3}\d(?=\.cache\.)/g, ".<host>")
      .replace(/(?<=:secret:[A-Za-z0-9/_!<>-]+-)[A-Za-z0-9]{6}\b/g, "<suffix>")
      .replace(/(?<=[-/:])[0-9a-f]{7,40}\b/g, "<hex>")
      .replace(/\b(?!0\.0\.0\.0)\d+\.\d+\.\d+\.\d+(\/\d+)?/g, "<address>$1")
      .replace(/\b(primary|secondary)\b/g, "<role>")
      .replace(REGION, (region) => (region === here ? "<here>" : "<region>"))
  );
}

/** What a copy is to the region in which it is: the table, and the repository. */
const originalOf = (role: string): string =>
  role
    .replace(
      /^aws:dynamodb\/tableReplica:TableReplica (.+)-replica-<region>$/,
      "aws:dynamodb/table:Table $1-table",
    )
    .replace(/^(aws:ecr\/repository:Repository .+)-<region>-repository$/, "$1-repository");

/** Roles by the texts that AWS made up for resources: ids, ARNs, names of hosts. */
function rolesIn(resources: readonly Deployed[]): Map<string, Named> {
  const roles = new Map<string, Named>();
  for (const { type, name, id, inputs, outputs } of resources) {
    const role = `<${originalOf(`${type} ${name.replace(REGION, "<region>")}`)}`;
    const given = new Set(Object.values(inputs));
    for (const [key, text] of Object.entries({ ...outputs, id })) {
      if (typeof text !== "string") continue;
      if (!madeUp.test(text) && (key !== "id" || text.length < 8 || given.has(text))) continue;
      if (key in inputs && !/-[0-9a-f]{7,8}$/.test(text)) continue;
      const region = textOf(outputs.region ?? inputs.region);
      const before = roles.get(text);
      // What is the same in several regions, such as an account, is in none of them.
      if (before !== undefined)
        roles.set(text, before.region === region ? before : { ...before, region: undefined });
      else roles.set(text, { role: key === "id" || key === "arn" ? `${role}>` : `${role} ${key}>`, region });
    }
  }
  return roles;
}

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** The region in which most of a stack is. */
function homeOf(stack: readonly Deployed[]): string {
  const counts = new Map<string, number>();
  for (const { inputs } of stack) {
    const region = textOf(inputs.region);
    if (region !== undefined) counts.set(region, (counts.get(region) ?? 0) + 1);
  }
  return [...counts].sort(([, few], [, many]) => many - few)[0]?.[0] ?? "";
}

function homesIn(stack: readonly Deployed[]): [string, string][] {
  const home = homeOf(stack);
  return stack.map(({ urn }) => [urn, home]);
}

/** Resources of one role that are not alike: `type name: properties`. */
export function unlike(
  stacks: readonly (readonly Deployed[])[],
  differences: readonly Difference[],
): string[] {
  const all = stacks.flat().filter(({ type }) => type.startsWith("aws:"));
  const named = rolesIn(all);
  const homes = new Map(stacks.flatMap((stack) => homesIn(stack)));
  // What looks at a region from elsewhere has that region's name.
  const placeOf = ({ urn, name, inputs }: Deployed): Place => ({
    here: name.match(REGION)?.[0] ?? textOf(inputs.region) ?? homes.get(urn) ?? "",
    named,
  });
  const groups = new Map<string, Deployed[]>();
  for (const resource of all) {
    const role = roleOf(resource);
    groups.set(role, [...(groups.get(role) ?? []), resource]);
  }
  return [...groups.values()].flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : others.flatMap((other) => {
          const properties = differing([first, placeOf(first)], [other, placeOf(other)]).filter(
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

type Placed = readonly [Deployed, Place];

/** Names of inputs and options in which two resources differ. */
function differing([one, place]: Placed, [other, there]: Placed): string[] {
  const keys = new Set([...Object.keys(one.inputs), ...Object.keys(other.inputs)]);
  const inputs = [...keys].filter(
    (key) =>
      !isDeepStrictEqual(regionless(readable(one, key), place), regionless(readable(other, key), there)),
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

/** A property in plain text: what an instance runs first is kept in base64. */
function readable({ inputs }: Deployed, key: string): unknown {
  const value = inputs[key];
  return key === "userData" && typeof value === "string"
    ? Buffer.from(value, "base64").toString("utf8")
    : value;
}

/** What the statements of a policy allow, whatever their resources. */
function rightsOf({ inputs }: Deployed): unknown {
  const { Statement = [] } = JSON.parse(String(inputs.policy)) as { Statement?: Record<string, unknown>[] };
  return Statement.map(({ Sid, Effect, Action, Condition }) => [
    Sid,
    Effect,
    Action,
    Object.entries(Condition ?? {}).map(([operator, tests]) => [operator, Object.keys(tests as object)]),
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
