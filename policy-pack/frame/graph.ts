import type { PolicyResource } from "@pulumi/policy";
import { regionOf } from "./region";
import type { Region, Subject } from "./subject";
import { known, type Props, text } from "./values";

/** A resource of a stack with its edges. Edges are known even when the value that carries them is not. */
export class StackResource implements Subject {
  readonly type: string;
  readonly urn: string;
  readonly name: string;
  readonly props: Props;
  private located: { region: Region | undefined } | undefined;

  constructor(
    private readonly resource: PolicyResource,
    private readonly graph: ResourceGraph,
  ) {
    this.type = resource.type;
    this.urn = resource.urn;
    this.name = resource.name;
    this.props = withoutPendingOutputs(resource);
  }

  get region(): Region | undefined {
    this.located ??= {
      region: regionOf({ type: this.type, props: this.props, provider: this.resource.provider }),
    };
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
    return value !== undefined && names.some((name) => known(() => text(target.props, name)) === value);
  }
}

/** The resources of one stack, indexed once for all rules. */
export class ResourceGraph {
  readonly resources: readonly StackResource[];
  private readonly byUrn = new Map<string, StackResource>();
  private readonly byType = new Map<string, StackResource[]>();
  private byRegion: Map<Region, StackResource[]> | undefined;
  private byTarget: Map<string, StackResource[]> | undefined;

  constructor(resources: readonly PolicyResource[]) {
    this.resources = resources.map((resource) => new StackResource(resource, this));
    for (const resource of this.resources) {
      this.byUrn.set(resource.urn, resource);
      append(this.byType, resource.type, resource);
    }
  }

  get(urn: string): StackResource | undefined {
    return this.byUrn.get(urn);
  }

  /** Resources of some type tokens, in the engine's order. */
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

/**
 * A stack rule sees a resource's outputs. During a preview those that only the cloud will know are unknown although
 * the program never set them; to a rule such a property is not there. The engine lists the properties that the
 * program did set, with their edges, so the two can be told apart.
 */
function withoutPendingOutputs({ props, propertyDependencies }: PolicyResource): Props {
  if (Object.keys(propertyDependencies).length === 0) return props;
  return new Proxy<Props>(props, {
    get: (target, key, receiver) =>
      typeof key !== "string" || key in propertyDependencies
        ? Reflect.get(target, key, receiver)
        : known(() => target[key]),
  });
}
