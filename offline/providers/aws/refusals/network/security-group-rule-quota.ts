import { flag, isSet, maps, number, text, texts } from "../../../core/values/read";
import type { ValueMap } from "../../../core/values/value";
import type { Account } from "../../account/account";
import { prefixListById } from "../../prefix-lists";
import { others } from "../known";
import { found, type Judged, type Refusal } from "../refusal";

/** Inbound or outbound rules of a group in an account without an increase. */
const quota = 60;
const groupType = "aws:ec2/securityGroup:SecurityGroup";
const separate = {
  ingress: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  egress: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
};

export const securityGroupRuleQuota: Refusal = {
  name: "security-group-rule-quota",
  code: "RulesPerSecurityGroupLimitExceeded",
  sentence: "A security group takes 60 rules per direction; a prefix list counts with its maximum entries.",
  source: "Amazon VPC User Guide, Amazon VPC quotas and AWS-managed prefix list weight",
  types: [groupType, ...Object.values(separate)],
  phases: ["check", "create", "update"],
  severity: "error",
  judge(resource, account) {
    for (const direction of ["ingress", "egress"] as const) {
      const total = weigh(resource, account, direction);
      if (total !== undefined && total > quota)
        return found(
          `the group would have ${direction} rules that count ${total}; AWS takes ${quota}. A prefix list counts with its maximum entries (CloudFront's 55, Route 53 health checkers' 25): spread them over two groups, or raise the quota first`,
        );
    }
    return undefined;
  },
};

/** Weight of a direction's rules with the judged resource; undefined when it does not touch the direction. */
function weigh(resource: Judged, account: Account, direction: "ingress" | "egress"): number | undefined {
  const region = resource.region ?? "";
  if (resource.type === groupType) return inline(resource.inputs, direction, region, account);
  const groupId = text(resource.inputs, "securityGroupId");
  if (resource.type !== separate[direction] || groupId === undefined) return undefined;
  const siblings = others(account, resource.type, resource).filter(
    (one) => text(one.inputs, "securityGroupId") === groupId,
  );
  const group = account.find(groupType, groupId);
  const own = group === undefined ? 0 : inline(group.inputs, direction, region, account);
  return (
    own +
    [resource.inputs, ...siblings.map(({ inputs }) => inputs)].reduce(
      (sum, inputs) => sum + single(inputs, region, account),
      0,
    )
  );
}

function single(inputs: ValueMap, region: string, account: Account): number {
  return isSet(inputs, "prefixListId") ? listWeight(text(inputs, "prefixListId"), region, account) : 1;
}

function inline(inputs: ValueMap, direction: string, region: string, account: Account): number {
  return maps(inputs, direction).reduce((sum, rule) => {
    const peers = ["cidrBlocks", "ipv6CidrBlocks", "securityGroups"].flatMap((key) =>
      texts(rule, key),
    ).length;
    const lists = texts(rule, "prefixListIds").reduce((all, id) => all + listWeight(id, region, account), 0);
    return sum + peers + lists + (flag(rule, "self") === true ? 1 : 0);
  }, 0);
}

function listWeight(id: string | undefined, region: string, account: Account): number {
  if (id === undefined) return 1;
  const own = account.find("aws:ec2/managedPrefixList:ManagedPrefixList", id);
  return prefixListById(region, id)?.maxEntries ?? (own && number(own.inputs, "maxEntries")) ?? 1;
}
