import type { RegionTable, RuntimeDates, Tables } from "../regions";
import type { SchemaNode, Schemas } from "./schema";

type ByRegion = Record<string, SchemaNode & { if?: SchemaNode; then?: SchemaNode }>;

/** Regions of other partitions whose lists are copies of us-east-1's, and entries that are no regions. */
const noRegion = /^(all|description|us-iso.*|eu-isoe.*|eusc-.*)$/;

const classFiles: Record<string, string> = {
  ec2: "aws_ec2_instance/instancetype_enum",
  elasticache: "aws_elasticache_cachecluster/cachenodetype_enum",
  dax: "aws_dax_cluster/nodetype_enum",
  neptune: "aws_neptune_dbinstance/dbinstanceclass_enum",
  docdb: "aws_docdb_dbinstance/dbinstanceclass_enum",
};

/** Instance classes per region, engine versions, Lambda runtimes. */
export function buildTables(schemas: Schemas): Tables {
  const extension = <T>(name: string): T => schemas.json<T>(`extensions/${name}.json`);
  const classes: Tables["classes"] = {};
  for (const [service, file] of Object.entries(classFiles))
    classes[service] = table(perRegion(extension<ByRegion>(file), (node) => [...words(node)]));
  const databases = extension<ByRegion>("aws_rds_dbinstance/dbinstanceclass_enum");
  for (const engine of enginesOf(databases))
    classes[`rds ${engine}`] = table(perRegion(databases, (node) => classesOf(node, engine)));
  const versions = {
    ...versionsIn(extension("aws_rds_dbinstance/engine_version")),
    ...versionsIn(extension("aws_rds_dbcluster/engine_version")),
    ...versionsIn(extension("aws_elasticache_cachecluster/engine_version")),
  };
  return { classes, versions, runtimes: runtimesOf(schemas) };
}

function perRegion(
  file: ByRegion,
  values: (node: ByRegion[string]) => string[],
): Map<string, ReadonlySet<string>> {
  const regions = Object.keys(file).filter((region) => !noRegion.test(region));
  return new Map(regions.sort().map((region) => [region, new Set(values(file[region] ?? {}))]));
}

function table(byRegion: Map<string, ReadonlySet<string>>): RegionTable {
  const regions = [...byRegion.keys()];
  const bits = new Map<string, bigint>();
  for (const [index, region] of regions.entries())
    for (const value of byRegion.get(region) ?? [])
      bits.set(value, (bits.get(value) ?? 0n) | (1n << BigInt(index)));
  const values: Record<string, string[]> = {};
  for (const [value, mask] of [...bits].sort()) {
    const key = `0x${mask.toString(16)}`;
    values[key] = [...(values[key] ?? []), value];
  }
  return { regions, values };
}

interface Conditional {
  if?: SchemaNode;
  then?: SchemaNode;
}

const conditions = (node: SchemaNode): Conditional[] => (node.allOf ?? []) as Conditional[];

/** Engine names that a condition is about. */
function engines({ if: condition }: Conditional): string[] {
  const engine = condition?.properties?.Engine;
  const named = engine?.const === undefined ? (engine?.enum ?? []) : [engine.const];
  return named.filter((name): name is string => typeof name === "string");
}

function enginesOf(file: ByRegion): string[] {
  const found = Object.values(file).flatMap((node) => conditions(node).flatMap(engines));
  return [...new Set(found)].sort();
}

/** Classes of one engine under any licence. */
function classesOf(node: SchemaNode, engine: string): string[] {
  return conditions(node)
    .filter((one) => engines(one).includes(engine))
    .flatMap(({ then }) => [...words(then?.properties?.DBInstanceClass ?? {})]);
}

function versionsIn(file: SchemaNode): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const one of conditions(file)) {
    const versions = [...words(one.then?.properties?.EngineVersion ?? {})];
    if (versions.length > 0) for (const engine of engines(one)) found[engine] = versions;
  }
  return found;
}

/** Every closed list inside a node. */
function* words(node: unknown): Generator<string> {
  if (typeof node !== "object" || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    if (key === "enum" && Array.isArray(value))
      yield* value.filter((word): word is string => typeof word === "string");
    else yield* words(value);
  }
}

function runtimesOf(schemas: Schemas): Record<string, RuntimeDates> {
  type Lifecycle = Record<string, Record<string, string | null>>;
  const lifecycle = schemas.json<Lifecycle>("../AdditionalSpecs/LmbdRuntimeLifecycle.json");
  return Object.fromEntries(
    Object.entries(lifecycle).map(([runtime, dates]) => {
      const found: RuntimeDates = {};
      if (dates.deprecated) found.deprecated = dates.deprecated;
      if (dates["create-block"]) found.createBlocked = dates["create-block"];
      if (dates["update-block"]) found.updateBlocked = dates["update-block"];
      if (dates.successor) found.successor = dates.successor;
      return [runtime, found];
    }),
  );
}
