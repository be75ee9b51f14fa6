import { arnsIn, meanings, parseArn, partitionOf } from "./arns";
import { GLOBAL, regionOf } from "./region";
import type { Region, Subject, SubjectOptions } from "./subject";
import { eachBlock, known, type Props, rawOf, text, textsOf } from "./values";

/** What a graph is made of: a resource as Pulumi sends it to a stack policy, or one of a peer's snapshot. */
export interface GraphNode {
  readonly type: string;
  readonly urn: string;
  readonly name: string;
  /** Its outputs. */
  readonly props: Props;
  readonly opts?: SubjectOptions;
  readonly provider?: { readonly props: Props };
  readonly parent?: { readonly urn: string };
  readonly propertyDependencies: Readonly<Record<string, readonly { readonly urn: string }[]>>;
}

/** How a resource finds the others. */
export interface Neighbours {
  get(urn: string): StackResource | undefined;
  /** The resource that has an ARN, in this stack or a peer. */
  byArn(arn: string): StackResource | undefined;
}

/** A resource of a stack with its edges. Edges are known even when the value that carries them is not. */
export class StackResource implements Subject {
  readonly type: string;
  readonly urn: string;
  readonly name: string;
  /** Name of its stack. */
  readonly stack: string;
  /** Its inputs: what the program set, before and after a deployment alike. */
  readonly props: Props;
  /** Its outputs: also what the provider and AWS added, most of it unknown during a preview. */
  readonly outputs: Props;
  /** Its options; a resource of a peer has none. */
  readonly opts: SubjectOptions | undefined;
  private located: { region: Region | undefined } | undefined;
  private readonly resolved = new Map<string, StackResource[]>();

  /** @param isPeer whether it comes from a peer's snapshot: rules read it, but judge only resources of this stack */
  constructor(
    private readonly node: GraphNode,
    private readonly neighbours: Neighbours,
    inputs: Props | undefined,
    readonly isPeer = false,
  ) {
    this.type = node.type;
    this.urn = node.urn;
    this.name = node.name;
    this.stack = stackOf(node.urn) ?? "";
    this.outputs = node.props;
    this.props = inputs ?? this.outputs;
    this.opts = isPeer ? undefined : node.opts;
  }

  get region(): Region | undefined {
    const { type, props, outputs } = this;
    this.located ??= { region: regionOf({ type, props, provider: this.node.provider, outputs }) };
    return this.located.region;
  }

  /** The component it is part of. */
  get parent(): StackResource | undefined {
    const { parent } = this.node;
    return parent && this.neighbours.get(parent.urn);
  }

  /** AWS account, from its ARN, else from what its provider allows or assumes; `undefined` when nobody says it. */
  get account(): string | undefined {
    const own = parseArn(known(() => text(this.outputs, "arn")))?.account;
    const provider = this.node.provider?.props;
    return own ?? (provider && known(() => accountOf(provider)));
  }

  /** AWS partition, from its ARN, else from its region; `undefined` when neither is known. */
  get partition(): string | undefined {
    const own = parseArn(known(() => text(this.outputs, "arn")))?.partition;
    const region = known(() => this.region);
    return own ?? (region === undefined || region === GLOBAL ? undefined : partitionOf(region));
  }

  /** The resources that a property refers to: by an edge, or by an ARN in its value. */
  references(property: string): StackResource[] {
    const earlier = this.resolved.get(property);
    if (earlier) return earlier;
    const found = new Set<StackResource>();
    for (const { urn } of this.node.propertyDependencies[property] ?? []) {
      const target = this.neighbours.get(urn);
      if (target) found.add(target);
    }
    for (const arn of known(() => arnsIn(rawOf(this.props)[property])) ?? []) {
      for (const meaning of meanings(arn)) {
        const target = this.neighbours.byArn(meaning);
        if (target && target !== this) found.add(target);
      }
    }
    const references = [...found];
    this.resolved.set(property, references);
    return references;
  }

  /** URNs of all resources that its properties refer to. */
  targets(): Set<string> {
    const properties = new Set([...Object.keys(this.node.propertyDependencies), ...Object.keys(this.props)]);
    return new Set([...properties].flatMap((property) => this.references(property).map(({ urn }) => urn)));
  }

  /**
   * Whether a property means another resource: by an edge, by its ARN, or by a known value that is one of its names.
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

/** `urn:pulumi:STACK::PROJECT::TYPE::NAME` */
export function stackOf(urn: string): string | undefined {
  const [head] = urn.split("::");
  return head?.startsWith("urn:pulumi:") ? head.slice("urn:pulumi:".length) : undefined;
}

function accountOf(provider: Props): string | undefined {
  const props = unpacked(provider);
  const allowed = textsOf(props, "allowedAccountIds");
  if (allowed.length === 1) return allowed[0];
  let assumed: string | undefined;
  eachBlock(props, "assumeRoles", (role) => {
    assumed ??= parseArn(text(role, "roleArn"))?.account;
  });
  return assumed;
}

/** Providers take lists and blocks as JSON texts. */
function unpacked(provider: Props): Props {
  const read = (key: string): unknown => {
    const value = provider[key];
    if (typeof value !== "string") return value;
    try {
      return JSON.parse(value) as unknown;
    } catch {
      return undefined;
    }
  };
  return { allowedAccountIds: read("allowedAccountIds"), assumeRoles: read("assumeRoles") };
}
