import { closest, distance } from "fastest-levenshtein";
import { z } from "zod";
import { allowed, list, nodeAt, type SchemaNode } from "./describe";
import type { Mistake } from "./mistake";
import { isWrong, readable } from "./readable";
import { type SettingsOf, type SystemName, schemas, systemNames } from "./schemas";

/** Settings of any system, after defaults. */
export type Settings = { [N in SystemName]: SettingsOf<N> }[SystemName];

/** Either the settings or everything that is wrong with them key by key. */
export type Parsed =
  | { settings: Settings; mistakes: [] }
  | {
      settings?: undefined;
      mistakes: Mistake[];
      /** What is right of them, for cross-checks: to read a key that is wrong throws `WrongAlready`. */
      readable?: Settings;
    };

/** Reads one stack's settings: a plain object as it stands in the file, keys without the namespace. */
export function parseSettings(raw: Record<string, unknown>): Parsed {
  const name = raw.system;
  if (!isSystemName(name)) {
    const names = list(systemNames);
    const sentence = name === undefined ? missing("", names) : notAllowed(shown(name), names);
    return { mistakes: [{ path: "system", sentence }] };
  }
  const schema = schemas[name];
  const result = schema.safeParse(raw);
  if (result.success) return { settings: result.data, mistakes: [] };
  const root = jsonSchema(name);
  const rest = readable(schema, raw);
  const issues = [
    ...result.error.issues.filter(({ code, path }) => code !== "custom" || isWrong(rest.value, path)),
    ...rest.refused.map((path) => ({ code: "custom" as const, path, message: "" })),
  ];
  const mistakes = issues.flatMap((issue) => explain(issue, root, raw));
  return { mistakes: withoutRepeated(mistakes), readable: rest.value as Settings };
}

/** A key is told once, even where several rules of the schema refuse it. */
function withoutRepeated(mistakes: readonly Mistake[]): Mistake[] {
  const lines = mistakes.map(({ path, sentence }) => `${path}: ${sentence}`);
  return mistakes.filter((_, index) => lines.indexOf(lines[index] as string) === index);
}

const nodes = new Map<SystemName, SchemaNode>();

/** JSON Schema of a system's settings, for editors, messages and the reference. */
export function jsonSchema(name: SystemName): SchemaNode {
  const node =
    nodes.get(name) ?? (z.toJSONSchema(schemas[name], { io: "input", override: eachOnce }) as SchemaNode);
  nodes.set(name, node);
  return node;
}

/** Editors say what `repeatedItems` refuses: that a list of texts or numbers has each of them once. */
function eachOnce({ jsonSchema: node }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  const { items } = node;
  if (
    node.type === "array" &&
    typeof items === "object" &&
    !Array.isArray(items) &&
    items.type !== "object"
  ) {
    node.uniqueItems = true;
  }
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
    return [{ path, sentence: missing(`${node?.description ?? ""} `, allowed(node)) }];
  }
  const text = typeof got === "string" && pointsAtSecret(issue.path) ? "this text" : shown(got);
  return [{ path, sentence: notAllowed(text, allowed(node)) }];
}

/** Where a secret's name or ARN is asked for, people paste the secret itself: what was given there is not repeated. */
function pointsAtSecret(path: readonly PropertyKey[]): boolean {
  return path.some((key) => /secret/i.test(String(key)));
}

function unknownKey(path: string, key: string, known: string[]): Mistake {
  const nearest = known.length > 0 ? closest(key, known) : undefined;
  const near = nearest !== undefined && distance(key, nearest) <= Math.max(2, key.length / 3);
  const hint = near ? `did you mean ${nearest}?` : `known keys are ${list(known, "and")}`;
  return { path, sentence: `there is no such key, ${hint}` };
}

/** A value as it stands in a message; long ones are told by their kind. */
function shown(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return Array.isArray(value) ? "a list" : "a map";
}

/** `0 is not allowed, 1 to 15`. */
const notAllowed = (value: string, what: string) => `${value} is not allowed, ${what}`;

const missing = (description: string, what: string) => `is missing. ${description}Allowed: ${what}.`;
