import { Asset, isMap, isUnknown, type Value, type ValueMap } from "../../providers/core/values/value";
import type { GraphResource } from "../graph/graph";
import type { TypeMapping } from "./mapping";
import type { References } from "./references";
import type { Draft, Json } from "./template";

/** Places whose value is a document in CloudFormation and JSON text in Pulumi. */
const DOCUMENTS =
  /(^|\.)(\w*PolicyDocument|KeyPolicy|ResourcePolicy|RepositoryPolicyText|AccessPolicies|Body|RedrivePolicy|RedriveAllowPolicy|EventPattern|FilterPolicy|DeliveryPolicy|Policy)$/;

/** Writes the inputs of one resource into a draft, each value with its source. */
export class Writer {
  constructor(
    readonly draft: Draft,
    readonly resource: GraphResource,
    private readonly mapping: TypeMapping | undefined,
    private readonly references: References,
  ) {}

  /** Writes an input where the mapping has it. */
  mapped(path: string, value: Value): void {
    if (isMap(value)) {
      this.mappedObject(path, value);
      return;
    }
    if (Array.isArray(value) && value.some((item) => isMap(item) || Array.isArray(item))) {
      for (const [index, item] of value.entries()) this.mapped(`${path}[${index}]`, item);
      return;
    }
    if (Array.isArray(value) && this.placeOf(`${path}[0]`) !== undefined) {
      for (const [index, item] of value.entries())
        this.put(this.placeOf(`${path}[${index}]`) as string, item, `${path}[${index}]`);
      return;
    }
    const place = this.placeOf(path);
    if (place !== undefined) this.put(place, value, path);
    else if (typeof value === "object" && value !== null) this.draft.incomplete = true;
  }

  private mappedObject(path: string, value: ValueMap): void {
    const keys = Object.keys(value);
    const place = this.placeOf(path);
    if (keys.length === 0) {
      // Some objects say all they have to say by being there, such as `none: {}`.
      if (place !== undefined) this.write(place, {}, path);
      return;
    }
    // Keys of the user's own may hold what a path is made of.
    const free = keys.some((key) => /[.[\]*]/.test(key));
    if (free || keys.every((key) => this.placeOf(`${path}.${key}`) === undefined)) {
      if (place === undefined) this.draft.incomplete = true;
      else this.put(place, value, path);
      return;
    }
    for (const key of keys) this.mapped(`${path}.${key}`, value[key] as Value);
  }

  /** `origins[1].domainName` -> `DistributionConfig.Origins[1].DomainName` */
  private placeOf(path: string): string | undefined {
    const place = this.mapping?.path(starred(path));
    if (place === undefined) return undefined;
    const indexes = this.indexes(path);
    let star = 0;
    return place
      .split(".")
      .map((segment) => (segment === "*" ? `[${indexes.get(star++) ?? 0}]` : `.${segment}`))
      .join("")
      .slice(1);
  }

  /** Which item each star of a place stands for. A list of one thing in Pulumi may be an object there, and the reverse. */
  private indexes(path: string): Map<number, number> {
    const indexes = new Map<number, number>();
    for (const match of path.matchAll(/\[(\d+)\]/g)) {
      const upToHere = path.slice(0, match.index + match[0].length);
      const place = this.mapping?.path(starred(upToHere));
      if (place?.endsWith(".*")) indexes.set(stars(place) - 1, Number(match[1]));
    }
    return indexes;
  }

  /** Writes a value at a place, whatever it is; nothing for an absent one. */
  put(place: string, value: Value | undefined, path: string): void {
    if (value === undefined || value === null) return;
    if (isUnknown(value)) this.unknown(place, path);
    else if (Array.isArray(value)) this.list(place, value, path);
    else if (value instanceof Asset) this.draft.incomplete = true;
    else if (isMap(value)) {
      this.object(place, value, path);
    } else if (typeof value === "string") this.text(place, value, path);
    else if (typeof value === "number" || typeof value === "boolean") this.write(place, value, path);
  }

  private object(place: string, value: ValueMap, path: string): void {
    const entries = Object.entries(value);
    // Keys of the user's own may hold what a place is made of.
    if (entries.some(([key]) => /[.[\]]/.test(key)))
      this.write(
        place,
        Object.fromEntries(entries.map(([key, inner]) => [key, this.free(inner, path)])),
        path,
      );
    else for (const [key, inner] of entries) this.put(`${place}.${key}`, inner, `${path}.${key}`);
  }

  private free(value: Value, path: string): Json {
    if (isUnknown(value) || value instanceof Asset) return this.restore(path, undefined);
    if (Array.isArray(value)) return value.map((item) => this.free(item, path));
    if (isMap(value))
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, this.free(inner, path)]));
    return value as Json;
  }

  /** Writes what needs no translation. */
  write(place: string, value: Json, path: string): void {
    this.draft.set(place, value, { resource: this.resource, path: path.replace(/^\./, "") });
  }

  private list(place: string, values: readonly Value[], path: string): void {
    for (const [index, item] of values.entries()) {
      if (isUnknown(item)) this.writeUnknown(`${place}[${index}]`, path, index);
      else this.put(`${place}[${index}]`, item, `${path}[${index}]`);
    }
  }

  private text(place: string, text: string, path: string): void {
    // An empty text is how Terraform's providers say "not set".
    if (text === "") return;
    const document = DOCUMENTS.test(place.replace(/\[\d+\]/g, "")) ? parseDocument(text) : undefined;
    const written =
      document === undefined
        ? this.references.text(this.resource, inputOf(path), text)
        : this.inDocument(document, path);
    this.write(place, written, path);
  }

  private inDocument(value: Json, path: string): Json {
    if (typeof value === "string") return this.references.text(this.resource, inputOf(path), value);
    if (Array.isArray(value)) return value.map((item) => this.inDocument(item, path));
    if (typeof value === "object" && value !== null)
      return Object.fromEntries(
        Object.entries(value).map(([key, inner]) => [key, this.inDocument(inner, path)]),
      );
    return value;
  }

  private unknown(place: string, path: string): void {
    if (this.isMap(path)) {
      this.draft.incomplete = true;
      return;
    }
    if (this.isList(path)) {
      const targets = this.references.targets(this.resource, inputOf(path));
      if (targets.length === 0) this.draft.incomplete = true;
      for (const index of targets.keys()) this.writeUnknown(`${place}[${index}]`, path, index);
      return;
    }
    // What stands for a document that is not known would be judged as a document.
    if (DOCUMENTS.test(place)) this.draft.incomplete = true;
    else this.writeUnknown(place, path, undefined);
  }

  private writeUnknown(place: string, path: string, index: number | undefined): void {
    this.write(place, this.restore(path, index), path);
    this.draft.unknown.add(place);
  }

  private restore(path: string, index: number | undefined): Json {
    const property = path
      .split(".")
      .at(-1)
      ?.replace(/\[\d+\]$/, "") as string;
    return this.references.unknown(this.resource, inputOf(path), property, index);
  }

  private isMap(path: string): boolean {
    return this.mapping?.path(`${starred(path)}.anyKey`) !== undefined;
  }

  private isList(path: string): boolean {
    return this.mapping?.path(`${starred(path)}.*`) !== undefined;
  }
}

/** `origins[1].domainName` -> `origins.*.domainName` */
function starred(path: string): string {
  return path.replace(/\[\d+\]/g, ".*");
}

function stars(place: string): number {
  return place.split(".").filter((segment) => segment === "*").length;
}

/** The top-level input that a path is in: the engine knows edges for these. */
function inputOf(path: string): string {
  return path.replace(/^\./, "").split(/[.[]/)[0] as string;
}

function parseDocument(text: string): Json | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
