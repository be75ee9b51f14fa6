import assert from "node:assert/strict";
import { noAdminPortsOpen as rule } from "../../../rules/network/no-admin-ports-open";
import { resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const anywhere4 = ["0.0.0.0/0"];

function inline(...ingress: Record<string, unknown>[]) {
  return resource("aws:ec2/securityGroup:SecurityGroup", "group", { ingress });
}
function entry(change: Record<string, unknown> = {}) {
  return { protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["10.0.0.0/8"], ...change };
}
function separate(change: Record<string, unknown> = {}) {
  return resource("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "rule", {
    ipProtocol: "tcp",
    fromPort: 22,
    toPort: 22,
    cidrIpv4: "10.0.0.0/8",
    ...change,
  });
}
function old(change: Record<string, unknown> = {}) {
  return resource("aws:ec2/securityGroupRule:SecurityGroupRule", "rule", {
    type: "ingress",
    ...entry(),
    ...change,
  });
}

const port22 = "An ingress rule opens port 22 to the internet.";

describe("no-admin-ports-open", () => {
  it("accepts private ranges in all three spellings", async () => {
    assert.deepEqual(await said(rule, [inline(entry()), separate(), old()]), []);
  });

  it("accepts HTTPS from anywhere", async () => {
    assert.deepEqual(
      await said(rule, [inline(entry({ fromPort: 443, toPort: 443, cidrBlocks: anywhere4 }))]),
      [],
    );
  });

  it("refuses inline rules, of default groups too", async () => {
    const ingress = [entry({ cidrBlocks: anywhere4 })];
    const group = resource("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "default", { ingress });
    assert.deepEqual(await said(rule, [inline(...ingress), group]), [
      `group: ${port22}`,
      `default: ${port22}`,
    ]);
  });

  it("refuses IPv6 and two halves of the internet", async () => {
    for (const change of [
      { cidrBlocks: [], ipv6CidrBlocks: ["::/0"] },
      { ipv6CidrBlocks: ["2000::/3"] },
      { cidrBlocks: ["128.0.0.0/1"] },
      { cidrBlocks: ["10.0.0.0/8", "0.0.0.0/0"] },
    ]) {
      assert.deepEqual(await said(rule, [inline(entry(change))]), [`group: ${port22}`]);
    }
  });

  it("refuses separate rules, IPv4 and IPv6", async () => {
    assert.deepEqual(await said(rule, [separate({ cidrIpv4: "0.0.0.0/0" })]), [`rule: ${port22}`]);
    assert.deepEqual(await said(rule, [separate({ cidrIpv4: undefined, cidrIpv6: "::/0" })]), [
      `rule: ${port22}`,
    ]);
  });

  it("refuses ingress of the older rule resource, not its egress", async () => {
    assert.deepEqual(await said(rule, [old({ cidrBlocks: anywhere4 })]), [`rule: ${port22}`]);
    assert.deepEqual(await said(rule, [old({ type: "egress", cidrBlocks: anywhere4 })]), []);
  });

  it("sees a port inside a range, as text, for UDP by number, and all ports", async () => {
    const open = (change: Record<string, unknown>) =>
      said(rule, [inline(entry({ cidrBlocks: anywhere4, ...change }))]);
    assert.deepEqual(await open({ fromPort: 5000, toPort: 5500 }), [
      "group: An ingress rule opens ports 5432, 5439 to the internet.",
    ]);
    assert.deepEqual(await open({ fromPort: "22", toPort: "22" }), [`group: ${port22}`]);
    assert.deepEqual(await open({ protocol: "17", fromPort: 3389, toPort: 3389 }), [
      "group: An ingress rule opens port 3389 to the internet.",
    ]);
    for (const protocol of ["-1", "all"]) {
      assert.deepEqual(await open({ protocol, fromPort: 0, toPort: 0 }), [
        "group: An ingress rule opens all ports to the internet.",
      ]);
    }
    assert.deepEqual(await open({ protocol: "icmp", fromPort: -1, toPort: -1 }), []);
  });

  it("takes other ports from the setting", async () => {
    const https = inline(entry({ fromPort: 443, toPort: 443, cidrBlocks: anywhere4 }));
    assert.deepEqual(await said(rule, [https], { settings: { ports: [443] } }), [
      "group: An ingress rule opens port 443 to the internet.",
    ]);
  });

  it("finds the open rule behind one that is not known, and the open range beside one that is not", async () => {
    const resources = [inline(entry({ cidrBlocks: unknown }), entry({ cidrBlocks: [unknown, "0.0.0.0/0"] }))];
    assert.deepEqual(await said(rule, resources), [
      `group: ${port22}`,
      "group? ingress.0.cidrBlocks is not known yet",
    ]);
  });

  it("needs no address to accept a harmless port", async () => {
    assert.deepEqual(await said(rule, [separate({ fromPort: 443, toPort: 443, cidrIpv4: unknown })]), []);
  });
});
