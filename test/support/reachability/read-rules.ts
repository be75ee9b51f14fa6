import type { Acl, AclRule, Group, GroupRule } from "./model";
import { idOf, type Lookup, objects, text, texts } from "./values";

type Values = Record<string, unknown>;

const number = (value: unknown, otherwise: number): number => (typeof value === "number" ? value : otherwise);

const ALL = [0, 65_535] as const;

/** Every port where the protocol is all of them, which the two kinds of rules write differently. */
function ports(protocol: string, from: unknown, to: unknown): readonly [number, number] {
  return protocol === "-1" ? ALL : [number(from, 0), number(to, 65_535)];
}

function protocolOf(value: unknown): string {
  const protocol = String(value ?? "-1").toLowerCase();
  return { all: "-1", "6": "tcp", "17": "udp" }[protocol] ?? protocol;
}

/** Security groups with their rules, whether inline, as one resource for several, or as one resource for each. */
export function readGroups(of: Lookup): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const group of of(
    "aws:ec2/securityGroup:SecurityGroup",
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
  )) {
    const id = idOf(group);
    const inline = (inward: boolean, rules: unknown) =>
      objects(rules).map((rule) => inlineRule(inward, id, rule));
    groups.set(id, {
      id,
      name: group.name,
      vpcId: text(group.outputs.vpcId),
      rules: [...inline(true, group.inputs.ingress), ...inline(false, group.inputs.egress)],
    });
  }
  const add = (groupId: unknown, rule: GroupRule) => groups.get(text(groupId))?.rules.push(rule);
  for (const { outputs } of of("aws:ec2/securityGroupRule:SecurityGroupRule")) {
    const id = text(outputs.securityGroupId);
    const source = text(outputs.sourceSecurityGroupId);
    const securityGroups = source === "" ? [] : [source];
    add(id, inlineRule(outputs.type === "ingress", id, { ...outputs, securityGroups }));
  }
  const single = [
    [true, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"],
    [false, "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"],
  ] as const;
  for (const [inward, type] of single) {
    for (const { outputs } of of(type)) add(outputs.securityGroupId, singleRule(inward, outputs));
  }
  return groups;
}

function inlineRule(inward: boolean, own: string, rule: Values): GroupRule {
  const protocol = protocolOf(rule.protocol);
  return {
    inward,
    protocol,
    ports: ports(protocol, rule.fromPort, rule.toPort),
    ranges: texts(rule.cidrBlocks),
    groupIds: [...texts(rule.securityGroups), ...(rule.self === true ? [own] : [])],
    prefixListIds: texts(rule.prefixListIds),
  };
}

function singleRule(inward: boolean, rule: Values): GroupRule {
  const protocol = protocolOf(rule.ipProtocol);
  const given = (value: unknown) => (text(value) === "" ? [] : [text(value)]);
  return {
    inward,
    protocol,
    ports: ports(protocol, rule.fromPort, rule.toPort),
    ranges: given(rule.cidrIpv4),
    groupIds: given(rule.referencedSecurityGroupId),
    prefixListIds: given(rule.prefixListId),
  };
}

/** Network ACLs that somebody has made; a subnet without one has its VPC's default one, which lets everything through. */
export function readAcls(of: Lookup): Acl[] {
  const acls = new Map<string, Acl>();
  for (const acl of of("aws:ec2/networkAcl:NetworkAcl")) {
    const inline = (inward: boolean, rules: unknown) =>
      objects(rules).map((rule) =>
        aclRule(inward, { ...rule, ruleNumber: rule.ruleNo, ruleAction: rule.action }),
      );
    acls.set(idOf(acl), {
      id: idOf(acl),
      subnetIds: texts(acl.outputs.subnetIds),
      rules: [...inline(true, acl.inputs.ingress), ...inline(false, acl.inputs.egress)],
    });
  }
  for (const { outputs } of of("aws:ec2/networkAclRule:NetworkAclRule")) {
    acls.get(text(outputs.networkAclId))?.rules.push(aclRule(outputs.egress !== true, outputs));
  }
  for (const { outputs } of of("aws:ec2/networkAclAssociation:NetworkAclAssociation")) {
    acls.get(text(outputs.networkAclId))?.subnetIds.push(text(outputs.subnetId));
  }
  return [...acls.values()];
}

function aclRule(inward: boolean, rule: Values): AclRule {
  const protocol = protocolOf(rule.protocol);
  return {
    inward,
    number: number(rule.ruleNumber, 32_767),
    protocol,
    ports: ports(protocol, rule.fromPort, rule.toPort),
    range: text(rule.cidrBlock) || "0.0.0.0/0",
    allow: text(rule.ruleAction).toLowerCase() === "allow",
  };
}
