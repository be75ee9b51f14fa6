import assert from "node:assert/strict";
import { failoverPairComplete as rule } from "../../../rules/failover/failover-pair-complete";
import { reference, resource, type TestResource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const zone = resource("aws:route53/zone:Zone", "zone", { name: "example.com" });

function half(role: string, name: string, change: Record<string, unknown> = {}): TestResource {
  return resource("aws:route53/record:Record", name, {
    zoneId: reference(zone),
    name: "api.example.com",
    type: "A",
    setIdentifier: name,
    failoverRoutingPolicies: [{ type: role }],
    ...change,
  });
}

const primary = half("PRIMARY", "us-east-2");
const secondary = half("SECONDARY", "us-west-2");
const thisStack = { settings: { twin: "this-stack" } };

describe("failover-pair-complete", () => {
  it("accepts a pair in one stack, its zone not created yet", async () => {
    assert.deepEqual(await said(rule, [zone, primary, secondary], thisStack), []);
  });

  it("takes a name relative to its zone, in other case and with a last dot for the same name", async () => {
    for (const name of ["api", "API.example.com.", "api.example.com"]) {
      assert.deepEqual(await said(rule, [zone, primary, half("SECONDARY", "b", { name })], thisStack), []);
    }
  });

  it("does not judge half a pair when the other region is another stack", async () => {
    assert.deepEqual(await said(rule, [zone, primary]), ["us-east-2? its SECONDARY is not in this stack"]);
    assert.deepEqual(await said(rule, [zone, secondary]), ["us-west-2? its PRIMARY is not in this stack"]);
  });

  it("refuses half a pair when the setting says that both halves are here", async () => {
    assert.deepEqual(await said(rule, [zone, primary], thisStack), [
      "us-east-2: This PRIMARY record is half a pair: its SECONDARY is not in this stack.",
    ]);
  });

  const strangers = {
    name: { name: "www.example.com" },
    type: { type: "AAAA" },
    zone: { zoneId: "Z0OTHER" },
  };
  for (const [field, change] of Object.entries(strangers)) {
    it(`does not take a record of another ${field} for the twin`, async () => {
      const found = await said(rule, [zone, primary, half("SECONDARY", "b", change)], thisStack);
      assert.equal(found.length, 2);
    });
  }

  it("refuses two records with one setIdentifier", async () => {
    const clash = half("SECONDARY", "west", { setIdentifier: "us-east-2" });
    assert.deepEqual(await said(rule, [zone, primary, clash]), [
      "west: Another record of this zone, name and type has the same setIdentifier.",
    ]);
  });

  it("refuses two records with one role", async () => {
    assert.deepEqual(await said(rule, [zone, primary, secondary, half("PRIMARY", "west")]), [
      "west: Another record of this zone, name and type is PRIMARY too.",
    ]);
  });

  it("does not judge a record whose name is not known, nor what might be its other half", async () => {
    const open = half("SECONDARY", "b", { name: unknown });
    assert.deepEqual(await said(rule, [zone, primary, open], thisStack), [
      "b? name is not known yet",
      "us-east-2? its SECONDARY is not in this stack",
    ]);
  });

  it("compares known zone ids when there is no zone in the stack", async () => {
    const records = [half("PRIMARY", "a", { zoneId: "Z1" }), half("SECONDARY", "b", { zoneId: "Z1" })];
    assert.deepEqual(await said(rule, records, thisStack), []);
  });
});
