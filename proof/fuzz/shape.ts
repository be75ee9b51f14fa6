import type { SchemaNode } from "../../stacks/settings/describe";
import { jsonSchema } from "../../stacks/settings/parse";
import type { SystemName } from "../../stacks/settings/schemas";

/** What a value of the settings looks like, as far as the schema says it. */
export type Shape =
  | { kind: "map"; keys: Record<string, Key> }
  | { kind: "list"; item: Shape; minimum: number; maximum: number }
  /** A map whose keys are the user's own. */
  | { kind: "names"; key: Shape; value: Shape }
  | { kind: "choice"; values: readonly unknown[] }
  | { kind: "number"; minimum: number; maximum: number; step?: number }
  | { kind: "text"; pattern?: string; minimum: number; maximum: number };

/** A key of a map. */
export interface Key {
  shape: Shape;
  required: boolean;
}

/** A node of JSON Schema with what {@link SchemaNode} leaves out. */
interface Node extends SchemaNode {
  required?: string[];
  pattern?: string;
  multipleOf?: number;
  anyOf?: Node[];
  propertyNames?: Node;
  additionalProperties?: Node | boolean;
}

/** Items of a list, and characters of a text, that says nothing of its length. */
const UNBOUNDED = { items: 4, characters: 64 } as const;

type MapShape = Extract<Shape, { kind: "map" }>;

const shapes = new Map<SystemName, MapShape>();

/** The shape of one system's settings. */
export function shapeOf(system: SystemName): MapShape {
  const shape = shapes.get(system) ?? read(jsonSchema(system) as Node, system);
  if (shape.kind !== "map") throw new Error(`${system}: settings are no map`);
  shapes.set(system, shape);
  return shape;
}

function read(node: Node, path: string): Shape {
  if (node.anyOf !== undefined)
    return { kind: "choice", values: node.anyOf.flatMap(({ const: one }) => [one]) };
  if (node.enum !== undefined) return { kind: "choice", values: node.enum };
  if (node.const !== undefined) return { kind: "choice", values: [node.const] };
  switch (node.type) {
    case "object":
      return node.properties === undefined ? names(node, path) : map(node, path);
    case "array":
      return {
        kind: "list",
        item: read(node.items as Node, `${path}[]`),
        minimum: node.minItems ?? 0,
        maximum: node.maxItems ?? UNBOUNDED.items,
      };
    case "boolean":
      return { kind: "choice", values: [false, true] };
    case "integer":
    case "number":
      return {
        kind: "number",
        minimum: node.minimum ?? 0,
        maximum: node.maximum ?? Number.MAX_SAFE_INTEGER,
        step: node.type === "integer" ? 1 : node.multipleOf,
      };
    case "string":
      return {
        kind: "text",
        pattern: node.pattern,
        minimum: node.minLength ?? 0,
        maximum: node.maxLength ?? UNBOUNDED.characters,
      };
    default:
      throw new Error(`${path}: a schema of a kind that the generator does not know`);
  }
}

function map(node: Node, path: string): Shape {
  const keys = Object.entries(node.properties as Record<string, Node>).map(([name, inner]): [string, Key] => [
    name,
    { shape: read(inner, `${path}.${name}`), required: node.required?.includes(name) ?? false },
  ]);
  return { kind: "map", keys: Object.fromEntries(keys) };
}

function names(node: Node, path: string): Shape {
  return {
    kind: "names",
    key: read(node.propertyNames as Node, `${path}{}`),
    value: read(node.additionalProperties as Node, `${path}.*`),
  };
}

/** A key of the settings, at any depth: `services[].cpu`. */
export interface KeyPath {
  path: string;
  required: boolean;
  shape: Shape;
}

/** All keys of a shape. */
export function keyPaths(shape: Shape, path = ""): KeyPath[] {
  switch (shape.kind) {
    case "map":
      return Object.entries(shape.keys).flatMap(([name, key]) => {
        const inner = path === "" ? name : `${path}.${name}`;
        return [{ path: inner, ...key }, ...keyPaths(key.shape, inner)];
      });
    case "list":
      return keyPaths(shape.item, `${path}[]`);
    default:
      return [];
  }
}
