import type { PeerStack } from "./peers";
import { GLOBAL } from "./region";
import { type GraphNode, type Neighbours, StackResource } from "./stack-resource";
import type { Region } from "./subject";
import { kindOf, roleName, wordsApart } from "./twins";
import { known, type Props, text } from "./values";

export type { StackResource } from "./stack-resource";

const ROOT_TYPE = "pulumi:pulumi:Stack";

/** The resources of one stack and of its peers, indexed once for all rules. */
export class ResourceGraph implements Neighbours {
  /** This stack's resources by URN, then those of each peer. */
  readonly resources: readonly StackResource[];
  private readonly byUrn = new Map<string, StackResource>();
  private readonly byType = new Map<string, StackResource[]>();
  private readonly apart: ReadonlySet<string>;
  private readonly hasPeers: boolean;
  // By the identity of the list of tokens: rules ask with the same constants over and over.
  private readonly byTokens = new WeakMap<readonly string[], readonly StackResource[]>();
  private readonly ownOf = new WeakMap<readonly StackResource[], readonly StackResource[]>();
  private byRegion: Map<Region, StackResource[]> | undefined;
  private byTarget: Map<string, StackResource[]> | undefined;
  private byRole: Map<string, StackResource[]> | undefined;
  private arns: Map<string, StackResource> | undefined;

  /**
   * @param resources what the engine sends to a stack policy: outputs and edges
   * @param inputs inputs by URN. A stack policy gets outputs only, and they do not tell what a program set from what
   * AWS filled in, such as the key of a database that was given none. Without its inputs a resource shows its outputs.
   * @param peers snapshots of the stacks in other regions
   */
  constructor(
    resources: readonly GraphNode[],
    inputs: ReadonlyMap<string, Props> = new Map(),
    peers: readonly PeerStack[] = [],
  ) {
    // The engine's order is that of creation, which differs from run to run.
    const own = sorted(resources).map((node) => new StackResource(node, this, inputs.get(node.urn)));
    const others = peers.flatMap((peer) =>
      sorted(peer.resources).map((node) => new StackResource(node, this, node.inputs, true)),
    );
    this.resources = [...own, ...others];
    this.hasPeers = others.length > 0;
    for (const resource of this.resources) {
      this.byUrn.set(resource.urn, resource);
      append(this.byType, resource.type, resource);
    }
    const stack = own[0]?.stack;
    this.apart = wordsApart([...(stack === undefined ? [] : [stack]), ...peers.map((peer) => peer.stack)]);
  }

  get(urn: string): StackResource | undefined {
    return this.byUrn.get(urn);
  }

  byArn(arn: string): StackResource | undefined {
    this.arns ??= this.indexArns();
    return this.arns.get(arn);
  }

  /** Resources of some type tokens, of this stack and its peers, by token; this stack's come first. The same list for the same tokens. */
  ofType(tokens: readonly string[]): readonly StackResource[] {
    const known = this.byTokens.get(tokens);
    if (known) return known;
    const found = tokens.flatMap((token) => this.byType.get(token) ?? []);
    this.byTokens.set(tokens, found);
    return found;
  }

  /** This stack's resources of some type tokens, by token and URN; all of them without tokens. */
  own(tokens?: readonly string[]): readonly StackResource[] {
    const all = tokens ? this.ofType(tokens) : this.resources;
    if (!this.hasPeers) return all;
    const known = this.ownOf.get(all);
    if (known) return known;
    const found = all.filter(({ isPeer }) => !isPeer);
    this.ownOf.set(all, found);
    return found;
  }

  /** Resources of a region, of this stack and its peers; those whose region is not known are in none. */
  inRegion(region: Region): readonly StackResource[] {
    this.byRegion ??= this.indexRegions();
    return this.byRegion.get(region) ?? [];
  }

  /** Resources with a property that refers to this one. */
  referrers(target: StackResource): readonly StackResource[] {
    this.byTarget ??= this.indexReferences();
    return this.byTarget.get(target.urn) ?? [];
  }

  /**
   * Its twins: resources of the same kind and role in other regions, in this stack or a peer. The role is its name and
   * the names of its parents without what says the region (region names, words such as primary and standby, and what
   * tells the stacks' names apart). A resource without a known region, or of a global service, has none.
   */
  twinsOf(resource: StackResource): StackResource[] {
    const region = known(() => resource.region);
    if (region === undefined || region === GLOBAL) return [];
    this.byRole ??= this.indexRoles();
    const alike = this.byRole.get(this.roleOf(resource)) ?? [];
    return alike.filter((other) => {
      const place = known(() => other.region);
      return place !== undefined && place !== GLOBAL && place !== region;
    });
  }

  private roleOf(resource: StackResource): string {
    const names: string[] = [];
    // A parent that is its own ancestor can't be, but a damaged snapshot may say so.
    const seen = new Set<StackResource>();
    for (let at: StackResource | undefined = resource; at && !seen.has(at); at = at.parent) {
      seen.add(at);
      if (at.type !== ROOT_TYPE) names.unshift(roleName(at.name, this.apart));
    }
    return [kindOf(resource.type), ...names.filter((name) => name !== "")].join("/");
  }

  private indexRoles(): Map<string, StackResource[]> {
    const index = new Map<string, StackResource[]>();
    for (const resource of this.resources) append(index, this.roleOf(resource), resource);
    return index;
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

  private indexArns(): Map<string, StackResource> {
    const index = new Map<string, StackResource>();
    for (const resource of this.resources) {
      const arn = known(() => text(resource.outputs, "arn"));
      if (arn !== undefined && !index.has(arn)) index.set(arn, resource);
    }
    return index;
  }
}

function sorted<T extends { readonly urn: string }>(nodes: readonly T[]): T[] {
  return [...nodes].sort((one, other) => (one.urn < other.urn ? -1 : 1));
}

function append<T>(index: Map<string, T[]>, key: string, value: T): void {
  const values = index.get(key);
  if (values) values.push(value);
  else index.set(key, [value]);
}
