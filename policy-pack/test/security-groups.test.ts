import assert from "node:assert/strict";
import { unknownCheckingProxy } from "@pulumi/policy";
import { ResourceGraph } from "../frame/graph";
import { isUnknown } from "../frame/values";
import { admitsAnywhere, type Direction, Entry } from "../rules/network/security-group-entries";
import { Openings } from "../rules/parity/openings";
import { reference, resource, type TestResource, unknown } from "../testing";
import { stackArgs } from "../testing/engine";
import { send } from "../testing/values";

type Props = Record<string, unknown>;

const sent = (props: Props) => unknownCheckingProxy(send(props).value) as Props;
const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

const graphOf = (resources: readonly TestResource[]) =>
  new ResourceGraph(stackArgs(resources, { settings: {}, stackTags: new Map() }).resources);
const groupOf = (props: Props = {}, name = "group", outputs: Props = {}) =>
  resource(GROUP, name, props, { outputs });

describe("a rule of a security group", () => {
  const ports: [what: string, props: Props, every: boolean][] = [
    ["all protocols by number", { protocol: "-1" }, true],
    ["all protocols by name", { protocol: "all" }, true],
    ["TCP from 0", { protocol: "tcp", fromPort: 0, toPort: 65_535 }, true],
    ["UDP from 1", { protocol: "UDP", fromPort: 1, toPort: 65_535 }, true],
    ["TCP by number, without ports", { protocol: "6" }, true],
    ["UDP by number, as texts", { protocol: "17", fromPort: "0", toPort: "65535" }, true],
    ["TCP from 2", { protocol: "tcp", fromPort: 2, toPort: 65_535 }, false],
    ["TCP to the last but one", { protocol: "tcp", fromPort: 0, toPort: 65_534 }, false],
    ["one port", { protocol: "tcp", fromPort: 443, toPort: 443 }, false],
    ["ICMP", { protocol: "icmp", fromPort: 0, toPort: 65_535 }, false],
    ["no protocol", { fromPort: 0, toPort: 65_535 }, false],
  ];
  for (const [what, props, every] of ports) {
    it(`${what}: ${every ? "every port" : "not every port"}`, () => {
      assert.equal(new Entry(sent(props), "inline").everyPort, every);
      const { protocol, ...rest } = props;
      assert.equal(new Entry(sent({ ...rest, ipProtocol: protocol }), "separate").everyPort, every);
    });
  }

  it("visits ranges of both families, and those behind an unknown one", () => {
    const visit = (props: Props, spelling: "inline" | "separate") => {
      const seen: string[] = [];
      try {
        new Entry(sent(props), spelling).eachRange((cidr) => seen.push(cidr));
      } catch (error) {
        if (!isUnknown(error)) throw error;
        seen.push("?");
      }
      return seen;
    };
    const inline = { cidrBlocks: ["10.0.0.0/8", unknown, "a"], ipv6CidrBlocks: ["::/0"], cidrIpv4: "b" };
    assert.deepEqual(visit(inline, "inline"), ["10.0.0.0/8", "a", "::/0", "?"]);
    assert.deepEqual(visit({ cidrIpv4: "a", cidrIpv6: "b", cidrBlocks: ["c"] }, "separate"), ["a", "b"]);
    assert.deepEqual(visit({ cidrIpv4: unknown, cidrIpv6: "b" }, "separate"), ["b", "?"]);
    assert.deepEqual(visit({}, "separate"), []);
  });
});

describe("whether a security group lets the internet in", () => {
  const admits = (...resources: TestResource[]) => {
    const graph = graphOf(resources);
    const [group] = graph.ofType([GROUP]);
    assert.ok(group);
    return admitsAnywhere(graph, group);
  };
  const group = groupOf();
  const world = { cidrBlocks: ["0.0.0.0/0"] };

  it("looks at its own rules, and at those that are resources, in either spelling", () => {
    assert.equal(admits(groupOf({ ingress: [world] })), true);
    assert.equal(admits(groupOf({ ingress: [{ cidrBlocks: ["10.0.0.0/8"] }, world] })), true);
    assert.equal(admits(groupOf({ ingress: [{ cidrBlocks: ["10.0.0.0/8"] }], egress: [world] })), false);
    const securityGroupId = reference(group);
    assert.equal(admits(group, resource(INGRESS, "r", { securityGroupId, cidrIpv4: "0.0.0.0/0" })), true);
    assert.equal(admits(group, resource(INGRESS, "r", { securityGroupId, ...world })), false);
    assert.equal(admits(group, resource(RULE, "r", { securityGroupId, type: "ingress", ...world })), true);
    assert.equal(
      admits(group, resource(RULE, "r", { securityGroupId, type: "ingress", cidrIpv4: "0.0.0.0/0" })),
      false,
    );
    assert.equal(admits(group, resource(RULE, "r", { securityGroupId, type: "egress", ...world })), false);
    assert.equal(admits(group, resource(EGRESS, "r", { securityGroupId, cidrIpv4: "0.0.0.0/0" })), false);
  });

  it("looks at the rules of no other group", () => {
    const other = groupOf({}, "other");
    const rule = resource(INGRESS, "r", { securityGroupId: reference(other), cidrIpv4: "0.0.0.0/0" });
    assert.equal(admits(group, other, rule), false);
  });

  it("is sure behind what is not known once one rule does, and not before", () => {
    assert.equal(admits(groupOf({ ingress: [{ cidrBlocks: [unknown] }, world] })), true);
    assert.throws(() => admits(groupOf({ ingress: [{ cidrBlocks: [unknown] }] })), isUnknown);
  });
});

describe("the openings of a security group", () => {
  const open = (direction: Direction, ...resources: TestResource[]) => {
    const graph = graphOf(resources);
    const group = graph.ofType([GROUP]).find(({ name }) => name === "group");
    assert.ok(group);
    const openings = new Openings(graph);
    const { text, unread } = openings.of(group, direction);
    assert.equal(openings.of(group, direction), openings.of(group, direction), "read once");
    return unread ? `${text}?` : text;
  };
  const tcp = { protocol: "TCP", fromPort: 443, toPort: 444 };

  const inline: [what: string, rule: Props, text: string][] = [
    ["a range", { ...tcp, cidrBlocks: ["10.0.0.0/8"] }, "tcp 443-444 range"],
    ["the world", { ...tcp, ipv6CidrBlocks: ["::/0"] }, "tcp 443-444 anywhere"],
    [
      "both, in one order",
      { ...tcp, cidrBlocks: ["10.0.0.0/8", "0.0.0.0/0"] },
      "tcp 443-444 anywhere;tcp 443-444 range",
    ],
    ["a range that is not known", { ...tcp, cidrBlocks: [unknown] }, "tcp 443-444 range"],
    ["groups", { ...tcp, securityGroups: ["sg-1"] }, "tcp 443-444 group"],
    ["itself", { ...tcp, self: true }, "tcp 443-444 group"],
    ["not itself", { ...tcp, self: false }, ""],
    ["a list", { ...tcp, prefixListIds: ["pl-1"] }, "tcp 443-444 list"],
    ["all protocols by number, ports or not", { protocol: "-1", fromPort: 0, self: true }, "all group"],
    ["all protocols by name", { protocol: "All", self: true }, "all group"],
    ["no protocol", { fromPort: 1, toPort: 2, self: true }, " 1-2 group"],
    ["nobody", tcp, ""],
  ];
  for (const [what, rule, text] of inline) {
    it(`written in the group: ${what}`, () => {
      assert.equal(open("ingress", groupOf({ ingress: [rule] })), text);
      assert.equal(open("egress", groupOf({ ingress: [rule] })), "");
    });
  }

  const group = groupOf();
  const separate: [what: string, rule: Props, text: string][] = [
    ["a range", { cidrIpv4: "10.0.0.0/8" }, "tcp 443-444 range"],
    ["the world", { cidrIpv6: "::/0" }, "tcp 443-444 anywhere"],
    ["a range that is not known", { cidrIpv4: unknown }, "tcp 443-444 range"],
    ["a group", { referencedSecurityGroupId: "sg-1" }, "tcp 443-444 group"],
    ["a list", { prefixListId: "pl-1" }, "tcp 443-444 list"],
  ];
  for (const [what, props, text] of separate) {
    it(`as a resource: ${what}`, () => {
      const given = {
        securityGroupId: reference(group),
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 444,
        ...props,
      };
      assert.equal(open("ingress", group, resource(INGRESS, "r", given)), text);
      assert.equal(open("egress", group, resource(INGRESS, "r", given)), "");
      assert.equal(open("egress", group, resource(EGRESS, "r", given)), text);
    });
  }

  it("as a resource in the older spelling, in the direction that it states", () => {
    const rule = (type: unknown) =>
      resource(RULE, "r", { securityGroupId: reference(group), type, ...tcp, sourceSecurityGroupId: "sg-1" });
    assert.equal(open("ingress", group, rule("ingress")), "tcp 443-444 group");
    assert.equal(open("egress", group, rule("ingress")), "");
    assert.equal(open("egress", group, rule(unknown)), "tcp 443-444 group");
  });

  it("of a group that a rule means by its id, or by the end of its ARN", () => {
    const rule = (securityGroupId: unknown) =>
      resource(INGRESS, "r", { securityGroupId, ipProtocol: "-1", cidrIpv4: "10.0.0.0/8" });
    const arn = "arn:aws:ec2:us-east-2:1:security-group/sg-2";
    assert.equal(open("ingress", groupOf({}, "group", { id: "sg-1", arn }), rule("sg-1")), "all range");
    assert.equal(open("ingress", groupOf({}, "group", { arn }), rule("sg-2")), "all range");
    assert.equal(open("ingress", groupOf({}, "group", { id: "sg-1" }), rule("sg-9")), "");
  });

  it("are not all known while a rule may be of this group or another", () => {
    const other = groupOf({}, "other");
    const both = [group, other];
    const rule = (securityGroupId: unknown) => resource(INGRESS, "r", { securityGroupId, ipProtocol: "-1" });
    assert.equal(open("ingress", ...both, rule(unknown)), "?");
    assert.equal(open("egress", ...both, rule(unknown)), "");
    assert.equal(open("ingress", ...both, rule(reference(group, reference(other)))), "?");
    assert.equal(open("ingress", ...both, rule(reference(other))), "");
    const vpc = resource("aws:ec2/vpc:Vpc", "vpc");
    assert.equal(open("ingress", ...both, vpc, rule(reference(vpc))), "");
    assert.equal(open("ingress", ...both, vpc, rule(reference(vpc, reference(group)))), "");
    assert.equal(open("ingress", groupOf({ ingress: unknown })), "?");
  });

  it("of two rules of one group are both there", () => {
    const rule = (name: string, cidrIpv4: string) =>
      resource(INGRESS, name, { securityGroupId: reference(group), ipProtocol: "-1", cidrIpv4 });
    assert.equal(
      open("ingress", group, rule("a", "10.0.0.0/8"), rule("b", "0.0.0.0/0")),
      "all anywhere;all range",
    );
  });
});
