import assert from "node:assert/strict";
import { cdeEgressRestricted as rule } from "../../../rules/network/cde-egress-restricted";
import { reference, resource, unknown } from "../../../testing";
import { cardholder } from "../../support/network";
import { said } from "../../support/outcome";

const group = (...egress: Record<string, unknown>[]) =>
  resource("aws:ec2/securityGroup:SecurityGroup", "group", { ...cardholder, egress });
const separate = (props: Record<string, unknown>) => {
  const owner = group();
  return [
    owner,
    resource("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", "rule", {
      securityGroupId: reference(owner),
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      ...props,
    }),
  ];
};
const https = { protocol: "tcp", fromPort: 443, toPort: 443 };
const anywhere = "A rule lets out to any address.";
const ports = "A rule lets out on all ports.";

describe("cde-egress-restricted", () => {
  it("accepts no egress, single ports to ranges, and groups", async () => {
    assert.deepEqual(await said(rule, [group()]), []);
    assert.deepEqual(await said(rule, [group({ ...https, cidrBlocks: ["10.0.0.0/16"] })]), []);
    assert.deepEqual(await said(rule, [group({ protocol: "-1", securityGroups: ["sg-1"] })]), []);
    assert.deepEqual(await said(rule, separate({ prefixListId: "pl-1" })), []);
  });

  it("refuses any address, on one port too, in all three spellings", async () => {
    for (const range of [{ cidrBlocks: ["0.0.0.0/0"] }, { ipv6CidrBlocks: ["::/0"] }]) {
      assert.deepEqual(await said(rule, [group({ ...https, ...range })]), [`group: ${anywhere}`]);
    }
    for (const range of [{ cidrIpv4: "0.0.0.0/0" }, { cidrIpv6: "::/0" }]) {
      assert.deepEqual(await said(rule, separate(range)), [`rule: ${anywhere}`]);
    }
    const owner = group();
    const old = resource("aws:ec2/securityGroupRule:SecurityGroupRule", "rule", {
      type: "egress",
      securityGroupId: reference(owner),
      ...https,
      cidrBlocks: ["0.0.0.0/0"],
    });
    assert.deepEqual(await said(rule, [owner, old]), [`rule: ${anywhere}`]);
  });

  it("refuses all ports to a range", async () => {
    for (const all of [{ protocol: "-1" }, { protocol: "tcp", fromPort: 0, toPort: 65535 }]) {
      assert.deepEqual(await said(rule, [group({ ...all, cidrBlocks: ["10.0.0.0/16"] })]), [
        `group: ${ports}`,
      ]);
    }
    assert.deepEqual(await said(rule, separate({ ipProtocol: "-1", cidrIpv4: "10.0.0.0/16" })), [
      `rule: ${ports}`,
    ]);
  });

  it("asks nothing of ingress, nor of other groups", async () => {
    const ingress = [{ ...https, cidrBlocks: ["0.0.0.0/0"] }];
    const open = resource("aws:ec2/securityGroup:SecurityGroup", "open", { egress: ingress });
    const guard = resource("aws:ec2/securityGroup:SecurityGroup", "group", { ...cardholder, ingress });
    assert.deepEqual(await said(rule, [open, guard]), []);
  });

  it("sees the open range beside one that is not known, and the open rule behind an unknown one", async () => {
    const egress = [
      { ...https, cidrBlocks: unknown },
      { ...https, cidrBlocks: [unknown, "0.0.0.0/0"] },
    ];
    assert.deepEqual(await said(rule, [group(...egress)]), [
      `group: ${anywhere}`,
      "group? egress.0.cidrBlocks is not known yet",
    ]);
  });
});
