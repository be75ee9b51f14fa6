import assert from "node:assert/strict";
import { securityGroupParity as rule } from "../../../rules/parity/security-group-parity";
import { reference, resource, type TestResource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const group = (region: string, props: Record<string, unknown> = {}) =>
  resource("aws:ec2/securityGroup:SecurityGroup", `api-${region}`, { region, ...props });
const https = { protocol: "tcp", fromPort: 443, toPort: 443 };
const east = group("us-east-2", { ingress: [{ ...https, cidrBlocks: ["10.10.0.0/16"] }] });
const inline = (ingress: unknown) => group("us-west-2", { ingress });
const differs = (direction: string) =>
  `api-us-west-2: It differs from its twin api-us-east-2 in us-east-2: ${direction}.`;

/** The west group with one rule as a resource of its own. */
function separate(type: string, props: Record<string, unknown>): TestResource[] {
  const west = group("us-west-2");
  return [
    west,
    resource(type, "opening", { region: "us-west-2", securityGroupId: reference(west), ...props }),
  ];
}

describe("security-group-parity", () => {
  it("accepts the same ports to other addresses, in each of the three spellings", async () => {
    const spellings = [
      [inline([{ ...https, cidrBlocks: ["10.20.0.0/16", "10.30.0.0/16"] }])],
      separate("aws:ec2/securityGroupRule:SecurityGroupRule", {
        ...https,
        type: "ingress",
        cidrBlocks: ["10.20.0.0/16"],
      }),
      separate("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", {
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
        cidrIpv4: unknown,
      }),
    ];
    for (const spelling of spellings) assert.deepEqual(await said(rule, [east, ...spelling]), []);
  });

  const others: Record<string, Record<string, unknown>> = {
    "another port": { ...https, fromPort: 80, cidrBlocks: ["10.20.0.0/16"] },
    "another protocol": { ...https, protocol: "udp", cidrBlocks: ["10.20.0.0/16"] },
    "the whole world": { ...https, cidrBlocks: ["0.0.0.0/0"] },
    "a group instead of addresses": { ...https, securityGroups: [unknown] },
    "a prefix list instead of addresses": { ...https, prefixListIds: ["pl-1"] },
    "all protocols": { protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["10.20.0.0/16"] },
  };
  for (const [what, entry] of Object.entries(others)) {
    it(`refuses ${what}`, async () => {
      assert.deepEqual(await said(rule, [east, inline([entry])]), [differs("ingress")]);
    });
  }

  it("refuses a rule more as a resource of its own, and other ways out", async () => {
    const more = separate("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", {
      ipProtocol: "-1",
      cidrIpv4: "0.0.0.0/0",
    });
    assert.deepEqual(await said(rule, [group("us-east-2"), ...more]), [differs("egress")]);
  });

  it("compares with a peer's", async () => {
    const peers = [{ stack: "peer", region: "us-east-2", resources: [east] }];
    assert.deepEqual(await said(rule, [inline([])], { peers }), [differs("ingress")]);
  });

  it("does not judge a direction with a rule that is not known, but the other one", async () => {
    const open = group("us-west-2", {
      ingress: [{ ...https, fromPort: unknown, cidrBlocks: ["10.20.0.0/16"] }],
      egress: [{ protocol: "-1", cidrBlocks: ["0.0.0.0/0"] }],
    });
    assert.deepEqual(await said(rule, [east, open]), [
      differs("egress"),
      "api-us-west-2? ingress is not known on both sides",
    ]);
  });

  it("lets the rules of a group that EKS makes be", async () => {
    const cluster = resource("aws:eks/cluster:Cluster", "cluster", {});
    const foreign = resource("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "foreign", {
      securityGroupId: reference(cluster),
      ipProtocol: "tcp",
      cidrIpv4: "10.0.0.0/8",
    });
    const west = inline([{ ...https, cidrBlocks: ["10.20.0.0/16"] }]);
    assert.deepEqual(await said(rule, [east, west, cluster, foreign]), []);
  });

  it("tells a default group's rules from those of other groups that do not exist yet", async () => {
    const closed = (region: string) =>
      resource("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", `default-${region}`, {
        region,
        ingress: [],
      });
    const others = separate("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", {
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      cidrIpv4: "10.20.0.0/16",
    });
    assert.deepEqual(await said(rule, [east, closed("us-east-2"), closed("us-west-2"), ...others]), []);
  });

  it("takes a rule's known group id for what it is", async () => {
    const made = (id: string) =>
      resource(
        "aws:ec2/securityGroup:SecurityGroup",
        "api-us-west-2",
        { region: "us-west-2" },
        {
          outputs: { arn: `arn:aws:ec2:us-west-2:111122223333:security-group/${id}` },
        },
      );
    const opening = resource("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "opening", {
      securityGroupId: "sg-1",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      cidrIpv4: "10.20.0.0/16",
    });
    assert.deepEqual(await said(rule, [east, made("sg-1"), opening]), []);
    assert.deepEqual(await said(rule, [east, made("sg-2"), opening]), [differs("ingress")]);
    // A rule that the other region's stack owns.
    const peers = [{ stack: "peer", region: "us-east-2", resources: [east, opening] }];
    assert.deepEqual(await said(rule, [made("sg-1")], { peers }), []);
  });

  it("does not judge while it is not known whose a rule is", async () => {
    const stray = resource("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "stray", {
      securityGroupId: unknown,
    });
    assert.deepEqual(await said(rule, [east, inline([]), stray]), [
      "api-us-west-2? ingress is not known on both sides",
    ]);
  });
});
