import assert from "node:assert/strict";
import { healthCheckPairParity as rule } from "../../../rules/failover/health-check-pair-parity";
import { reference, resource, type TestResource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const usual = { type: "HTTPS", port: 443, resourcePath: "/ready", fqdn: unknown };
const check = (name: string, props: Record<string, unknown> = {}) =>
  resource("aws:route53/healthCheck:HealthCheck", name, { ...usual, ...props });
const half = (role: string, name: string, healthCheckId: unknown) =>
  resource("aws:route53/record:Record", name, {
    zoneId: "Z1",
    name: "api.example.com",
    type: "A",
    setIdentifier: name,
    failoverRoutingPolicies: [{ type: role }],
    healthCheckId,
  });
const first = check("first-check");
const primary = half("PRIMARY", "first", reference(first));
const pairWith = (other: TestResource) => [
  first,
  other,
  primary,
  half("SECONDARY", "second", reference(other)),
];

describe("health-check-pair-parity", () => {
  it("accepts equal checks, defaults written out or not", async () => {
    const other = check("second-check", { requestInterval: 30, failureThreshold: "3", fqdn: "other" });
    assert.deepEqual(await said(rule, pairWith(other)), []);
  });

  const changes = {
    type: "HTTP",
    requestInterval: 10,
    failureThreshold: 5,
    resourcePath: "/",
    port: 8443,
    searchString: "ok",
    invertHealthcheck: true,
  };
  for (const [field, value] of Object.entries(changes)) {
    it(`refuses another ${field}`, async () => {
      assert.deepEqual(await said(rule, pairWith(check("second-check", { [field]: value }))), [
        `second: Its health check differs from that of first: ${field}.`,
      ]);
    });
  }

  it("accepts a secondary without a check, and one check for both", async () => {
    assert.deepEqual(await said(rule, [first, primary, half("SECONDARY", "second", undefined)]), []);
    assert.deepEqual(await said(rule, [first, primary, half("SECONDARY", "second", reference(first))]), []);
  });

  it("compares with a peer's check, by the id that its record holds", async () => {
    const other = resource(
      "aws:route53/healthCheck:HealthCheck",
      "second-check",
      { ...usual, port: 8443 },
      { outputs: { id: "h-2" } },
    );
    const resources = [other, half("SECONDARY", "second", "h-2")];
    assert.deepEqual(await said(rule, [first, primary], { peers: [{ stack: "peer", resources }] }), [
      "first: Its health check differs from that of second: port.",
    ]);
  });

  it("does not judge a check out of sight", async () => {
    assert.deepEqual(await said(rule, [first, primary, half("SECONDARY", "second", "h-9")]), [
      "second? a health check of the pair is not in sight",
    ]);
  });

  it("finds the other port beside a path that is not known", async () => {
    const other = check("second-check", { resourcePath: unknown, port: 80 });
    assert.deepEqual(await said(rule, pairWith(other)), [
      "second: Its health check differs from that of first: port.",
      "second? resourcePath is not known on both sides",
    ]);
  });

  it("takes no path for the start page", async () => {
    const [none, start] = [check("none", { resourcePath: undefined }), check("start", { resourcePath: "/" })];
    const pair = [half("PRIMARY", "first", reference(none)), half("SECONDARY", "second", reference(start))];
    assert.deepEqual(await said(rule, [none, start, ...pair]), []);
  });

  it("compares the two roles of a name, not a role with itself or with another name", async () => {
    const other = check("second-check", { port: 80 });
    const again = half("PRIMARY", "again", reference(other));
    assert.deepEqual(await said(rule, [first, other, primary, again]), []);
    const twin = half("SECONDARY", "second", reference(other));
    const elsewhere = { ...twin, props: { ...twin.props, name: "www.example.com" } };
    assert.deepEqual(await said(rule, [first, other, primary, elsewhere]), []);
  });
});
