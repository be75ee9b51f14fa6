import * as fs from "node:fs";
import * as path from "node:path";

/** What a stack and its account are, without what is another on every run: times, ids of providers, random values. */
export interface Picture {
  /** By URN. */
  readonly resources: ReadonlyMap<string, string>;
  /** By file of the account. */
  readonly account: ReadonlyMap<string, string>;
}

interface Resource extends Record<string, unknown> {
  urn: string;
  type: string;
  outputs?: Record<string, unknown>;
}

interface Exported {
  deployment: {
    resources?: Resource[];
    pending_operations?: unknown[];
  };
}

/**
 * @param exported `pulumi stack export --show-secrets`, after a `refresh`: what AWS adds to a resource once others are
 *   there, such as the members of a global database, is in the state only then
 * @param account folder of the account
 */
export function pictureOf(exported: unknown, account: string): Picture {
  const { deployment } = exported as Exported;
  const all = deployment.resources ?? [];
  const random = all.flatMap(randomValues);
  const resources = new Map<string, string>();
  for (const resource of all) {
    const twice = resources.has(resource.urn) || resource.delete === true;
    const text = stable(masked(plain(withoutTurn(resource)), random));
    resources.set(twice ? `${resource.urn} (waits for its deletion)` : resource.urn, text);
  }
  for (const [index, operation] of (deployment.pending_operations ?? []).entries())
    resources.set(`pending operation ${index + 1}`, JSON.stringify(operation));
  return { resources, account: accountOf(account) };
}

/** Outputs of `random` that are made up. */
const madeUp = ["result", "bcryptHash", "hex", "dec", "b64Std", "b64Url"];

/** What a resource has that is made up at each first run, as it may stand elsewhere, too. */
function randomValues({ type, id, outputs }: Resource): string[] {
  // Some components have their provider's id among their outputs.
  if (type.startsWith("pulumi:providers:")) return typeof id === "string" ? [id] : [];
  if (!type.startsWith("random:")) return [];
  return madeUp.flatMap((name) => {
    const value = opened(outputs?.[name]);
    return typeof value === "string" ? [value, JSON.stringify(value).slice(1, -1)] : [];
  });
}

/** A value of the state out of the form that secrets have there. */
function opened(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("plaintext" in value)) return value;
  return JSON.parse(String(value.plaintext));
}

/** The same with its secrets opened, and these values masked wherever they stand. */
function masked(value: unknown, values: readonly string[]): unknown {
  const open = opened(value);
  if (typeof open === "string") return values.reduce((text, one) => text.replaceAll(one, "[random]"), open);
  if (Array.isArray(open)) return open.map((one) => masked(one, values));
  if (typeof open !== "object" || open === null) return open;
  const entries = Object.entries(open).map(([key, one]) => [key, masked(one, values)]);
  return Object.fromEntries(open === value ? entries : [["secret", Object.fromEntries(entries)]]);
}

/** What RDS gives the members of a cluster by the turn in which they come, and they are made side by side. */
const byTurn: Readonly<Record<string, readonly string[]>> = {
  "aws:rds/clusterInstance:ClusterInstance": ["availabilityZone", "writer"],
};

/** A resource without the outputs that another turn of the same calls would change. */
function withoutTurn(resource: Record<string, unknown>): Record<string, unknown> {
  const left = byTurn[String(resource.type)];
  const { outputs } = resource;
  if (left === undefined || typeof outputs !== "object" || outputs === null) return resource;
  return {
    ...resource,
    outputs: Object.fromEntries(Object.entries(outputs).filter(([key]) => !left.includes(key))),
  };
}

/** Keys of the state that tell when and where, not what. */
const moments = new Set(["created", "modified", "sourcePosition", "stackTrace"]);

/** A resource without these; its dependencies in order, for they are noted as they come. */
function plain(resource: Record<string, unknown>): Record<string, unknown> {
  const kept = Object.entries(resource).filter(([key]) => !moments.has(key));
  return Object.fromEntries(
    kept.flatMap(([key, value]): [string, unknown][] => {
      if (key === "dependencies") return [[key, sorted(value)]];
      return key === "propertyDependencies" ? byProperty(value) : [[key, value]];
    }),
  );
}

/** Without the properties that depend on nothing: an `up` writes them down, and a `refresh` does not. */
function byProperty(value: unknown): [string, unknown][] {
  const some = Object.entries(value ?? {}).filter(([, urns]) => !Array.isArray(urns) || urns.length > 0);
  if (some.length === 0) return [];
  return [["propertyDependencies", Object.fromEntries(some.map(([name, urns]) => [name, sorted(urns)]))]];
}

const sorted = (value: unknown): unknown => (Array.isArray(value) ? [...value].sort() : value);

/** JSON with its keys in order. */
function stable(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([left], [right]) => (left < right ? -1 : 1)))
      : inner,
  );
}

function accountOf(account: string): Map<string, string> {
  const files = fs
    .readdirSync(account, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".json"));
  return new Map(
    files.map((file) => {
      const { createdAt: _, ...content } = JSON.parse(
        fs.readFileSync(path.join(account, file), "utf8"),
      ) as Record<string, unknown>;
      return [file, stable(withoutTurn(content))];
    }),
  );
}

/** What differs between an untouched deployment and one that was interrupted and healed; empty when they are equal. */
export function differences(untouched: Picture, healed: Picture): string[] {
  return [
    ...differing("the state", untouched.resources, healed.resources),
    ...differing("the account", untouched.account, healed.account),
  ];
}

function differing(
  where: string,
  untouched: ReadonlyMap<string, string>,
  healed: ReadonlyMap<string, string>,
): string[] {
  const missing = [...untouched.keys()].filter((key) => !healed.has(key));
  const more = [...healed.keys()].filter((key) => !untouched.has(key));
  const others = [...untouched].filter(([key, value]) => healed.has(key) && healed.get(key) !== value);
  return [
    ...missing.map((key) => `${where} lacks ${key}: ${brief(untouched.get(key) ?? "")}`),
    ...more.map((key) => `${where} has one too many, ${key}: ${brief(healed.get(key) ?? "")}`),
    ...others.map(([key, value]) => `${where} has another ${key}: ${apart(value, healed.get(key) ?? "")}`),
  ];
}

/** Where two texts part: enough to find the property. */
function apart(left: string, right: string): string {
  let at = 0;
  while (at < left.length && left[at] === right[at]) at++;
  const from = Math.max(0, at - 60);
  return `...${left.slice(from, at + 80)} | ...${right.slice(from, at + 80)}`;
}

const brief = (text: string): string => (text.length > 160 ? `${text.slice(0, 160)}...` : text);
