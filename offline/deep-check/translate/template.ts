import type { GraphResource } from "../graph/graph";
import { REGION_MAPPING } from "../judge/rules";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** A CloudFormation template, as far as one is written here. */
export interface Template {
  Mappings: JsonObject;
  Parameters: JsonObject;
  Resources: Record<string, { Type: string; Properties: JsonObject }>;
}

/** Where a value of a template comes from. */
export interface Source {
  readonly resource: GraphResource;
  /** `ingress[0].fromPort` */
  readonly path: string;
}

/** One resource of a template while it is being written. */
export class Draft {
  readonly properties: JsonObject = {};
  /** Sources by place: `A.B[0].C`. */
  readonly places = new Map<string, Source>();
  /** Places whose value is not known yet: it may have another type than what stands for it. */
  readonly unknown = new Set<string>();
  /**
   * A value is missing here that the program sets: it is not known yet, or CloudFormation has no place for it. What is
   * said to be absent may be there.
   */
  incomplete = false;

  constructor(
    readonly logicalId: string,
    readonly type: string,
    readonly owner: GraphResource,
  ) {}

  /** Writes a value at `A.B[0].C`; lists and objects on the way are made. */
  set(place: string, value: Json, source: Source): void {
    const segments = segmentsOf(place);
    let holder: Json = this.properties;
    for (const [index, segment] of segments.entries()) {
      if (index === segments.length - 1) {
        put(holder, segment, value);
        break;
      }
      const next: Json | undefined = get(holder, segment);
      if (typeof next === "object" && next !== null) {
        holder = next;
        continue;
      }
      const made: Json = typeof segments[index + 1] === "number" ? [] : {};
      put(holder, segment, made);
      holder = made;
    }
    this.places.set(place, source);
  }

  /** The list at a place, made when there is none; how many items it has. */
  length(place: string): number {
    let at: Json | undefined = this.properties;
    for (const segment of segmentsOf(place)) at = at === undefined ? undefined : get(at, segment);
    return Array.isArray(at) ? at.length : 0;
  }
}

/** `A.B[0].C` -> `["A", "B", 0, "C"]` */
export function segmentsOf(path: string): (string | number)[] {
  return path
    .split(/[.[\]]+/)
    .filter((segment) => segment !== "")
    .map((segment) => (/^\d+$/.test(segment) ? Number(segment) : segment));
}

function get(holder: Json, segment: string | number): Json | undefined {
  if (Array.isArray(holder)) return typeof segment === "number" ? holder[segment] : undefined;
  return typeof holder === "object" && holder !== null ? holder[segment] : undefined;
}

function put(holder: Json, segment: string | number, value: Json): void {
  if (Array.isArray(holder) && typeof segment === "number") {
    // A list with a hole is no JSON list.
    while (holder.length < segment) holder.push(null);
    holder[segment] = value;
  } else if (typeof holder === "object" && holder !== null && !Array.isArray(holder)) holder[segment] = value;
}

/** Stands for values that are not known, each by a parameter of its own; the engine keeps silent about what depends on it. */
export class Unknowns {
  private count = 0;

  next(): Json {
    this.count++;
    return { Ref: nameOf(this.count) };
  }

  parameters(): JsonObject {
    const names = Array.from({ length: this.count }, (_, index) => nameOf(index + 1));
    return Object.fromEntries(names.map((name) => [name, { Type: "String" }]));
  }
}

function nameOf(number: number): string {
  return `NotKnownYet${number}`;
}

/** @param region undefined when it is not known; rules that compare regions then keep silent */
export function templateOf(
  drafts: readonly Draft[],
  region: string | undefined,
  unknowns: Unknowns = new Unknowns(),
): Template {
  return {
    Mappings: region === undefined ? {} : { [REGION_MAPPING]: { Region: { Name: region } } },
    Parameters: unknowns.parameters(),
    Resources: Object.fromEntries(
      drafts.map(({ logicalId, type, properties }) => [logicalId, { Type: type, Properties: properties }]),
    ),
  };
}
