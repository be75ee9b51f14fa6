import assert from "node:assert/strict";
import { alarmActionsLocal as rule } from "../../../rules/detection/alarm-actions-local";
import { reference, resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const arn = (region: string) => `arn:aws:sns:${region}:111122223333:on-call`;
const topic = (region = "us-west-2", kmsMasterKeyId: unknown = "alias/alarms") =>
  resource("aws:sns/topic:Topic", "topic", { region, kmsMasterKeyId });
const alarm = (change: Record<string, unknown> = {}, type = "aws:cloudwatch/metricAlarm:MetricAlarm") =>
  resource(type, "alarm", { region: "us-west-2", alarmActions: [arn("us-west-2")], ...change });

describe("alarm-actions-local", () => {
  for (const type of [
    "aws:cloudwatch/metricAlarm:MetricAlarm",
    "aws:cloudwatch/compositeAlarm:CompositeAlarm",
  ]) {
    it(`accepts a ${type} with an action of its region, by ARN or by edge`, async () => {
      const onCall = topic();
      assert.deepEqual(await said(rule, [alarm({}, type)]), []);
      assert.deepEqual(await said(rule, [onCall, alarm({ alarmActions: [reference(onCall)] }, type)]), []);
    });
  }

  it("refuses an alarm that tells nobody", async () => {
    for (const alarmActions of [undefined, []]) {
      assert.deepEqual(await said(rule, [alarm({ alarmActions })]), [
        "alarm: It has no action and nothing reads it.",
      ]);
    }
    assert.deepEqual(await said(rule, [alarm({ actionsEnabled: false })]), [
      "alarm: actionsEnabled is off: it tells nobody.",
    ]);
  });

  it("accepts an alarm that others read, and an exempt one", async () => {
    const quiet = alarm({ alarmActions: undefined });
    const reader = resource("aws:route53/healthCheck:HealthCheck", "check", {
      cloudwatchAlarmName: reference(quiet),
    });
    assert.deepEqual(await said(rule, [quiet, reader]), []);
    assert.deepEqual(await said(rule, [quiet], { settings: { exempt: ["ala*"] } }), []);
  });

  it("accepts an action that is no topic and is not created yet", async () => {
    const policy = resource("aws:autoscaling/policy:Policy", "policy");
    assert.deepEqual(await said(rule, [policy, alarm({ alarmActions: [reference(policy)] })]), []);
  });

  it("refuses an action of another region in any list, known or by edge", async () => {
    for (const list of ["alarmActions", "okActions", "insufficientDataActions"]) {
      const expected = [`alarm: ${list}: an action is in us-east-2, the alarm in us-west-2.`];
      assert.deepEqual(await said(rule, [alarm({ [list]: [arn("us-east-2")] })]), expected);
      const away = topic("us-east-2");
      assert.deepEqual(await said(rule, [away, alarm({ [list]: [reference(away)] })]), expected);
    }
  });

  it("refuses a topic of alarms without a key, or under the key that CloudWatch can't use", async () => {
    const plain = topic("us-west-2", "");
    assert.deepEqual(await said(rule, [plain, alarm({ alarmActions: [reference(plain)] })]), [
      "topic: It takes alarms but is not encrypted.",
    ]);
    const own = topic("us-west-2", "alias/aws/sns");
    assert.deepEqual(await said(rule, [own, alarm({ alarmActions: [reference(own)] })]), [
      "topic: It is under SNS's own key: CloudWatch can't publish to it.",
    ]);
  });

  it("accepts a topic under a key that is not created yet", async () => {
    const key = resource("aws:kms/key:Key", "key");
    const sealed = topic("us-west-2", reference(key));
    assert.deepEqual(await said(rule, [key, sealed, alarm({ alarmActions: [reference(sealed)] })]), []);
    const open = topic("us-west-2", unknown);
    assert.deepEqual(await said(rule, [open, alarm({ alarmActions: [reference(open)] })]), [
      "topic? kmsMasterKeyId is not known yet",
    ]);
  });

  it("asks nothing of a topic that takes no alarms", async () => {
    assert.deepEqual(await said(rule, [topic("us-west-2", "")]), []);
  });

  it("does not judge what is not known or stated", async () => {
    assert.deepEqual(await said(rule, [alarm({ alarmActions: [unknown], actionsEnabled: false })]), [
      "alarm: actionsEnabled is off: it tells nobody.",
      "alarm? alarmActions.0 is not known yet",
    ]);
    assert.deepEqual(await said(rule, [alarm({ region: undefined })]), [
      "alarm? neither the alarm nor its provider says its region",
    ]);
  });
});
