import type { PackageShapes } from "../../providers/core/shape/package-scan";
import { moduleOf, namespaceOf } from "../../providers/core/shape/package-scan";
import type { Properties, PropertyShape } from "../../providers/core/shape/types";
import type { PropertyNode, PropertyNodes, TypeNode } from "../node";
import { corrected } from "../tables/corrections";
import type { TypeNames } from "../tables/types";
import type { Aliases } from "./aliases";
import { factsOf } from "./facts";
import { agrees, type Kind, kindOf } from "./kind";
import type { Links } from "./links";
import { type Match, matchName, typePrefixes } from "./match";
import type { SchemaNode, Schemas, TypeSchema } from "./schema";

/** A match by spelling that is not plainly right, for the maintainer's eyes. */
export interface Guess {
  token: string;
  path: string;
  cfn: string;
  how: Match["how"];
}

const deepest = 14;

/** Names and facts of all inputs of one type. @throws Error when Pulumi or CloudFormation does not have it */
export function buildType(
  names: TypeNames,
  shapes: PackageShapes,
  schemas: Schemas,
  aliases: Aliases,
  links: Links,
): { node: TypeNode; guesses: Guess[]; unmapped: string[] } {
  const token = `aws:${names.token}`;
  const shape = shapes.modules.get(moduleOf(token))?.resources[token];
  if (shape === undefined) throw new Error(`@pulumi/aws has no type ${token}; look in tables/types.ts`);
  const schema = schemas.resource(names.cfn);
  const root = names.root === undefined ? schema.root : schema.properties(schema.root)[names.root];
  if (root === undefined) throw new Error(`${names.cfn} has no ${names.root}; look in tables/types.ts`);
  const builder = new Builder(names, shapes, schema, aliases, links);
  const k = builder.children(shape.inputs, root, "", 0);
  const node: TypeNode = { cfn: names.cfn, d: builder.objects, k };
  const arn = links.arn(names.cfn);
  if (arn !== undefined) node.arn = arn;
  if (names.root !== undefined) node.root = names.root;
  if (names.root !== undefined && schema.isList(root)) node.rootList = 1;
  return { node, guesses: builder.guesses, unmapped: builder.unmapped };
}

class Builder {
  readonly guesses: Guess[] = [];
  readonly unmapped: string[] = [];
  readonly objects: PropertyNodes[] = [];
  private readonly indexes = new Map<string, number>();
  private readonly built = new Map<SchemaNode, Map<Properties, number>>();
  private readonly prefixes: string[];

  constructor(
    private readonly names: TypeNames,
    private readonly shapes: PackageShapes,
    private readonly schema: TypeSchema,
    private readonly aliases: Aliases,
    private readonly links: Links,
  ) {
    this.prefixes = typePrefixes(names.cfn);
  }

  /** Index of the object with these inputs; built once for each pair of types, unless an alias knows better. */
  children(inputs: Properties, parent: SchemaNode, at: string, depth: number): number {
    const isPlain = !this.aliases.reaches(this.names.token, at);
    const known = isPlain ? this.built.get(parent)?.get(inputs) : undefined;
    if (known !== undefined) return known;
    const object = this.object(inputs, parent, at, depth);
    const key = JSON.stringify(object);
    const index = this.indexes.get(key) ?? this.objects.push(object) - 1;
    this.indexes.set(key, index);
    if (isPlain) this.built.set(parent, (this.built.get(parent) ?? new Map()).set(inputs, index));
    return index;
  }

  private object(inputs: Properties, parent: SchemaNode, at: string, depth: number): PropertyNodes {
    const found: PropertyNodes = {};
    for (const [name, input] of Object.entries(inputs)) {
      const path = at === "" ? name : `${at}.${name}`;
      const child = this.child(name, input, parent, path, depth);
      if (child !== undefined) found[name] = child;
      else this.unmapped.push(path);
    }
    return found;
  }

  private child(
    name: string,
    input: PropertyShape,
    parent: SchemaNode,
    path: string,
    depth: number,
  ): PropertyNode | undefined {
    const alias = this.aliases.of(this.names.token, path);
    if (alias === "never") return undefined;
    const kind = kindOf(input.t);
    const place =
      alias === undefined ? this.bySpelling(name, kind, parent, path) : this.byAlias(alias, parent, path);
    if (place === undefined) return undefined;
    const node: PropertyNode = { c: place.path };
    if (kind.list) node.l = 1;
    // A map whose pairs are a list in CloudFormation has no place for a key of its own.
    const isList = place.path !== "" && this.schema.isList(place.node);
    if (isList && !kind.map) node.s = 1;
    if (kind.map && !isList) node.m = 1;
    const inner = kind.ref === undefined ? undefined : this.nested(kind.ref);
    if (inner !== undefined && depth < deepest) node.k = this.children(inner, place.node, path, depth + 1);
    const facts = this.facts(place, kind, path, depth);
    if (facts !== undefined) node.f = facts;
    return node;
  }

  private facts(place: { node: SchemaNode; path: string }, kind: Kind, path: string, depth: number) {
    const top = this.cfnPath(place.path, depth);
    const links =
      top === undefined ? { refers: [], replaces: undefined } : this.links.topLevel(this.names.cfn, top);
    const found = factsOf(this.schema, place.node, kind, top, links);
    return corrected(this.names.token, path, found);
  }

  /** Full path of a property directly under the type, the only ones a create-only mark stands on. */
  private cfnPath(path: string, depth: number): string | undefined {
    if (depth > 0) return undefined;
    return this.names.root === undefined ? path : `${this.names.root}.${path}`;
  }

  private byAlias(alias: string, parent: SchemaNode, path: string): { node: SchemaNode; path: string } {
    if (alias === ".") return { node: parent, path: "" };
    const found = this.schema.at(parent, alias);
    if (found !== undefined) return found;
    throw new Error(
      `${this.names.token} ${path}: ${this.names.cfn} has no ${alias} there; look in the aliases`,
    );
  }

  private bySpelling(name: string, kind: Kind, parent: SchemaNode, path: string) {
    const candidates = this.schema.properties(parent);
    const match = matchName(name, Object.keys(candidates), path.includes(".") ? [] : this.prefixes);
    if (match === undefined) return undefined;
    const node = this.schema.resolve(candidates[match.name] ?? {});
    // A match that is no more than likely must at least hold the same kind of thing.
    if (!agrees(kind, node, this.schema)) return undefined;
    if (match.how !== "exact" && match.how !== "plural")
      this.guesses.push({ token: this.names.token, path, cfn: match.name, how: match.how });
    return { node, path: match.name };
  }

  private nested(name: string): Properties | undefined {
    const types = this.shapes.nested.get(namespaceOf(name))?.inputs;
    return types?.[name] ?? types?.[`${name}Args`];
  }
}
