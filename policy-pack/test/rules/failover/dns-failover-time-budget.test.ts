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

  it("finds the alarm of a check and the children of a calculated one by name and by id", async () => {
    const slow = { period: 60, evaluationPeriods: 5 };
    const named = resource("aws:cloudwatch/metricAlarm:MetricAlarm", "named", slow, {
      outputs: { id: "alarm-id", name: "alarm-name" },
    });
    const child = resource(
      "aws:route53/healthCheck:HealthCheck",
      "child",
      { type: "HTTPS", failureThreshold: 8 },
      { outputs: { id: "child-id" } },
    );
    const late = (seconds: number) => [
      `api: A failover takes ${seconds + 60} seconds (${seconds} to detect it, 60 for resolvers), more than the 150 of its budget.`,
    ];
    for (const cloudwatchAlarmName of ["alarm-id", "alarm-name"]) {
      const one = check({ type: "CLOUDWATCH_METRIC", cloudwatchAlarmName });
      assert.deepEqual(await said(rule, [named, one, record(one)], rto), late(300));
    }
    const all = check({ type: "CALCULATED", childHealthchecks: ["child-id"] });
    assert.deepEqual(await said(rule, [child, all, record(all)], rto), late(240));
  });

  it("counts one period of an alarm that states no more", async () => {
    const alarm = resource("aws:cloudwatch/metricAlarm:MetricAlarm", "alarm", { period: 120 });
    const one = check({ type: "CLOUDWATCH_METRIC", cloudwatchAlarmName: reference(alarm) });
    assert.deepEqual(await said(rule, [alarm, one, record(one)], rto), [
      "api: A failover takes 180 seconds (120 to detect it, 60 for resolvers), more than the 150 of its budget.",
    ]);
  });

  it("does not judge an alarm without a period, such as one of an expression, nor a check that waits for itself", async () => {
    const reason = ["api? how soon its health is noticed is not stated in the graph"];
    const expression = resource("aws:cloudwatch/metricAlarm:MetricAlarm", "alarm", { evaluationPeriods: 9 });
    const metric = check({ type: "CLOUDWATCH_METRIC", cloudwatchAlarmName: reference(expression) }, "metric");
    assert.deepEqual(await said(rule, [expression, metric, record(metric)], rto), reason);
    const usual = check();
    for (const childHealthchecks of [
      [reference(metric), reference(usual)],
      [reference(usual), reference(metric)],
    ]) {
      const all = check({ type: "CALCULATED", childHealthchecks }, "all");
      assert.deepEqual(await said(rule, [expression, metric, usual, all, record(all)], rto), reason);
    }
    const loop = resource(
      "aws:route53/healthCheck:HealthCheck",
      "loop",
      { type: "CALCULATED", childHealthchecks: ["loop-id"] },
      { outputs: { id: "loop-id" } },
    );
    assert.deepEqual(await said(rule, [loop, record(loop)], rto), reason);
  });

  it("asks nothing of a secondary that has a slow check of its own, but of every other routed record", async () => {
    const slow = check({ failureThreshold: 9 });
    const routed = (routing: Record<string, unknown>) =>
      record(slow, { failoverRoutingPolicies: undefined, ...routing });
    const secondary = routed({ failoverRoutingPolicies: [{ type: "SECONDARY" }] });
    assert.deepEqual(await said(rule, [slow, secondary], rto), []);
    for (const key of ["latencyRoutingPolicies", "weightedRoutingPolicies"]) {
      assert.deepEqual(
        await said(rule, [slow, routed({ [key]: [{ weight: 1, region: "us-east-2" }] })], rto),
        [
          "api: A failover takes 330 seconds (270 to detect it, 60 for resolvers), more than the 150 of its budget.",
        ],
      );
    }
  });
});
