import assert from "node:assert/strict";
import { cdeIngressByReference as rule } from "../../../rules/network/cde-ingress-by-reference";
import { reference, resource, type TestResource, unknown } from "../../../testing";
import { cardholder, database } from "../../support/network";
import { said } from "../../support/outcome";

const group = (props: Record<string, unknown> = {}) =>
  resource("aws:ec2/securityGroup:SecurityGroup", "group", props);
const other = resource("aws:ec2/securityGroup:SecurityGroup", "other", {
  ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] }],
});
const guarded = (guard: TestResource) => [guard, other, ...database([], cardholder, guard)];
const separate = (to: TestResource, props: Record<string, unknown>) =>
  resource("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "rule", {
    securityGroupId: reference(to),
    ipProtocol: "tcp",
    fromPort: 5432,
    toPort: 5432,
    ...props,
  });
const tcp = { protocol: "tcp", fromPort: 5432, toPort: 5432 };
const message = "A rule admits an address range instead of a security group.";

describe("cde-ingress-by-reference", () => {
  it("accepts groups and prefix lists, in all three spellings", async () => {
    const guard = group({
      ingress: [
        { ...tcp, securityGroups: [reference(other)] },
        { ...tcp, self: true },
      ],
    });
    const old = resource("aws:ec2/securityGroupRule:SecurityGroupRule", "old", {
      type: "ingress",
      securityGroupId: reference(guard),
      sourceSecurityGroupId: reference(other),
      ...tcp,
    });
    const rules = [
      separate(guard, { referencedSecurityGroupId: reference(other) }),
      separate(guard, { prefixListId: "pl-1" }),
    ];
    assert.deepEqual(await said(rule, [...guarded(guard), ...rules, old]), []);
  });

  it("refuses a range, in all three spellings, IPv4 and IPv6", async () => {
    for (const range of [{ cidrBlocks: ["10.0.0.0/16"] }, { ipv6CidrBlocks: ["fd00::/8"] }]) {
      assert.deepEqual(await said(rule, guarded(group({ ingress: [{ ...tcp, ...range }] }))), [
        `group: ${message}`,
      ]);
      const guard = group();
      const old = { type: "ingress", securityGroupId: reference(guard), ...tcp, ...range };
      const resources = [
        ...guarded(guard),
        resource("aws:ec2/securityGroupRule:SecurityGroupRule", "rule", old),
      ];
      assert.deepEqual(await said(rule, resources), [`rule: ${message}`]);
    }
    for (const range of [{ cidrIpv4: "10.0.0.0/16" }, { cidrIpv6: "fd00::/8" }]) {
      const guard = group();
      assert.deepEqual(await said(rule, [...guarded(guard), separate(guard, range)]), [`rule: ${message}`]);
    }
  });

  it("asks nothing of egress, nor of groups outside the environment", async () => {
    const guard = group();
    const out = { type: "egress", securityGroupId: reference(guard), ...tcp, cidrBlocks: ["10.0.0.0/16"] };
    const resources = [
      ...guarded(guard),
      separate(other, { cidrIpv4: "0.0.0.0/0" }),
      resource("aws:ec2/securityGroupRule:SecurityGroupRule", "old", out),
    ];
    assert.deepEqual(await said(rule, resources), []);
    const untagged = group({ ingress: [{ ...tcp, cidrBlocks: ["10.0.0.0/16"] }] });
    assert.deepEqual(await said(rule, [untagged, ...database([], {}, untagged)]), []);
  });

  it("finds groups by tag, by name and by known id", async () => {
    const ingress = [{ ...tcp, cidrBlocks: ["10.0.0.0/16"] }];
    assert.deepEqual(await said(rule, [other, group({ ...cardholder, ingress })]), [`group: ${message}`]);
    assert.deepEqual(await said(rule, [other, group({ ingress })], { settings: { resources: ["gr*p"] } }), [
      `group: ${message}`,
    ]);
    const known = resource(
      "aws:ec2/securityGroup:SecurityGroup",
      "group",
      { ingress },
      { outputs: { id: "sg-1" } },
    );
    const fn = resource("aws:lambda/function:Function", "fn", {
      ...cardholder,
      vpcConfig: { securityGroupIds: ["sg-1"] },
    });
    assert.deepEqual(await said(rule, [known, fn]), [`group: ${message}`]);
  });

  const placements: Record<string, (id: unknown) => Record<string, unknown>> = {
    "aws:rds/instance:Instance": (id) => ({ vpcSecurityGroupIds: [id] }),
    "aws:docdb/cluster:Cluster": (id) => ({ vpcSecurityGroupIds: [id] }),
    "aws:neptune/cluster:Cluster": (id) => ({ vpcSecurityGroupIds: [id] }),
    "aws:redshift/cluster:Cluster": (id) => ({ vpcSecurityGroupIds: [id] }),
    "aws:elasticache/replicationGroup:ReplicationGroup": (id) => ({ securityGroupIds: [id] }),
    "aws:opensearch/domain:Domain": (id) => ({ vpcOptions: { securityGroupIds: [id] } }),
    "aws:eks/cluster:Cluster": (id) => ({ vpcConfig: { securityGroupIds: [id] } }),
    "aws:ecs/service:Service": (id) => ({ networkConfiguration: { securityGroups: [id] } }),
  };
  for (const [type, place] of Object.entries(placements)) {
    it(`finds the group of a ${type}`, async () => {
      const guard = group({ ingress: [{ ...tcp, cidrBlocks: ["10.0.0.0/16"] }] });
      const holder = resource(type, "holder", { ...cardholder, ...place(reference(guard)) });
      assert.deepEqual(await said(rule, [guard, other, holder]), [`group: ${message}`]);
      const untagged = resource(type, "holder", place(reference(guard)));
      assert.deepEqual(await said(rule, [guard, other, untagged]), []);
    });
  }

  it("takes a tag of all groups for the provider's", async () => {
    const all = [group({ ...cardholder, ingress: [{ ...tcp, cidrBlocks: ["10.0.0.0/16"] }] })];
    const more = resource("aws:ec2/securityGroup:SecurityGroup", "more", cardholder);
    assert.deepEqual(await said(rule, [...all, more]), []);
  });

  it("admits ranges of the setting", async () => {
    const guard = group({ ingress: [{ ...tcp, cidrBlocks: ["10.0.0.0/16"] }] });
    const settings = { allowedRanges: ["10.0.0.0/16"] };
    assert.deepEqual(await said(rule, guarded(guard), { settings }), []);
  });

  describe("of a network that is linked", () => {
    const vpc = resource("aws:ec2/vpc:Vpc", "vpc", { cidrBlock: "10.20.0.0/16" });
    const admits = (cidr: string) => guarded(group({ ingress: [{ ...tcp, cidrBlocks: [cidr] }] }));
    const route = (props: Record<string, unknown>) => resource("aws:ec2/route:Route", "route", props);
    const hop = (destinationCidrBlock: unknown, by = "transitGatewayId") =>
      route({ destinationCidrBlock, [by]: unknown });
    const refused = [`group: ${message}`];

    it("accepts its range and parts of it, by peering, transit gateway and core network", async () => {
      for (const by of ["vpcPeeringConnectionId", "transitGatewayId", "coreNetworkArn"]) {
        for (const cidr of ["10.10.0.0/16", "10.10.128.0/20"]) {
          assert.deepEqual(await said(rule, [vpc, hop("10.10.0.0/16", by), ...admits(cidr)]), []);
        }
      }
      const table = resource("aws:ec2/routeTable:RouteTable", "table", {
        routes: [{ cidrBlock: "10.10.0.0/16", transitGatewayId: "tgw-1" }],
      });
      assert.deepEqual(await said(rule, [vpc, table, ...admits("10.10.0.0/16")]), []);
    });

    it("refuses more than its range, its own network's, and everything behind a default route", async () => {
      assert.deepEqual(await said(rule, [vpc, hop("10.10.0.0/16"), ...admits("10.10.0.0/15")]), refused);
      assert.deepEqual(await said(rule, [vpc, hop("10.0.0.0/8"), ...admits("10.20.0.0/16")]), refused);
      assert.deepEqual(await said(rule, [vpc, hop("0.0.0.0/0"), ...admits("10.10.0.0/16")]), refused);
      const out = route({ destinationCidrBlock: "10.10.0.0/16", natGatewayId: unknown });
      assert.deepEqual(await said(rule, [vpc, out, ...admits("10.10.0.0/16")]), refused);
    });

    it("takes an IPv6 range as it is written, and knows all of its own networks", async () => {
      const link = route({ destinationIpv6CidrBlock: "fd10::/56", vpcPeeringConnectionId: unknown });
      const admitsV6 = (range: string) => guarded(group({ ingress: [{ ...tcp, ipv6CidrBlocks: [range] }] }));
      assert.deepEqual(await said(rule, [vpc, link, ...admitsV6("fd10::/56")]), []);
      assert.deepEqual(await said(rule, [vpc, link, ...admitsV6("fd11::/56")]), refused);
      const more = resource("aws:ec2/vpc:Vpc", "more", { cidrBlock: "10.30.0.0/16" });
      assert.deepEqual(await said(rule, [vpc, more, hop("10.0.0.0/8"), ...admits("10.20.0.0/16")]), refused);
    });

    it("can't tell while the range of a linked network is not known", async () => {
      assert.deepEqual(await said(rule, [vpc, hop(unknown), ...admits("10.10.0.0/16")]), [
        "group? destinationCidrBlock is not known yet",
      ]);
    });
  });

  it("sees the range beside one that is not known", async () => {
    const ingress = [{ ...tcp, cidrBlocks: [unknown, "10.0.0.0/16"] }];
    assert.deepEqual(await said(rule, guarded(group({ ingress }))), [
      `group: ${message}`,
      "group? ingress.0.cidrBlocks.0 is not known yet",
    ]);
    const guard = group();
    assert.deepEqual(await said(rule, [...guarded(guard), separate(guard, { cidrIpv4: unknown })]), [
      "rule? cidrIpv4 is not known yet",
    ]);
  });
});
