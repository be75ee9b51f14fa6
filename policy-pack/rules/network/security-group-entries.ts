import type { ResourceGraph, StackResource } from "../../frame/graph";
import type { Stack } from "../../frame/rule";
import { isOneOf, types } from "../../frame/types";
import {
  eachBlock,
  eachText,
  everyPart,
  isUnknown,
  known,
  number,
  type Props,
  text,
} from "../../frame/values";
import { isAdrift, meant } from "../related";
import { isAnywhere } from "./address-ranges";

/** Direction of traffic as a security group sees it. */
export type Direction = "ingress" | "egress";

/** Types that {@link eachEntry} reads. */
export const entryTypes: readonly string[] = [
  ...types.securityGroup,
  ...types.securityGroupRule,
  ...types.ingressRule,
  ...types.egressRule,
];

/** One rule of a security group, in whichever of the three ways it is written. */
export class Entry {
  constructor(
    private readonly props: Props,
    private readonly spelling: "inline" | "separate",
  ) {}

  /** Visits its address ranges; unknown ones do not hide the others. */
  eachRange(visit: (cidr: string) => void): void {
    const { props, spelling } = this;
    if (spelling === "inline") {
      everyPart(
        () => eachText(props, "cidrBlocks", visit),
        () => eachText(props, "ipv6CidrBlocks", visit),
      );
    } else {
      const single = (key: string) => () => {
        const cidr = text(props, key);
        if (cidr !== undefined) visit(cidr);
      };
      everyPart(single("cidrIpv4"), single("cidrIpv6"));
    }
  }

  get everyPort(): boolean {
    const protocol = text(this.props, this.spelling === "inline" ? "protocol" : "ipProtocol");
    if (protocol === "-1" || protocol === "all") return true;
    if (protocol === undefined || !["tcp", "udp", "6", "17"].includes(protocol.toLowerCase())) return false;
    const from = number(this.props, "fromPort") ?? 0;
    return from <= 1 && (number(this.props, "toPort") ?? 65535) === 65535;
  }
}

/**
 * Whether a group lets the internet in.
 * @throws UnknownValueError when no known rule does and one is not known yet
 */
export function admitsAnywhere(graph: ResourceGraph, group: StackResource): boolean {
  let anywhere = false;
  const look = (entry: Entry) =>
    entry.eachRange((cidr) => {
      anywhere ||= isAnywhere(cidr);
    });
  const separate = graph
    .own([...types.ingressRule, ...types.securityGroupRule])
    .filter((rule) => meant(rule, "securityGroupId", [group]).length > 0);
  try {
    everyPart(
      () => eachBlock(group.props, "ingress", (rule) => look(new Entry(rule, "inline"))),
      ...separate.map((rule) => () => {
        const old = isOneOf(types.securityGroupRule, rule.type);
        if (!old || text(rule.props, "type") === "ingress")
          look(new Entry(rule.props, old ? "inline" : "separate"));
      }),
    );
  } catch (error) {
    if (!anywhere || !isUnknown(error)) throw error;
  }
  return anywhere;
}

/** Visits, as judgements of the resource that states them, all rules of some groups in one direction. */
export function eachEntry(
  stack: Stack,
  groups: readonly StackResource[],
  direction: Direction,
  visit: (entry: Entry, violation: (message: string) => void) => void,
): void {
  for (const group of groups) {
    stack.judge(group, ({ violation }) =>
      eachBlock(group.props, direction, (rule) => visit(new Entry(rule, "inline"), violation)),
    );
  }
  const separate = direction === "ingress" ? types.ingressRule : types.egressRule;
  for (const rule of stack.graph.own([...separate, ...types.securityGroupRule])) {
    const old = isOneOf(types.securityGroupRule, rule.type);
    if (old && known(() => text(rule.props, "type")) !== direction) continue;
    stack.judge(rule, ({ violation, notEvaluated }) => {
      if (meant(rule, "securityGroupId", groups, ["id"]).length === 0) {
        // One that comes from a cluster, say, is none of the program's groups.
        if (groups.length > 0 && isAdrift(rule, "securityGroupId"))
          notEvaluated("its group is not known yet");
        return;
      }
      visit(new Entry(rule.props, old ? "inline" : "separate"), violation);
    });
  }
}
