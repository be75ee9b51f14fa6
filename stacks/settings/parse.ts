import { closest, distance } from "fastest-levenshtein";
import { z } from "zod";
import { allowed, list, nodeAt, type SchemaNode } from "./describe";
import type { Mistake } from "./mistake";
import { type SettingsOf, type SystemName, schemas, systemNames } from "./schemas";

/** Settings of any system, after defaults. */
export type Settings = { [N in SystemName]: SettingsOf<N> }[SystemName];

/** Either the settings or everything that is wrong with them. */
export type Parsed = { settings: Settings; mistakes: [] } | { settings?: undefined; mistakes: Mistake[] };

/** Reads one stack's settings: a plain object as it stands in the file, keys without the namespace. */
export function parseSettings(raw: Record<string, unknown>): Parsed {
  const name = raw.system;
  if (!isSystemName(name)) {
    return { mistakes: [{ path: "system", sentence: value(name, list(systemNames)) }] };
  }
  const schema = schemas[name];
  const result = schema.safeParse(raw);
  if (result.success) return { settings: result.data, mistakes: [] };
  const root = jsonSchema(name);
  return { mistakes: result.error.issues.flatMap((issue) => explain(issue, root, raw)) };
}

/** JSON Schema of a system's settings, for editors, messages and the reference. */
export function jsonSchema(name: SystemName): SchemaNode {
  return z.toJSONSchema(schemas[name], { io: "input" }) as SchemaNode;
}

function isSystemName(name: unknown): name is SystemName {
  return systemNames.includes(name as SystemName);
}

function explain(issue: z.core.$ZodIssue, root: SchemaNode, raw: unknown): Mistake[] {
  const path = issue.path.join(".");
  const node = nodeAt(root, issue.path);
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) =>
      unknownKey([...issue.path, key].join("."), key, Object.keys(node?.properties ?? {})),
    );
  }
  const got = issue.path.reduce<unknown>(
    (inside, key) => (inside as Record<PropertyKey, unknown>)?.[key],
    raw,
  );
  if (got === undefined) {
    return [{ path, sentence: `is missing. ${node?.description ?? ""} Allowed: ${allowed(node)}.` }];
  }
  return [{ path, sentence: value(got, allowed(node)) }];
}

function unknownKey(path: string, key: string, known: string[]): Mistake {
  const nearest = known.length > 0 ? closest(key, known) : undefined;
  const near = nearest !== undefined && distance(key, nearest) <= Math.max(2, key.length / 3);
  const hint = near ? `did you mean ${nearest}?` : `known keys are ${list(known, "and")}`;
  return { path, sentence: `there is no such key, ${hint}` };
}

/** `0 is not allowed, 1 to 15`; long values are told by their kind. */
function value(got: unknown, what: string): string {
  if (got === undefined) return `is missing. Allowed: ${what}.`;
  const text =
    typeof got === "object" && got !== null ? (Array.isArray(got) ? "a list" : "a map") : JSON.stringify(got);
  return `${text} is not allowed, ${what}`;
}
