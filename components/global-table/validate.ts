import type { Mistake } from "../arguments/mistakes";
import type { GlobalTableArgs, KeyAttribute, ScaledCapacity } from "./args";

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html */
const NAME = /^[A-Za-z0-9_.-]{3,255}$/;
/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html */
const MOST_INDEXES = 20;

type Wrong = (propertyPath: string, value: unknown, allowed: string) => void;

/** What DynamoDB would refuse, or what would not survive the loss of a region. */
export function mistakes(args: GlobalTableArgs): Mistake[] {
  const found: Mistake[] = [];
  const wrong: Wrong = (propertyPath, value, allowed) =>
    found.push({ propertyPath, reason: `${JSON.stringify(value)} is not allowed, ${allowed}` });
  if (!NAME.test(args.tableName)) {
    wrong("tableName", args.tableName, "3 to 255 letters, digits, hyphens, underscores and dots are");
  }
  regionMistakes(args, wrong);
  indexMistakes(args, wrong);
  keyMistakes(args, wrong);
  if (args.capacity) {
    scaledMistakes("capacity.read", args.capacity.read, wrong);
    scaledMistakes("capacity.write", args.capacity.write, wrong);
  }
  const { ttlAttribute, recoveryDays } = args;
  if (ttlAttribute !== undefined && keysOf(args).some(([, key]) => key.name === ttlAttribute)) {
    wrong("ttlAttribute", ttlAttribute, "an attribute that is no key is");
  }
  if (recoveryDays !== undefined && !within(recoveryDays, 1, 35)) {
    wrong("recoveryDays", recoveryDays, "1 to 35 is");
  }
  return found;
}

function regionMistakes({ region, replicaRegions }: GlobalTableArgs, wrong: Wrong): void {
  replicaRegions.forEach((replica, index) => {
    const path = `replicaRegions[${index}]`;
    if (replica === region) wrong(path, replica, "other regions are: it is the table's own");
    else if (replicaRegions.indexOf(replica) !== index) wrong(path, replica, "it is there twice");
  });
}

function indexMistakes({ indexes = [] }: GlobalTableArgs, wrong: Wrong): void {
  if (indexes.length > MOST_INDEXES) wrong("indexes", indexes.length, `up to ${MOST_INDEXES} are`);
  const names = indexes.map(({ name }) => name);
  indexes.forEach(({ name, attributes = [] }, index) => {
    const path = `indexes[${index}]`;
    if (!NAME.test(name)) {
      wrong(`${path}.name`, name, "3 to 255 letters, digits, hyphens, underscores and dots are");
    }
    if (names.indexOf(name) !== index) wrong(`${path}.name`, name, "another index has that name");
    if (attributes.length > 100) wrong(`${path}.attributes`, attributes.length, "up to 100 are");
  });
}

/** Keys with the paths of their args. */
function keysOf({ hashKey, rangeKey, indexes = [] }: GlobalTableArgs): [string, KeyAttribute][] {
  const keys = (at: string, hash: KeyAttribute, range?: KeyAttribute): [string, KeyAttribute][] => [
    [`${at}hashKey`, hash],
    ...(range ? [[`${at}rangeKey`, range] as [string, KeyAttribute]] : []),
  ];
  return [
    ...keys("", hashKey, rangeKey),
    ...indexes.flatMap((index, at) => keys(`indexes[${at}].`, index.hashKey, index.rangeKey)),
  ];
}

function keyMistakes(args: GlobalTableArgs, wrong: Wrong): void {
  const types = new Map<string, string>();
  for (const [path, { name, type }] of keysOf(args)) {
    if (name === "" || name.length > 255) wrong(`${path}.name`, name, "1 to 255 characters are");
    const other = types.get(name) ?? type;
    if (other !== type) wrong(`${path}.type`, type, `another key has "${name}" with the type ${other}`);
    types.set(name, other);
  }
  for (const [path, { hashKey, rangeKey }] of [
    ["", args] as const,
    ...(args.indexes ?? []).map((index, at) => [`indexes[${at}].`, index] as const),
  ]) {
    if (rangeKey?.name === hashKey.name)
      wrong(`${path}rangeKey.name`, rangeKey.name, "it is the hash key already");
  }
}

function scaledMistakes(path: string, { minimum, maximum, target }: ScaledCapacity, wrong: Wrong): void {
  if (!within(minimum, 1, 40_000)) wrong(`${path}.minimum`, minimum, "1 to 40000 is");
  if (!within(maximum, Math.max(1, minimum), 40_000)) {
    wrong(`${path}.maximum`, maximum, `${minimum} to 40000 is: not below the minimum`);
  }
  if (target !== undefined && !(target >= 20 && target <= 90)) wrong(`${path}.target`, target, "20 to 90 is");
}

const within = (value: number, least: number, most: number): boolean =>
  Number.isInteger(value) && value >= least && value <= most;
