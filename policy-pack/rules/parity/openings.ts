import type { ResourceGraph, StackResource } from "../../frame/graph";
import { isOneOf, types } from "../../frame/types";
import { eachBlock, flag, given, isUnknown, known, number, type Props, text } from "../../frame/values";
import { isAnywhere } from "../network/address-ranges";
import type { Direction } from "../network/security-group-entries";

/** What a security group lets through in one direction. */
export interface Opening {
  /** Protocols, ports and kinds of sources in one order, each once. */
  readonly text: string;
  /** Whether a rule of it, or one that may be its own, is not known yet. */
  readonly unread: boolean;
}

/** The openings of all security groups, with the rules that are resources of their own. */
export class Openings {
  private readonly rules = new Map<StackResource, StackResource[]>();
  private readonly maybe = new Map<StackResource, StackResource[]>();
  /** Rules that may be any group's. */
  private readonly stray: StackResource[] = [];
  private readonly found = new Map<string, Opening>();

  constructor(graph: ResourceGraph) {
    const byId = new Map(graph.ofType(types.securityGroup).map((group) => [idOf(group), group]));
    const separate = [...types.ingressRule, ...types.egressRule, ...types.securityGroupRule];
    for (const rule of graph.ofType(separate)) this.assign(rule, byId);
  }

  of(group: StackResource, direction: Direction): Opening {
    const key = `${direction} ${group.urn}`;
    const opening = this.found.get(key) ?? this.read(group, direction);
    this.found.set(key, opening);
    return opening;
  }

  private assign(rule: StackResource, byId: ReadonlyMap<string | undefined, StackResource>): void {
    const id = known(() => text(rule.props, "securityGroupId"));
    const named = id === undefined ? undefined : byId.get(id);
    const sources = rule.references("securityGroupId");
    const groups = sources.filter(({ type }) => isOneOf(types.securityGroup, type));
    const [only] = groups;
    if (named) append(this.rules, named, rule);
    else if (only && groups.length === 1) append(this.rules, only, rule);
    // An output of a component in a plugin has edges to all of the component's groups.
    else if (groups.length > 1) for (const group of groups) append(this.maybe, group, rule);
    // Without an edge it may be anybody's; otherwise it is of a group that EKS or another service made.
    else if (sources.length === 0 && id === undefined) this.stray.push(rule);
  }

  private read(group: StackResource, direction: Direction): Opening {
    const found = new Set<string>();
    const uncertain = [...(this.maybe.get(group) ?? []), ...this.stray];
    let unread = uncertain.some((rule) => isOf(rule, direction));
    const attempt = (visit: () => void) => {
      try {
        visit();
      } catch (error) {
        if (!isUnknown(error)) throw error;
        unread = true;
      }
    };
    attempt(() => eachBlock(group.props, direction, (rule) => addInline(rule, found)));
    for (const rule of this.rules.get(group) ?? []) {
      if (!isOf(rule, direction)) continue;
      const add = isOneOf(types.securityGroupRule, rule.type) ? addInline : addSeparate;
      attempt(() => add(rule.props, found));
    }
    return { text: [...found].sort().join(";"), unread };
  }
}

/** Whether a rule is, or may be, of a direction. */
function isOf({ type, props }: StackResource, direction: Direction): boolean {
  if (isOneOf(types.securityGroupRule, type))
    return (known(() => text(props, "type")) ?? direction) === direction;
  return isOneOf(direction === "ingress" ? types.ingressRule : types.egressRule, type);
}

function append<K, V>(index: Map<K, V[]>, key: K, value: V): void {
  const values = index.get(key);
  if (values) values.push(value);
  else index.set(key, [value]);
}

/** Its ARN ends with its id, which providers do not always repeat. */
function idOf({ outputs }: StackResource): string | undefined {
  return known(() => text(outputs, "id") ?? text(outputs, "arn")?.split("/").pop());
}

function addInline(rule: Props, found: Set<string>): void {
  const ports = portsOf(rule, "protocol");
  for (const key of ["cidrBlocks", "ipv6CidrBlocks"]) {
    const ranges = rule[key];
    if (!Array.isArray(ranges)) continue;
    for (let index = 0; index < ranges.length; index += 1) {
      found.add(`${ports} ${rangeKind(known(() => String(ranges[index])))}`);
    }
  }
  if (given(rule, "securityGroups") || given(rule, "sourceSecurityGroupId")) found.add(`${ports} group`);
  if (given(rule, "prefixListIds")) found.add(`${ports} list`);
  if (flag(rule, "self") === true) found.add(`${ports} group`);
}

function addSeparate(rule: Props, found: Set<string>): void {
  const ports = portsOf(rule, "ipProtocol");
  for (const key of ["cidrIpv4", "cidrIpv6"]) {
    if (given(rule, key)) found.add(`${ports} ${rangeKind(known(() => text(rule, key)))}`);
  }
  if (given(rule, "referencedSecurityGroupId")) found.add(`${ports} group`);
  if (given(rule, "prefixListId")) found.add(`${ports} list`);
}

/** A range that is not known yet belongs to a network of the program, so it is not the whole world. */
function rangeKind(cidr: string | undefined): string {
  return isAnywhere(cidr) ? "anywhere" : "range";
}

/** AWS takes all ports where the protocol is all, whatever a program writes. */
function portsOf(rule: Props, protocolKey: string): string {
  const protocol = (text(rule, protocolKey) ?? "").toLowerCase();
  if (protocol === "-1" || protocol === "all") return "all";
  return `${protocol} ${number(rule, "fromPort")}-${number(rule, "toPort")}`;
}
