import type { GraphResource } from "../graph/graph";
import { type Fold, foldOf } from "./folds";
import type { Mappings } from "./mapping";
import { References } from "./references";
import { shapesOf } from "./shapes/index";
import { Draft, type Template, templateOf, Unknowns } from "./template";
import { Writer } from "./writer";

/** A graph's resources of one region as a template. */
export interface Translation {
  /** Undefined for resources whose region is not known. */
  readonly region: string | undefined;
  readonly template: Template;
  /** By logical id. */
  readonly drafts: ReadonlyMap<string, Draft>;
}

/** A graph in CloudFormation's words, one template per region. Resources of types without a mapping are left out. */
export function translate(graph: readonly GraphResource[], mappings: Mappings): Translation[] {
  return [...byHome(graph)].map(([region, resources]) => translateRegion(region, resources, graph, mappings));
}

function byHome(graph: readonly GraphResource[]): Map<string | undefined, GraphResource[]> {
  const homes = new Map<string | undefined, GraphResource[]>();
  for (const resource of graph) {
    const home = homeOf(resource);
    const resources = homes.get(home);
    if (resources === undefined) homes.set(home, [resource]);
    else resources.push(resource);
  }
  return homes;
}

/** CloudFront is one service for the world, and its control plane is in us-east-1: what it refers to must be there. */
function homeOf({ type, region }: GraphResource): string | undefined {
  return type.startsWith("aws:cloudfront/") ? "us-east-1" : region;
}

function translateRegion(
  region: string | undefined,
  resources: readonly GraphResource[],
  graph: readonly GraphResource[],
  mappings: Mappings,
): Translation {
  const wholes = new Wholes(resources);
  const drafts = new Map<string, Draft>();
  const logicalIds = new LogicalIds();
  for (const resource of resources) {
    const mapping = mappings.of(resource.type);
    if (mapping === undefined || NOT_THE_SAME.has(resource.type)) continue;
    if (wholes.of(resource) !== undefined || isPartOnly(resource)) continue;
    drafts.set(resource.urn, new Draft(logicalIds.next(resource.name), mapping.cfn, resource));
  }
  const unknowns = new Unknowns();
  const references = new References(
    graph,
    new Map([...drafts].map(([urn, { logicalId }]) => [urn, logicalId])),
    unknowns,
  );
  for (const resource of resources) {
    const part = wholes.of(resource);
    const draft = drafts.get((part?.whole ?? resource).urn);
    if (draft === undefined) continue;
    const writer = new Writer(draft, resource, mappings.of(resource.type), references);
    if (part === undefined) writeInputs(writer);
    else part.fold.write(writer, resource);
  }
  const written = [...drafts.values()];
  return {
    region,
    template: templateOf(written, region, unknowns),
    drafts: new Map(written.map((draft) => [draft.logicalId, draft])),
  };
}

/** Types whose namesake in CloudFormation is another thing: the older global tables of DynamoDB are made of tables. */
const NOT_THE_SAME = new Set(["aws:dynamodb/globalTable:GlobalTable"]);

/** A part whose whole is not in the graph says nothing by itself. */
function isPartOnly({ type }: GraphResource): boolean {
  return foldOf(type) !== undefined && type !== "aws:iam/rolePolicy:RolePolicy";
}

function writeInputs(writer: Writer): void {
  const { type, inputs } = writer.resource;
  const shapes = shapesOf(type);
  for (const [input, value] of Object.entries(inputs)) {
    if (value === null || value === undefined) continue;
    const shape = shapes[input];
    if (shape !== undefined) shape(writer, value, input);
    else writer.mapped(input, value);
  }
}

/** Finds the whole that a part belongs to: by an edge, or by its name. */
class Wholes {
  private readonly byUrn: ReadonlyMap<string, GraphResource>;

  constructor(private readonly resources: readonly GraphResource[]) {
    this.byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  }

  of(part: GraphResource): { fold: Fold; whole: GraphResource } | undefined {
    const fold = foldOf(part.type);
    if (fold === undefined) return undefined;
    const byEdge = (part.edges[fold.by] ?? []).flatMap((urn) => this.byUrn.get(urn) ?? []);
    const whole = byEdge.find(({ type }) => type === fold.into) ?? this.byName(part, fold);
    return whole === undefined ? undefined : { fold, whole };
  }

  private byName(part: GraphResource, fold: Fold): GraphResource | undefined {
    const name = part.inputs[fold.by];
    if (typeof name !== "string") return undefined;
    return this.resources.find(
      ({ type, id, inputs }) => type === fold.into && (id === name || inputs[fold.name] === name),
    );
  }
}

/** Logical ids hold letters and digits only, and are unique. */
class LogicalIds {
  private readonly taken = new Set<string>();

  next(name: string): string {
    const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
    const stem = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("") || "Resource";
    for (let count = 1; ; count++) {
      const id = count === 1 ? `R${stem}` : `R${stem}X${count}`;
      if (this.taken.has(id)) continue;
      this.taken.add(id);
      return id;
    }
  }
}
