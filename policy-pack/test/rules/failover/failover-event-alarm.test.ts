import assert from "node:assert/strict";
import { failoverEventAlarm as rule } from "../../../rules/failover/failover-event-alarm";
import { reference, resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const check = resource("aws:route53/healthCheck:HealthCheck", "check", { type: "HTTPS" });
const record = resource("aws:route53/record:Record", "api", {
  failoverRoutingPolicies: [{ type: "PRIMARY" }],
  healthCheckId: reference(check),
});
const alarm = (props: Record<string, unknown> = {}) =>
  resource("aws:cloudwatch/metricAlarm:MetricAlarm", "alarm", {
    region: "us-east-1",
    namespace: "AWS/Route53",
    metricName: "HealthCheckStatus",
    dimensions: { HealthCheckId: reference(check) },
    alarmActions: [unknown],
    ...props,
  });
const none = "check: No alarm in us-east-1 watches its status.";
const deaf = "check: The alarm on its status has no action that is on.";

describe("failover-event-alarm", () => {
  it("accepts an alarm in us-east-1, with its topic not created yet", async () => {
    assert.deepEqual(await said(rule, [check, record, alarm()]), []);
    assert.deepEqual(
      await said(rule, [check, record, alarm({ metricName: "HealthCheckPercentageHealthy" })]),
      [],
    );
  });

  it("accepts a silent alarm that a composite alarm speaks for", async () => {
    const silent = alarm({ alarmActions: undefined });
    const composite = (actions: unknown) =>
      resource("aws:cloudwatch/compositeAlarm:CompositeAlarm", "both", {
        alarmRule: reference(silent),
        alarmActions: actions,
      });
    assert.deepEqual(await said(rule, [check, record, silent, composite([unknown])]), []);
    assert.deepEqual(await said(rule, [check, record, silent, composite(undefined)]), [deaf]);
  });

  it("refuses a check without an alarm, and one whose alarm is about something else", async () => {
    const others = [
      alarm({ metricName: "ChildHealthCheckHealthyCount" }),
      alarm({ dimensions: { HealthCheckId: "x" } }),
    ];
    assert.deepEqual(await said(rule, [check, record]), [none]);
    for (const other of others) assert.deepEqual(await said(rule, [check, record, other]), [none]);
  });

  it("refuses an alarm that tells nobody", async () => {
    for (const change of [{ alarmActions: [] }, { actionsEnabled: false }]) {
      assert.deepEqual(await said(rule, [check, record, alarm(change)]), [deaf]);
    }
  });

  it("refuses an alarm in a region that never has the metric", async () => {
    assert.deepEqual(await said(rule, [check, record, alarm({ region: "us-east-2" })]), [
      "check: The alarm on its status is in a region that has no metrics of Route 53.",
    ]);
  });

  it("asks nothing of a check that moves no traffic", async () => {
    assert.deepEqual(await said(rule, [check]), []);
  });

  it("does not judge when the alarm may live elsewhere, or is not known", async () => {
    const settings = { alarms: "any-stack" };
    assert.deepEqual(await said(rule, [check, record], { settings }), [
      "check? no alarm on its status is in this stack",
    ]);
    const reason = "check? what an alarm watches, or its region, is not known";
    for (const change of [{ metricName: unknown }, { region: undefined }, { region: unknown }]) {
      assert.deepEqual(await said(rule, [check, record, alarm(change)]), [reason]);
    }
  });

  it("takes the regions in which each partition of AWS has the metric", async () => {
    for (const region of ["us-east-1", "us-gov-west-1", "cn-northwest-1"]) {
      assert.deepEqual(await said(rule, [check, record, alarm({ region })]), [], region);
    }
  });

  it("finds the alarm by the check's id", async () => {
    const known = resource(
      "aws:route53/healthCheck:HealthCheck",
      "check",
      { type: "HTTPS" },
      { outputs: { id: "h-1" } },
    );
    const moved = resource("aws:route53/record:Record", "api", {
      failoverRoutingPolicies: [{ type: "PRIMARY" }],
      healthCheckId: "h-1",
    });
    const about = (id: string) => alarm({ dimensions: { HealthCheckId: id } });
    assert.deepEqual(await said(rule, [known, moved, about("h-1")]), []);
    assert.deepEqual(await said(rule, [known, moved, about("h-2")]), [none]);
    assert.deepEqual(await said(rule, [known, moved, alarm({ dimensions: { TargetId: "h-1" } })]), [none]);
  });

  it("asks nothing of a check of a record that shares no traffic, but of one whose routing is not known", async () => {
    const routed = (failoverRoutingPolicies: unknown) =>
      resource("aws:route53/record:Record", "api", {
        failoverRoutingPolicies,
        healthCheckId: reference(check),
      });
    assert.deepEqual(await said(rule, [check, routed(undefined)]), []);
    assert.deepEqual(await said(rule, [check, routed([{ type: unknown }])]), [none]);
  });
});
