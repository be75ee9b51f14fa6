import { isSet, number, text } from "../core/values/read";
import type { ValueMap } from "../core/values/value";

const sources = ["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"];

/** What makes two rules of one group the same to EC2: protocol, ports and peer. Empty while any of it is unknown. */
export function ruleKey(inputs: ValueMap): string[] {
  const protocol = text(inputs, "ipProtocol");
  const source = sources.find((property) => isSet(inputs, property));
  const peer = source === undefined ? undefined : text(inputs, source);
  if (protocol === undefined || peer === undefined) return [];
  const ports =
    protocol === "-1" ? "all" : `${number(inputs, "fromPort") ?? ""}-${number(inputs, "toPort") ?? ""}`;
  return [`${protocol.toLowerCase()} ${ports} ${peer}`];
}
