import assert from "node:assert/strict";
import { failoverTargetsDistinctRegions as rule } from "../../../rules/failover/failover-targets-distinct-regions";
import { reference, resource, type TestResource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const balancer = (name: string, region: string | undefined) =>
  resource("aws:lb/loadBalancer:LoadBalancer", name, { region });
const east = balancer("east-lb", "us-east-2");
const west = balancer("west-lb", "us-west-2");
const eip = resource("aws:ec2/eip:Eip", "eip", { region: "us-east-2" });
const aliasOf = (target: unknown) => ({
  aliases: [{ name: target, zoneId: unknown, evaluateTargetHealth: true }],
});

function half(role: string, name: string, answer: Record<string, unknown>): TestResource {
  return resource("aws:route53/record:Record", name, {
    zoneId: "Z1",
    name: "api.example.com",
    type: "A",
    setIdentifier: name,
    failoverRoutingPolicies: [{ type: role }],
    ...answer,
  });
}
const primary = half("PRIMARY", "first", aliasOf(reference(east)));

describe("failover-targets-distinct-regions", () => {
  it("accepts load balancers of two regions that do not exist yet", async () => {
    const secondary = half("SECONDARY", "second", aliasOf(reference(west)));
    assert.deepEqual(await said(rule, [east, west, primary, secondary]), []);
  });

  const together: Record<string, Record<string, unknown>> = {
    "an alias": aliasOf(reference(east)),
    "a known name of a load balancer": aliasOf("shop-123.us-east-2.elb.amazonaws.com"),
    "a known name of an API": { records: ["abc123.execute-api.us-east-2.amazonaws.com."] },
    "a known name of a website": { records: ["shop.s3-website-us-east-2.amazonaws.com"] },
    "a record": { records: [reference(eip)] },
  };
  for (const [spelling, answer] of Object.entries(together)) {
    it(`refuses a secondary that answers with the primary's region, by ${spelling}`, async () => {
      assert.deepEqual(await said(rule, [east, eip, primary, half("SECONDARY", "second", answer)]), [
        "second: It answers with a target in us-east-2, as first does.",
      ]);
    });
  }

  it("follows a name that fails over in its turn", async () => {
    const next = resource("aws:route53/record:Record", "next", {
      zoneId: "Z1",
      name: "next.example.com",
      type: "A",
      ...aliasOf(reference(east)),
    });
    for (const target of [reference(next), "next.example.com"]) {
      assert.deepEqual(
        await said(rule, [east, primary, next, half("SECONDARY", "second", aliasOf(target))]),
        ["second: It answers with a target in us-east-2, as first does."],
      );
    }
  });

  it("lets a pair inside a region be that a name over the regions answers with, and no other", async () => {
    const inside = ["PRIMARY", "SECONDARY"].map((role) =>
      half(role, `proxy-${role}`, { records: [reference(eip)] }),
    );
    const outer = (name: string) => ({
      zoneId: "Z1",
      type: "A",
      name: "www.example.com",
      setIdentifier: "us-east-2",
      ...aliasOf(name),
    });
    const routed = resource("aws:route53/record:Record", "outer", {
      ...outer("API.example.com."),
      failoverRoutingPolicies: [{ type: "PRIMARY" }],
    });
    const plain = resource("aws:route53/record:Record", "outer", outer("api.example.com"));
    assert.deepEqual(await said(rule, [eip, ...inside, routed]), []);
    assert.deepEqual(await said(rule, [eip, ...inside, plain]), [
      "proxy-SECONDARY: It answers with a target in us-east-2, as proxy-PRIMARY does.",
    ]);
  });

  it("compares with the record of a peer, and speaks of its own only", async () => {
    const far = half("SECONDARY", "second", aliasOf("shop-123.us-west-2.elb.amazonaws.com"));
    const near = half("SECONDARY", "second", aliasOf("shop-123.us-east-2.elb.amazonaws.com"));
    const peer = (record: TestResource) => ({
      peers: [{ stack: "peer", region: "us-west-2", resources: [record] }],
    });
    assert.deepEqual(await said(rule, [east, primary], peer(far)), []);
    assert.deepEqual(await said(rule, [east, primary], peer(near)), [
      "first: It answers with a target in us-east-2, as second does.",
    ]);
  });

  it("lets services of all regions be", async () => {
    const edge = resource("aws:cloudfront/distribution:Distribution", "edge");
    const both = [
      half("PRIMARY", "a", aliasOf(reference(edge))),
      half("SECONDARY", "b", aliasOf(reference(edge))),
    ];
    assert.deepEqual(await said(rule, [edge, ...both]), []);
  });

  it("does not judge a target without a known region", async () => {
    const nowhere = balancer("nowhere", undefined);
    for (const target of [unknown, "api.partner.example", reference(nowhere)]) {
      const secondary = half("SECONDARY", "second", aliasOf(target));
      assert.deepEqual(await said(rule, [east, nowhere, primary, secondary]), [
        "second? the region of a record's target can't be told",
      ]);
    }
  });

  it("accepts a secondary that answers from a second region too, or a primary that does", async () => {
    const two = { aliases: [...aliasOf(reference(east)).aliases, ...aliasOf(reference(west)).aliases] };
    const resources = [east, west];
    assert.deepEqual(await said(rule, [...resources, primary, half("SECONDARY", "second", two)]), []);
    const wide = half("PRIMARY", "first", two);
    const narrow = half("SECONDARY", "second", aliasOf(reference(east)));
    assert.deepEqual(await said(rule, [...resources, wide, narrow]), []);
    assert.deepEqual(await said(rule, [...resources, wide, half("SECONDARY", "second", two)]), []);
  });

  it("does not judge a primary without a known region, nor a record that answers with nothing", async () => {
    const reason = ["second? the region of a record's target can't be told"];
    const open = half("PRIMARY", "first", aliasOf(unknown));
    const secondary = half("SECONDARY", "second", aliasOf(reference(east)));
    assert.deepEqual(await said(rule, [east, open, secondary]), reason);
    assert.deepEqual(await said(rule, [east, primary, half("SECONDARY", "second", {})]), reason);
  });

  it("compares the two roles of a name and no two of one role", async () => {
    const again = half("SECONDARY", "third", aliasOf(reference(west)));
    const secondary = half("SECONDARY", "second", aliasOf(reference(west)));
    assert.deepEqual(await said(rule, [east, west, primary, secondary, again]), []);
  });

  it("stops at records that answer with each other", async () => {
    const answering = (name: string, other: string) =>
      resource("aws:route53/record:Record", name, {
        zoneId: "Z1",
        name: `${name}.example.com`,
        type: "A",
        ...aliasOf(`${other}.example.com`),
      });
    const round = [answering("one", "two"), answering("two", "one")];
    const secondary = half("SECONDARY", "second", aliasOf("one.example.com"));
    assert.deepEqual(await said(rule, [east, primary, ...round, secondary]), [
      "second? the region of a record's target can't be told",
    ]);
  });

  it("follows a name to its load balancer and not to the hosted zone of its alias", async () => {
    const zone = resource("aws:route53/zone:Zone", "zone", { name: "example.com" });
    const aliased = half("SECONDARY", "second", {
      aliases: [{ name: reference(east), zoneId: reference(zone) }],
    });
    assert.deepEqual(await said(rule, [zone, east, primary, aliased]), [
      "second: It answers with a target in us-east-2, as first does.",
    ]);
  });
});
