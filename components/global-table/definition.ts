import type { GlobalTableArgs, KeyAttribute, ProvisionedCapacity, TableIndex } from "./args";

/** Attributes that the keys of table and indexes name, each once: DynamoDB refuses others. */
export function keyAttributes({ hashKey, rangeKey, indexes = [] }: GlobalTableArgs): KeyAttribute[] {
  const all = [{ hashKey, rangeKey }, ...indexes].flatMap((owner) => [owner.hashKey, owner.rangeKey ?? []]);
  const unique = new Map(all.flat().map((attribute) => [attribute.name, attribute]));
  return [...unique.values()].map(({ name, type }) => ({ name, type }));
}

/** One key of an index, in the shape that the provider takes. */
interface KeySchema {
  attributeName: string;
  keyType: "HASH" | "RANGE";
}

/** An index in the shape that the provider takes. */
export interface IndexDefinition {
  name: string;
  keySchemas: KeySchema[];
  projectionType: "ALL" | "INCLUDE" | "KEYS_ONLY";
  nonKeyAttributes?: string[];
  readCapacity?: number;
  writeCapacity?: number;
}

/** The definition of an index; it has the units of its table. */
export function indexDefinition(
  index: TableIndex,
  capacity: ProvisionedCapacity | undefined,
): IndexDefinition {
  const { attributes, rangeKey } = index;
  const range: KeySchema[] = rangeKey ? [{ attributeName: rangeKey.name, keyType: "RANGE" }] : [];
  return {
    name: index.name,
    keySchemas: [{ attributeName: index.hashKey.name, keyType: "HASH" }, ...range],
    projectionType: attributes === undefined ? "ALL" : attributes.length === 0 ? "KEYS_ONLY" : "INCLUDE",
    ...(attributes !== undefined && attributes.length > 0 && { nonKeyAttributes: attributes }),
    ...startingUnits(capacity),
  };
}

/** Units from which scaling starts; none on demand. */
export function startingUnits(capacity: ProvisionedCapacity | undefined) {
  if (capacity === undefined) return {};
  return { readCapacity: capacity.read.minimum, writeCapacity: capacity.write.minimum };
}

/**
 * What Pulumi must not manage on a table.
 * - `replicas`: they are resources of their own, and the table shows them, too;
 * - with scaled capacity the units, which change with their use.
 */
export function managedElsewhere({ capacity, indexes = [] }: GlobalTableArgs): string[] {
  if (capacity === undefined) return ["replicas"];
  const ofIndexes = indexes.flatMap((_, index) => [
    `globalSecondaryIndexes[${index}].readCapacity`,
    `globalSecondaryIndexes[${index}].writeCapacity`,
  ]);
  return ["replicas", "readCapacity", "writeCapacity", ...ofIndexes];
}

/** Something whose units are scaled: the table, or one of its indexes. */
export interface ScalableUnits {
  /** What it is among its siblings, and a part of its children's names. */
  role: string;
  /** Its name in Application Auto Scaling, after the table's. */
  path: string;
  kind: "table" | "index";
}

/** Table and indexes, as they are scaled. */
export function scalableUnits(indexes: readonly TableIndex[] = []): ScalableUnits[] {
  return [
    { role: "table", path: "", kind: "table" },
    ...indexes.map(({ name }) => ({ role: name, path: `/index/${name}`, kind: "index" as const })),
  ];
}
