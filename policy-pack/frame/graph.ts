import type { PolicyResource } from "@pulumi/policy";
import { regionOf } from "./region";
import type { Region, Subject } from "./subject";
import { known, type Props, text } from "./values";

/** A resource of a stack with its edges. Edges are known even when the value that carries them is not. */
export class StackResource implements Subject {
  readonly type: string;
  readonly urn: string;
  readonly name: string;
  /** Its inputs: what the program set, before and after a deployment alike. */
  readonly props: Props;
  /** Its outputs: also what the provider and AWS added, most of it unknown during a preview. */
  readonly outputs: Props;
  private located: { region: Region | undefined } | undefined;

  constructor(
    private readonly resource: PolicyResource,
    private readonly graph: ResourceGraph,
    inputs: Props | undefined,
  ) {
    this.type = resource.type;
    this.urn = resource.urn;
    this.name = resource.name;
    this.outputs = resource.props;
    this.props = inputs ?? this.outputs;
  }

  get region(): Region | undefined {
    const { type, props, outputs } = this;
    this.located ??= { region: regionOf({ type, props, provider: this.resource.provider, outputs }) };
    return this.located.region;
  }

  /** The resources that a property refers to. */
  references(property: string): StackResource[] {
    const targets = this.resource.propertyDependencies[property] ?? [];
    return targets.flatMap((target) => this.graph.get(target.urn) ?? []);
  }

  /** URNs of all resources that its properties refer to. */
  targets(): Set<string> {
    const targets = Object.values(this.resource.propertyDependencies).flat();
    return new Set(targets.map((target) => target.urn));
  }

  /**
   * Whether a property means another resource: by an edge, or by a known value that is one of its names.
   * @param names the other resource's properties that this property may hold
   * @throws UnknownValueError when there is no edge to any resource and the value is not known yet
   */
  refersTo(property: string, target: StackResource, names: readonly string[]): boolean {
    const references = this.references(property);
    if (references.includes(target)) return true;
    if (references.some((reference) => reference.type === target.type)) return false;
    const value = text(this.props, property);
    return value !== undefined && names.some((name) => known(() => text(target.outputs, name)) === value);
  }
}

/** The resources of one stack, indexed once for all rules. */
export class ResourceGraph {
  readonly resources: readonly StackResource[];
  private readonly byUrn = new Map<string, StackResource>();
  private readonly byType = new Map<string, StackResource[]>();
  private byRegion: Map<Region, StackResource[]> | undefined;
  private byTarget: Map<string, StackResource[]> | undefined;

  /**
   * @param resources what the engine sends to a stack policy: outputs and edges
   * @param inputs inputs by URN. A stack policy gets outputs only, and they do not tell what a program set from what
   * AWS filled in, such as the key of a database that was given none. Without its inputs a resource shows its outputs.
   */
  constructor(resources: readonly PolicyResource[], inputs: ReadonlyMap<string, Props> = new Map()) {
    // The engine's order is that of creation, which differs from run to run.
    const sorted = [...resources].sort((one, other) => (one.urn < other.urn ? -1 : 1));
    this.resources = sorted.map((resource) => new StackResource(resource, this, inputs.get(resource.urn)));
    for (const resource of this.resources) {
      this.byUrn.set(resource.urn, resource);
      append(this.byType, resource.type, resource);
    }
  }

  get(urn: string): StackResource | undefined {
    return this.byUrn.get(urn);
  }

  /** Resources of some type tokens, by token and URN. */
  ofType(tokens: readonly string[]): StackResource[] {
    return tokens.flatMap((token) => this.byType.get(token) ?? []);
  }

  /** Resources of a region; those whose region is not known are in none. */
  inRegion(region: Region): readonly StackResource[] {
    this.byRegion ??= this.indexRegions();
    return this.byRegion.get(region) ?? [];
  }

  /** Resources with a property that refers to this one. */
  referrers(target: StackResource): readonly StackResource[] {
    this.byTarget ??= this.indexReferences();
    return this.byTarget.get(target.urn) ?? [];
  }

  private indexRegions(): Map<Region, StackResource[]> {
    const index = new Map<Region, StackResource[]>();
    for (const resource of this.resources) {
      const region = known(() => resource.region);
      if (region !== undefined) append(index, region, resource);
    }
    return index;
  }

  private indexReferences(): Map<string, StackResource[]> {
    const index = new Map<string, StackResource[]>();
    for (const resource of this.resources) {
      for (const urn of resource.targets()) append(index, urn, resource);
    }
    return index;
  }
}

function append<T>(index: Map<string, T[]>, key: string, value: T): void {
  const values = index.get(key);
  if (values) values.push(value);
  else index.set(key, [value]);
}
