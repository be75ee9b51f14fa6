import type { Network } from "./model";
import { within } from "./ranges";

/** One end of a flow, as rules see it. */
export interface End {
  address: string;
  groupIds: readonly string[];
  /** Prefix lists that the address belongs to, such as that of a gateway endpoint. */
  prefixListIds?: readonly string[];
}

/** What flows. */
export interface Flow {
  protocol: "tcp" | "udp";
  port: number;
}

/**
 * Whether a group of one end lets the flow through towards or from the other. Security groups keep state: the answer
 * passes by itself.
 *
 * @param groupsSeen whether rules may know the other end by its groups: within a VPC, and over a peering in one region
 */
export function groupsAllow(
  network: Network,
  own: readonly string[],
  other: End,
  { protocol, port }: Flow,
  { inward, groupsSeen }: { inward: boolean; groupsSeen: boolean },
): boolean {
  return own.some((id) =>
    network.groups.get(id)?.rules.some((rule) => {
      if (rule.inward !== inward) return false;
      if (rule.protocol !== "-1" && rule.protocol !== protocol) return false;
      if (port < rule.ports[0] || port > rule.ports[1]) return false;
      const lists = rule.prefixListIds;
      return (
        rule.ranges.some((range) => within(range, other.address)) ||
        (groupsSeen && rule.groupIds.some((group) => other.groupIds.includes(group))) ||
        lists.some((list) => other.prefixListIds?.includes(list)) ||
        lists.some((list) => network.prefixLists.get(list)?.some((range) => within(range, other.address)))
      );
    }),
  );
}

/** The ends of the range that Linux takes ports for answers from; load balancers and others take more, not fewer. */
const ANSWERED = [32_768, 60_999] as const;

/**
 * Which of the two a subnet's network ACL refuses, the flow or its answer: ACLs keep no state.
 *
 * @param inward whether the flow starts elsewhere and comes in
 */
export function aclRefuses(
  network: Network,
  subnetId: string,
  other: string,
  { protocol, port }: Flow,
  inward: boolean,
): "the flow" | "the answer" | undefined {
  const acl = network.acls.find(({ subnetIds }) => subnetIds.includes(subnetId));
  if (acl === undefined) return undefined;
  const passes = (direction: boolean, wanted: number) =>
    acl.rules
      .filter((rule) => rule.inward === direction && within(rule.range, other))
      .filter((rule) => rule.protocol === "-1" || rule.protocol === protocol)
      .filter((rule) => rule.ports[0] <= wanted && rule.ports[1] >= wanted)
      .sort((a, b) => a.number - b.number)[0]?.allow === true;
  if (!passes(inward, port)) return "the flow";
  return ANSWERED.every((answered) => passes(!inward, answered)) ? undefined : "the answer";
}
