import assert from "node:assert/strict";
import { failoverRecordNeedsHealthSignal as rule } from "../../../rules/failover/failover-record-needs-health-signal";
import { reference, resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const healthCheck = resource("aws:route53/healthCheck:HealthCheck", "check", { type: "HTTPS" });

function record(change: Record<string, unknown> = {}) {
  return resource("aws:route53/record:Record", "api", {
    zoneId: "Z1",
    name: "api.example.com",
    type: "A",
    setIdentifier: "us-east-2",
    failoverRoutingPolicies: [{ type: "PRIMARY" }],
    healthCheckId: reference(healthCheck),
    aliases: [{ name: unknown, zoneId: unknown, evaluateTargetHealth: false }],
    ...change,
  });
}

const without = { healthCheckId: undefined };

describe("failover-record-needs-health-signal", () => {
  it("accepts a health check that is not created yet", async () => {
    assert.deepEqual(await said(rule, [record()]), []);
  });

  it("accepts an alias that evaluates its target's health", async () => {
    const aliases = [{ name: unknown, zoneId: unknown, evaluateTargetHealth: true }];
    assert.deepEqual(await said(rule, [record({ ...without, aliases })]), []);
  });

  it("asks nothing of a secondary or of a simple record", async () => {
    const secondary = record({ ...without, failoverRoutingPolicies: [{ type: "SECONDARY" }] });
    const simple = record({ ...without, failoverRoutingPolicies: undefined, setIdentifier: undefined });
    assert.deepEqual(await said(rule, [secondary, simple]), []);
  });

  const kinds = {
    "PRIMARY failover": {},
    latency: { failoverRoutingPolicies: undefined, latencyRoutingPolicies: [{ region: "us-east-2" }] },
    weighted: { failoverRoutingPolicies: undefined, weightedRoutingPolicies: [{ weight: 1 }] },
  };
  for (const [kind, change] of Object.entries(kinds)) {
    it(`refuses a ${kind} record without health check and with a blind alias`, async () => {
      assert.deepEqual(await said(rule, [record({ ...without, ...change })]), [
        `api: This ${kind} record has neither a healthCheckId nor an alias with evaluateTargetHealth.`,
      ]);
    });
  }

  it("refuses an empty health check id and no alias at all, as a provider returns them", async () => {
    assert.equal((await said(rule, [record({ healthCheckId: "", aliases: [] })])).length, 1);
  });

  it("does not judge while evaluateTargetHealth is not known", async () => {
    const aliases = [{ name: "lb", zoneId: "Z2", evaluateTargetHealth: unknown }];
    assert.deepEqual(await said(rule, [record({ ...without, aliases })]), [
      "api? aliases.0.evaluateTargetHealth is not known yet",
    ]);
  });
});
