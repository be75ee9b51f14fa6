import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A node of a CloudFormation resource schema, as far as facts and names are in it. */
export interface SchemaNode {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  /** A closed list whose words count in any case. */
  enumCaseInsensitive?: unknown[];
  const?: unknown;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  items?: SchemaNode;
  properties?: Record<string, SchemaNode>;
  patternProperties?: Record<string, SchemaNode>;
  oneOf?: SchemaNode[];
  anyOf?: SchemaNode[];
  allOf?: SchemaNode[];
}

interface ResourceSchema extends SchemaNode {
  definitions?: Record<string, SchemaNode>;
  createOnlyProperties?: string[];
  conditionalCreateOnlyProperties?: string[];
  readOnlyProperties?: string[];
}

/** The resource schemas of one unpacked cfn-lint release, those of us-east-1. */
export class Schemas {
  private readonly files: Record<string, string>;

  /** @param directory `cfnlint/data/schemas` of the unpacked wheel */
  constructor(readonly directory: string) {
    this.files = this.json("providers/us-east-1.json");
  }

  /** Day of the schemas. */
  get date(): string {
    return this.json<{ schema_date: string }>("version.json").schema_date.slice(0, 10);
  }

  /** Version of the release, from the folder that a wheel keeps its metadata in. */
  get version(): string {
    const folder = readdirSync(join(this.directory, "..", "..", "..")).find((name) =>
      name.endsWith(".dist-info"),
    );
    return /-([\d.]+)\.dist-info$/.exec(folder ?? "")?.[1] ?? "unknown";
  }

  /** Schema of a type. @throws Error when CloudFormation has no such type */
  resource(type: string): TypeSchema {
    const file = this.files[type];
    if (file === undefined) throw new Error(`CloudFormation has no type ${type}; look in tables/types.ts`);
    return new TypeSchema(this.json<ResourceSchema>(`resources/${file}.json`));
  }

  /** A JSON file of the release; its form is the release's own, which the pinned version fixes. */
  json<T>(file: string): T {
    return JSON.parse(readFileSync(join(this.directory, file), "utf8")) as T;
  }
}

/** One resource schema, with references followed. */
export class TypeSchema {
  constructor(private readonly schema: ResourceSchema) {}

  get root(): SchemaNode {
    return this.schema;
  }

  /** The node itself, behind any number of references. */
  resolve(node: SchemaNode): SchemaNode {
    let found = node;
    for (let step = 0; found.$ref !== undefined && step < 20; step++) {
      const path = found.$ref.replace(/^#\//, "").split("/");
      found = path.reduce<unknown>(
        (inner, key) => (inner as Record<string, unknown> | undefined)?.[key],
        this.schema,
      ) as SchemaNode;
      if (found === undefined) return {};
    }
    return found;
  }

  isList(node: SchemaNode): boolean {
    const { type, items, oneOf, anyOf } = this.resolve(node);
    if (type === "array" || items !== undefined || (Array.isArray(type) && type.includes("array")))
      return true;
    return type === undefined && [...(oneOf ?? []), ...(anyOf ?? [])].some((one) => this.isList(one));
  }

  item(node: SchemaNode): SchemaNode {
    const { items, oneOf, anyOf } = this.resolve(node);
    const list = [...(oneOf ?? []), ...(anyOf ?? [])].find((one) => this.isList(one));
    return items !== undefined ? this.resolve(items) : list === undefined ? {} : this.item(list);
  }

  /** Properties of an object, or of a list's items, with those of its alternatives. */
  properties(node: SchemaNode): Record<string, SchemaNode> {
    const whole = this.resolve(node);
    if (whole.items !== undefined) return this.properties(whole.items);
    const found: Record<string, SchemaNode> = { ...whole.properties };
    for (const part of [...(whole.oneOf ?? []), ...(whole.anyOf ?? []), ...(whole.allOf ?? [])]) {
      // A condition repeats a property's name to narrow it; the property itself stands first.
      for (const [name, inner] of Object.entries(this.resolve(part).properties ?? {})) found[name] ??= inner;
    }
    return found;
  }

  /** Walks `KeySchema.AttributeName`, through lists, and tells the path with a `*` for each list on the way. */
  at(node: SchemaNode, path: string): { node: SchemaNode; path: string } | undefined {
    const steps: string[] = [];
    let current = this.resolve(node);
    const names = path.split(".");
    for (const [index, name] of names.entries()) {
      const next = this.properties(current)[name];
      if (next === undefined) return undefined;
      steps.push(name);
      current = this.resolve(next);
      if (this.isList(current) && index < names.length - 1) steps.push("*");
    }
    return { node: current, path: steps.join(".") };
  }

  isCreateOnly(path: string): "yes" | "maybe" | undefined {
    const pointer = `/properties/${path.split(".").join("/")}`;
    if (this.schema.createOnlyProperties?.includes(pointer)) return "yes";
    return this.schema.conditionalCreateOnlyProperties?.includes(pointer) ? "maybe" : undefined;
  }

  /** Top-level properties that only AWS sets. */
  isReadOnly(name: string): boolean {
    return this.schema.readOnlyProperties?.includes(`/properties/${name}`) === true;
  }
}
