import assert from "node:assert/strict";
import { dnsFailoverTimeBudget as rule } from "../../../rules/failover/dns-failover-time-budget";
import { reference, resource, type TestResource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const check = (props: Record<string, unknown> = {}, name = "check") =>
  resource("aws:route53/healthCheck:HealthCheck", name, { type: "HTTPS", ...props });
const record = (healthCheck: TestResource | undefined, props: Record<string, unknown> = {}) =>
  resource("aws:route53/record:Record", "api", {
    zoneId: "Z1",
    name: "api.example.com",
    ttl: 60,
    setIdentifier: "us-east-2",
    failoverRoutingPolicies: [{ type: "PRIMARY" }],
    ...(healthCheck ? { healthCheckId: reference(healthCheck) } : {}),
    ...props,
  });
/** 150 seconds are the budget. */
const rto = { settings: { rtoSeconds: 600 } };

describe("dns-failover-time-budget", () => {
  it("accepts what Route 53 does by default: 30 seconds, three times, and a minute", async () => {
    const usual = check();
    assert.deepEqual(await said(rule, [usual, record(usual)], rto), []);
  });

  const slow: Record<string, [Record<string, unknown>, Record<string, unknown>, string]> = {
    interval: [
      { requestInterval: 30, failureThreshold: 4 },
      {},
      "180 seconds (120 to detect it, 60 for resolvers)",
    ],
    "time to live": [
      { requestInterval: 10 },
      { ttl: 300 },
      "330 seconds (30 to detect it, 300 for resolvers)",
    ],
    "alias, which has a minute": [
      { failureThreshold: 4 },
      { ttl: undefined, aliases: [{ name: "lb", zoneId: "Z2" }] },
      "180 seconds (120 to detect it, 60 for resolvers)",
    ],
  };
  for (const [what, [checked, recorded, time]] of Object.entries(slow)) {
    it(`refuses a long ${what}`, async () => {
      const one = check(checked);
      assert.deepEqual(await said(rule, [one, record(one, recorded)], rto), [
        `api: A failover takes ${time}, more than the 150 of its budget.`,
      ]);
    });
  }

  it("takes its share of the objective from the settings", async () => {
    const settings = { rtoSeconds: 600, maximumPercent: 20 };
    const usual = check();
    assert.deepEqual(await said(rule, [usual, record(usual)], { settings }), [
      "api: A failover takes 150 seconds (90 to detect it, 60 for resolvers), more than the 120 of its budget.",
    ]);
  });

  it("adds up an alarm's periods, and takes the slowest child of a calculated check", async () => {
    const alarm = resource("aws:cloudwatch/metricAlarm:MetricAlarm", "alarm", {
      period: 60,
      evaluationPeriods: 5,
    });
    const metric = check({ type: "CLOUDWATCH_METRIC", cloudwatchAlarmName: reference(alarm) }, "metric");
    const usual = check();
    const all = check(
      { type: "CALCULATED", childHealthchecks: [reference(metric), reference(usual)] },
      "all",
    );
    assert.deepEqual(await said(rule, [alarm, usual, metric, all, record(all)], rto), [
      "api: A failover takes 360 seconds (300 to detect it, 60 for resolvers), more than the 150 of its budget.",
    ]);
  });

  it("takes a routing control for instant", async () => {
    const control = check({ type: "RECOVERY_CONTROL" });
    assert.deepEqual(await said(rule, [control, record(control)], { settings: { rtoSeconds: 240 } }), []);
  });

  it("asks nothing of a secondary or a simple record", async () => {
    const secondary = record(undefined, { ttl: 900, failoverRoutingPolicies: [{ type: "SECONDARY" }] });
    const simple = record(undefined, { ttl: 900, failoverRoutingPolicies: undefined });
    assert.deepEqual(await said(rule, [secondary, simple], rto), []);
  });

  it("does not judge a check out of sight, unless the time to live alone is too long", async () => {
    const reason = "api? how soon its health is noticed is not stated in the graph";
    const foreign = { healthCheckId: "11111111-2222" };
    const orphan = check({ type: "CLOUDWATCH_METRIC", cloudwatchAlarmName: "elsewhere" });
    assert.deepEqual(await said(rule, [record(undefined, foreign)], rto), [reason]);
    assert.deepEqual(await said(rule, [orphan, record(orphan)], rto), [reason]);
    assert.equal(
      (await said(rule, [record(undefined, { ...foreign, ttl: 300 })], rto))[0]?.slice(0, 4),
      "api:",
    );
  });

  it("does not judge numbers that are not known", async () => {
    const open = check({ requestInterval: unknown });
    assert.deepEqual(await said(rule, [open, record(open)], rto), ["api? requestInterval is not known yet"]);
  });
});
