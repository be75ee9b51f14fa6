import { nearest } from "../../providers/core/check/nearest";
import type { Value, ValueMap } from "../../providers/core/values/value";
import { regionsWith, valuesOf } from "../regions";
import type { Store } from "../store";
import type { FactFinding } from "./finding";
import { listed, quoted } from "./value";

/** Where a type says which instance class it wants, and from which table. */
interface ClassRule {
  path: string;
  table(inputs: ValueMap): string | undefined;
}

const plainText = (value: Value | undefined): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;
const engineOf = (inputs: ValueMap): string | undefined => plainText(inputs.engine);
const database = (inputs: ValueMap): string | undefined => {
  const engine = engineOf(inputs);
  return engine === undefined ? undefined : `rds ${engine}`;
};
const always = (table: string) => (): string => table;

const classRules: Record<string, readonly ClassRule[]> = {
  "rds/clusterInstance:ClusterInstance": [{ path: "instanceClass", table: database }],
  "rds/instance:Instance": [{ path: "instanceClass", table: database }],
  "ec2/instance:Instance": [{ path: "instanceType", table: always("ec2") }],
  "ec2/launchTemplate:LaunchTemplate": [{ path: "instanceType", table: always("ec2") }],
  "eks/nodeGroup:NodeGroup": [{ path: "instanceTypes", table: always("ec2") }],
  "elasticache/cluster:Cluster": [{ path: "nodeType", table: always("elasticache") }],
  "elasticache/replicationGroup:ReplicationGroup": [{ path: "nodeType", table: always("elasticache") }],
  "dax/cluster:Cluster": [{ path: "nodeType", table: always("dax") }],
  "neptune/clusterInstance:ClusterInstance": [{ path: "instanceClass", table: always("neptune") }],
  "docdb/clusterInstance:ClusterInstance": [{ path: "instanceClass", table: always("docdb") }],
};

const typesWithVersion = new Set([
  "rds/cluster:Cluster",
  "rds/clusterInstance:ClusterInstance",
  "rds/globalCluster:GlobalCluster",
  "rds/instance:Instance",
]);

/** Instance classes that the region does not have, and engine versions that there are not. */
export function judgeOffers(
  store: Store,
  token: string,
  inputs: ValueMap,
  region: string | undefined,
): FactFinding[] {
  return [...classes(store, token, inputs, region), ...versions(store, token, inputs)];
}

function* classes(
  store: Store,
  token: string,
  inputs: ValueMap,
  region: string | undefined,
): Generator<FactFinding> {
  if (region === undefined || region === "") return;
  for (const rule of classRules[token] ?? []) {
    const name = rule.table(inputs);
    const table = name === undefined ? undefined : store.classes(name);
    if (table?.regions.includes(region) !== true) continue;
    const given = inputs[rule.path];
    for (const [index, item] of (Array.isArray(given) ? given : [given]).entries()) {
      const wanted = plainText(item);
      const path = Array.isArray(given) ? `${rule.path}[${index}]` : rule.path;
      if (wanted === undefined) continue;
      const regions = regionsWith(table, wanted);
      if (regions?.includes(region) === true) continue;
      yield regions === undefined
        ? unknownClass(path, wanted, valuesOf(table), inputs)
        : {
            path,
            severity: "error",
            sentence: `${path} is ${quoted(wanted)}, which ${forEngine(inputs)}is not offered in ${region}; it is offered in ${listed(regions, "us-east-1")}`,
          };
    }
  }
}

/** A class of a family that the data does not know may be newer than the data; one of a known family is a slip. */
function unknownClass(path: string, wanted: string, known: readonly string[], inputs: ValueMap): FactFinding {
  const family = wanted.slice(0, wanted.lastIndexOf("."));
  const isKnownFamily = known.some((one) => one.startsWith(`${family}.`));
  const guess = nearest(wanted, known);
  const hint = guess === undefined ? "" : `; nearest is ${guess}`;
  return {
    path,
    severity: isKnownFamily ? "error" : "warning",
    sentence: `${path} is ${quoted(wanted)}, which ${forEngine(inputs)}no region is known to offer${hint}`,
  };
}

const forEngine = (inputs: ValueMap): string => {
  const engine = engineOf(inputs);
  return engine === undefined ? "" : `for ${engine} `;
};

function* versions(store: Store, token: string, inputs: ValueMap): Generator<FactFinding> {
  if (!typesWithVersion.has(token)) return;
  const engine = engineOf(inputs);
  const wanted = plainText(inputs.engineVersion);
  const known = engine === undefined ? undefined : store.versions(engine);
  if (wanted === undefined || known === undefined || known.includes(wanted)) return;
  // Databases may be asked for a major version alone.
  if (known.some((version) => version.startsWith(`${wanted}.`))) return;
  const near = neighbours(wanted, known);
  yield {
    path: "engineVersion",
    severity: isNewer(wanted, known) ? "warning" : "error",
    sentence: `engineVersion is ${quoted(wanted)}, which is no known version of ${engine}${near === "" ? "" : `; nearest are ${near}`}`,
  };
}

/** Newer than every known version of its major one, or of a newer major one: AWS may have it by now. */
function isNewer(wanted: string, known: readonly string[]): boolean {
  const major = (version: string): string => version.split(".")[0] ?? "";
  const same = known.filter((version) => major(version) === major(wanted));
  return (same.length > 0 ? same : known).every((version) => compare(wanted, version) > 0);
}

function neighbours(wanted: string, known: readonly string[]): string {
  // Special editions, such as Limitless, are next to nothing but one another.
  const plain = /^[\d.]+$/.test(wanted) ? known.filter((version) => /^[\d.]+$/.test(version)) : known;
  const sorted = [...plain].sort(compare);
  const above = sorted.findIndex((version) => compare(version, wanted) > 0);
  const at = above < 0 ? sorted.length : above;
  return sorted.slice(Math.max(0, at - 1), at + 1).join(", ");
}

/** `16.10` after `16.4`: part by part, numbers as numbers. */
function compare(a: string, b: string): number {
  const parts = (version: string) => version.split(/[.\-_]/);
  const [left, right] = [parts(a), parts(b)];
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const [one = "", other = ""] = [left[index], right[index]];
    const difference = Number(one) - Number(other);
    if (Number.isNaN(difference) ? one !== other : difference !== 0)
      return Number.isNaN(difference) ? (one < other ? -1 : 1) : difference;
  }
  return 0;
}
