import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { createAlarms } from "../regional-alarms/create";

/** What {@link RotationAlarm} takes. */
export interface RotationAlarmArgs {
  /** Region of the secrets. */
  region: string;
  /** Start of the names of rule and alarm, unique in account and region. A change replaces both. */
  resourceName: string;
  /** Topic of the region that hears of it. */
  topicArn: pulumi.Input<string>;
}

/**
 * People hear when a secret of the region could not be rotated: until then the old value works on, past the day on which
 * it should have ended.
 *
 * The event comes by CloudTrail: the account needs a trail that records management events in the region, as PCI DSS asks
 * for anyhow. It is the account's, so the secrets of its other systems in the region are heard of as well.
 *
 * Cost: 0.10 USD a month.
 */
export class RotationAlarm extends pulumi.ComponentResource {
  constructor(name: string, args: RotationAlarmArgs, opts?: pulumi.ComponentResourceOptions) {
    super("tandem:components:RotationAlarm", name, args, opts);
    const { region, resourceName, topicArn } = args;
    const rule = new cloudwatch.EventRule(
      `${name}-rule`,
      {
        region,
        name: `${resourceName}-rotation-failed`,
        description: "A secret could not be rotated",
        eventPattern: rotationFailed(),
      },
      { parent: this },
    );
    // The event tells which secret. The alarm below is what surely arrives: it counts the rule's matches, whether or not
    // the topic took the event.
    new cloudwatch.EventTarget(
      `${name}-target`,
      { region, rule: rule.name, targetId: "people", arn: topicArn },
      { parent: this },
    );
    createAlarms(
      name,
      [
        {
          role: "rotation-failed",
          description: "A secret could not be rotated. Look into the log of its rotation function.",
          severity: "warn",
          watches: {
            namespace: "AWS/Events",
            metricName: "TriggeredRules",
            dimensions: { RuleName: rule.name },
            statistic: "Sum",
          },
          comparison: "GreaterThanThreshold",
          threshold: 0,
          missing: "notBreaching",
          period: 300,
          evaluationPeriods: 1,
          datapointsToAlarm: 1,
        },
      ],
      { region, resourceName, topicArn },
      this,
    );
    this.registerOutputs({});
  }
}

/** https://docs.aws.amazon.com/secretsmanager/latest/userguide/cloudtrail_log_entries.html */
function rotationFailed(): string {
  return JSON.stringify({
    source: ["aws.secretsmanager"],
    "detail-type": ["AWS Service Event via CloudTrail"],
    detail: { eventName: ["RotationFailed", "RotationAbandoned"] },
  });
}
