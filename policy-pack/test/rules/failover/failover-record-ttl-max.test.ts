import assert from "node:assert/strict";
import { failoverRecordTtlMax as rule } from "../../../rules/failover/failover-record-ttl-max";
import { resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const record = (props: Record<string, unknown> = {}) =>
  resource("aws:route53/record:Record", "api", {
    name: "api.example.com",
    ttl: 60,
    failoverRoutingPolicies: [{ type: "PRIMARY" }],
    ...props,
  });
const failover = { failoverRoutingPolicies: undefined };

describe("failover-record-ttl-max", () => {
  it("accepts a minute, and an alias, which has no ttl", async () => {
    assert.deepEqual(await said(rule, [record(), record({ ttl: undefined, aliases: [{ name: "lb" }] })]), []);
  });

  const kinds: Record<string, Record<string, unknown>> = {
    "PRIMARY failover": {},
    "SECONDARY failover": { failoverRoutingPolicies: [{ type: "SECONDARY" }] },
    latency: { ...failover, latencyRoutingPolicies: [{ region: "us-east-2" }] },
    weighted: { ...failover, weightedRoutingPolicies: [{ weight: 1 }] },
  };
  for (const [kind, change] of Object.entries(kinds)) {
    it(`refuses a longer ttl of a ${kind} record, and mends it`, async () => {
      const slow = record({ ttl: 61, ...change });
      assert.deepEqual(await said(rule, [slow]), [
        `api: The ttl of this ${kind} record is more than 60 seconds.`,
      ]);
      assert.deepEqual(await said(rule, [slow], { remediate: true }), []);
    });
  }

  it("takes the limit from the settings, and mends to it", async () => {
    const settings = { maximumSeconds: 30 };
    assert.equal((await said(rule, [record()], { settings })).length, 1);
    assert.deepEqual(await said(rule, [record()], { settings, remediate: true }), []);
  });

  it("asks nothing of a simple record", async () => {
    assert.deepEqual(await said(rule, [record({ ttl: 86_400, ...failover })]), []);
  });

  it("does not judge a ttl that is not known", async () => {
    assert.deepEqual(await said(rule, [record({ ttl: unknown })]), ["api? ttl is not known yet"]);
  });
});
