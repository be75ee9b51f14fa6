import type { Json, JsonMap, StackGraph, SystemGraph } from "../graph";
import { isMap } from "../tree";
import { type Operator, valueOperator } from "./operator";

/** Texts for people: what they say changes nothing in AWS. */
const forPeople = /^(description|.*Description|comment|.*Comment|sid|Sid|displayName|.*Message|label)$/;

/** Names of people's choice: another name is another system, not a mistake in it. */
const names = /^(name|.*Name|identifier|.*Identifier|bucket|alias)$/;

const flipFlag = valueOperator("flip-flag", "a switch the other way", ({ value }) => {
  if (typeof value === "boolean") return [!value];
  return value === "true" || value === "false" ? [value === "true" ? "false" : "true"] : [];
});

const dropArgument = valueOperator("drop-argument", "an argument left out", ({ path, key }, { type }) => {
  const isTop = path.length === 1 || (path.length === 2 && typeof path[1] === "string");
  if (!isTop || path.includes("tags") || forPeople.test(key) || names.test(key) || key === "region")
    return [];
  // Its own operators take these.
  if (/Actions$/.test(key) && /Alarm$/.test(type)) return [];
  return [undefined];
});

/** The other regions of a system. */
function otherRegions(region: string, system: SystemGraph): string[] {
  const own = new Set(system.map((stack) => stack.region));
  return own.has(region) ? [...own].filter((other) => other !== region) : [];
}

const swapRegion = valueOperator(
  "swap-region",
  "a region in another's place",
  ({ path, key, value }, _node, _stack, system) => {
    if (typeof value !== "string" || path.includes("tags") || forPeople.test(key)) return [];
    if (value.length < 20) return otherRegions(value, system);
    const [, region] = /^arn:aws:[a-z0-9-]+:([a-z0-9-]+):/.exec(value) ?? [];
    if (region === undefined || value.includes("\n")) return [];
    return otherRegions(region, system).map((other) => value.split(region).join(other));
  },
);

const widenRange = valueOperator("widen-range", "a range of addresses that lets more in", ({ value }) => {
  const [, address, bits] = typeof value === "string" ? (/^([\d.]+)\/(\d+)$/.exec(value) ?? []) : [];
  if (address === undefined || Number(bits) === 0) return [];
  const wider = Math.max(0, Number(bits) - 8);
  return ["0.0.0.0/0", ...(wider === 0 ? [] : [`${network(address, wider)}/${wider}`])];
});

function network(address: string, bits: number): string {
  const number = address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  const start = Math.floor(number / 2 ** (32 - bits)) * 2 ** (32 - bits);
  return [24, 16, 8, 0].map((shift) => Math.floor(start / 2 ** shift) % 256).join(".");
}

const widenPorts = valueOperator("widen-ports", "ports that nobody listens on let in", ({ key, value }) => {
  if (typeof value !== "number" || value <= 0) return [];
  if (key === "fromPort") return [0];
  return key === "toPort" ? [65535] : [];
});

/** Keys of the length of time for which something is kept. */
const kept =
  /retention|recoverypoint|recoverywindow|deletionwindow|deleteafter|expiration|automaticallyafterdays|backtrack|mintls|keepfor/i;

const shortenRetention = valueOperator(
  "shorten-retention",
  "what has to be kept is kept for a shorter time",
  ({ path, key, value }) => {
    const isKept = path.some((step) => kept.test(String(step)));
    if (!isKept || typeof value !== "number" || value <= 1 || /ttl/i.test(key)) return [];
    return [Math.max(1, Math.floor(value / 10))];
  },
);

/** Keys of how many there are. */
const counts =
  /^(.*count|.*capacity|minsize|maxsize|desired.*|min|max|numcacheclusters|replicationfactor|.*periods|datapointstoalarm|shards|.*concurren.*|sizepercent|minhealthypercentage|.*healthypercent|zones)$/i;

const lowerCount = valueOperator("lower-count", "fewer than there have to be", ({ key, value }) => {
  if (typeof value !== "number" || value < 1 || !counts.test(key)) return [];
  return [value > 3 ? Math.floor(value / 3) : value - 1];
});

/** Keys of limits and times whose order of magnitude matters. */
const limits =
  /^(threshold|.*timeout|.*timeoutseconds|.*interval|.*ttl|ttl|period|limit|.*limit|maxreceivecount|.*length|maxage.*|.*seconds|weight|priority)$/i;

const shiftNumber = valueOperator(
  "shift-number",
  "a limit or a time ten times as large",
  ({ key, value }) => {
    if (typeof value !== "number" || value <= 0 || !limits.test(key) || kept.test(key)) return [];
    return [value * 10];
  },
);

const encryption = /^(kms.*|.*kmskey.*|.*encryption.*|.*keyarn|encrypted|sse.*)$/i;

const dropEncryption = valueOperator(
  "drop-encryption",
  "a key or the encryption left out",
  ({ key, value }) =>
    encryption.test(key) && value !== false && !/Account|Wo$/.test(key) ? [undefined] : [],
);

const shortenList = valueOperator("shorten-list", "one of a list left out", ({ path, key, value }) => {
  if (!Array.isArray(value) || value.length < 2 || path.includes("#") || path.includes("tags")) return [];
  return /Actions$|^replicas?$/.test(key) ? [] : [value.slice(0, -1)];
});

const dropAlarmAction = valueOperator("drop-alarm-action", "an alarm that tells nobody", ({ key, value }) =>
  /^(alarm|ok|insufficientData)Actions$/.test(key) && Array.isArray(value) && value.length > 0 ? [[]] : [],
);

const dropReplica = valueOperator("drop-replica", "a copy in another region left out", ({ key, value }) => {
  const isCopies = /^(replicas?|copyActions|destinations?|members|staticMembers|regions)$/.test(key);
  return isCopies && Array.isArray(value) && value.length > 0 ? [value.slice(0, -1)] : [];
});

const dropTag = valueOperator("drop-tag", "a tag left out", ({ path, key, value }, _node, { provider }) => {
  if (path.length !== 2 || path[0] !== "tags") return [];
  // What the provider adds to everything is there all the same.
  return defaultTags(provider)[key] === value ? [] : [undefined];
});

function defaultTags({ defaultTags: given }: JsonMap): JsonMap {
  const parsed: unknown = typeof given === "string" ? JSON.parse(given) : given;
  const { tags } = (parsed ?? {}) as { tags?: JsonMap };
  return tags ?? {};
}

/** What stands for a safe way, and the unsafe one. */
const weaker: readonly (readonly [RegExp, string])[] = [
  [/^TLSv1\.[23].*$/, "TLSv1"],
  [/^TLS_1_[23]$/, "TLS_1_0"],
  [/^ELBSecurityPolicy-.*(TLS13|FS).*$/, "ELBSecurityPolicy-2016-08"],
  [/^HTTPS$/, "HTTP"],
  [/^https-only$|^redirect-to-https$/, "allow-all"],
  [/^TLS$/, "TCP"],
  [/^required$/, "optional"],
  [/^IMMUTABLE$/, "MUTABLE"],
  [/^COMPLIANCE$/, "GOVERNANCE"],
  [/^breaching$/, "notBreaching"],
  [/^aws:kms(:dsse)?$/, "AES256"],
  [/^BucketOwnerEnforced$/, "ObjectWriter"],
  [/^Enabled$/, "Disabled"],
  [/^PRIMARY$/, "SECONDARY"],
  [/^GreaterThanThreshold$/, "LessThanThreshold"],
  [/^GreaterThanOrEqualToThreshold$/, "LessThanThreshold"],
  [/^LessThanThreshold$|^LessThanOrEqualToThreshold$/, "GreaterThanThreshold"],
  [/^block$/, "count"],
  [/^reject$/, "accept"],
];

const weaken = valueOperator("weaken", "the weaker of the values that AWS takes", ({ path, key, value }) => {
  if (typeof value !== "string" || path.includes("tags") || forPeople.test(key)) return [];
  const found = weaker.find(([strong]) => strong.test(value));
  return found === undefined ? [] : [found[1]];
});

const swapReference = valueOperator(
  "swap-reference",
  "another resource of the same kind in a resource's place",
  ({ path, value }, node, stack) => {
    if (typeof value !== "string" || value.length < 8 || path.includes("tags")) return [];
    const targets = node.propertyDependencies[String(path[0])] ?? [];
    const target = stack.nodes.find(
      ({ urn, id, outputs }) => targets.includes(urn) && (id === value || outputs.arn === value),
    );
    if (target === undefined) return [];
    const other = siblingOf(stack, target.type, target.urn, node.urn);
    if (other === undefined) return [];
    const now = target.id === value ? other.id : (other.outputs.arn as Json | undefined);
    return typeof now === "string" && now !== value ? [now] : [];
  },
);

/** The next resource of a type in a stack that does not need the one that is to refer to it. */
function siblingOf(stack: StackGraph, type: string, urn: string, reader: string) {
  const all = stack.nodes.filter((node) => node.type === type);
  const at = all.findIndex((node) => node.urn === urn);
  const others = [...all.slice(at + 1), ...all.slice(0, at)];
  return others.find((other) => !other.dependencies.includes(reader) && other.urn !== reader);
}

/** What a block of a resource's rules means when it is gone is a question of its own, such as a lifecycle rule. */
const dropBlock = valueOperator("drop-block", "a block of an argument left out", ({ path, value }) => {
  const isInner = path.length > 2 && !path.includes("#") && !path.includes("tags");
  return isInner && isMap(value) && typeof path.at(-1) === "string" ? [undefined] : [];
});

export const valueOperators: readonly Operator[] = [
  flipFlag,
  dropArgument,
  dropBlock,
  swapRegion,
  widenRange,
  widenPorts,
  shortenRetention,
  lowerCount,
  shiftNumber,
  dropEncryption,
  shortenList,
  dropAlarmAction,
  dropReplica,
  dropTag,
  weaken,
  swapReference,
];
