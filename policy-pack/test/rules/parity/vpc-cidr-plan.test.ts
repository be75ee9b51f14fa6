import assert from "node:assert/strict";
import { overlap, parseBlock } from "../../../rules/parity/address-blocks";
import { vpcCidrPlan as rule } from "../../../rules/parity/vpc-cidr-plan";
import { reference, resource, type TestResource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const vpc = (region: string, cidrBlock: unknown, name = `network-${region}`) =>
  resource("aws:ec2/vpc:Vpc", name, { region, cidrBlock });
const subnets = (network: TestResource, zones: readonly unknown[]) =>
  zones.map((availabilityZone, index) =>
    resource("aws:ec2/subnet:Subnet", `${network.name}-${index}`, {
      region: network.props.region,
      vpcId: reference(network),
      availabilityZone,
    }),
  );
const east = vpc("us-east-2", "10.10.0.0/16");
const west = vpc("us-west-2", "10.20.0.0/16");
const clash = "network-us-west-2: Its addresses overlap with those of network-us-east-2 in us-east-2.";

describe("vpc-cidr-plan", () => {
  it("accepts networks of one size and in as many zones, with addresses of their own", async () => {
    const zones = [
      ...subnets(east, ["us-east-2a", "us-east-2b", "us-east-2c", "us-east-2a"]),
      ...subnets(west, ["us-west-2a", "us-west-2b", "us-west-2c"]),
    ];
    assert.deepEqual(await said(rule, [east, west, ...zones]), []);
  });

  it("refuses addresses that two regions share, whole or in part", async () => {
    for (const cidr of ["10.10.0.0/16", "10.0.0.0/8"]) {
      assert.deepEqual(await said(rule, [east, vpc("us-west-2", cidr)]), [
        clash,
        ...(cidr.endsWith("/8")
          ? ["network-us-east-2: It is smaller than its twin network-us-west-2 in us-west-2."]
          : []),
      ]);
    }
  });

  it("refuses an added address block that another region has", async () => {
    const added = resource("aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation", "added", {
      vpcId: reference(west),
      cidrBlock: "10.10.128.0/20",
    });
    assert.deepEqual(await said(rule, [east, west, added]), [clash]);
  });

  it("compares with a peer's, also where it is no twin", async () => {
    const peers = [
      { stack: "peer", region: "us-east-2", resources: [vpc("us-east-2", "10.20.0.0/20", "ledger")] },
    ];
    assert.deepEqual(
      (await said(rule, [west], { peers }))[0],
      "network-us-west-2: Its addresses overlap with those of ledger in us-east-2.",
    );
  });

  it("accepts two networks of one region with the same addresses, which nobody joins", async () => {
    const found = await said(rule, [east, vpc("us-east-2", "10.10.0.0/16", "other")]);
    assert.deepEqual(
      found.filter((message) => !message.includes("?")),
      [],
    );
  });

  it("refuses a smaller network", async () => {
    assert.deepEqual(await said(rule, [east, vpc("us-west-2", "10.20.0.0/20")]), [
      "network-us-west-2: It is smaller than its twin network-us-east-2 in us-east-2.",
    ]);
  });

  it("refuses fewer Availability Zones", async () => {
    const zones = [
      ...subnets(east, ["us-east-2a", "us-east-2b"]),
      ...subnets(west, ["us-west-2a", "us-west-2a"]),
    ];
    assert.deepEqual(await said(rule, [east, west, ...zones]), [
      "network-us-west-2: It has subnets in 1 Availability Zones, its twin network-us-east-2 in 2.",
    ]);
  });

  it("does not judge addresses and zones that are not known", async () => {
    const open = vpc("us-west-2", unknown);
    const found = await said(rule, [east, open, ...subnets(east, [unknown])]);
    assert.deepEqual(found.sort(), [
      "network-us-east-2? cidrBlock is not known yet",
      "network-us-east-2? the Availability Zones of its subnets are not known",
      "network-us-west-2? cidrBlock is not known yet",
    ]);
  });
});

describe("address blocks", () => {
  it("reads blocks, from any address in them", () => {
    assert.deepEqual(parseBlock("10.10.4.7/16"), { first: 168_427_520, size: 65_536 });
    for (const wrong of ["10.10.0.0", "10.10.0.0/33", "300.0.0.0/8", "10.0.0/8", "::/0", undefined]) {
      assert.equal(parseBlock(wrong), undefined);
    }
  });

  it("takes neighbours for apart", () => {
    const [one, next] = [parseBlock("10.0.0.0/17"), parseBlock("10.0.128.0/17")];
    assert.ok(one && next);
    assert.equal(overlap(one, next), false);
    assert.equal(overlap(one, { ...next, first: next.first - 1 }), true);
  });
});
