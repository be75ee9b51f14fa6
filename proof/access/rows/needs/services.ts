import type { Deployed } from "../../../../test/support/state";
import { textOf } from "../../graph";
import { type Known, type Need, type NeedsOf, textIn } from "./need";

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html */
export const ofLogGroup: NeedsOf = (group) => {
  const [key, arn] = [textIn(group.inputs.kmsKeyId), textOf(group, "arn")];
  if (key === undefined || arn === undefined) return [];
  return [
    {
      role: `logs.${textOf(group, "region")}.amazonaws.com`,
      actions: ["kms:GenerateDataKey", "kms:Decrypt"],
      on: key,
      context: { "kms:EncryptionContext:aws:logs:arn": arn },
    },
  ];
};

/** https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html */
export const ofTopic: NeedsOf = (topic, system) => {
  const arn = textOf(topic, "arn");
  if (arn === undefined) return [];
  const says = ({ inputs }: Deployed) =>
    [inputs.alarmActions, inputs.okActions].some(
      (actions) => Array.isArray(actions) && actions.includes(arn),
    );
  const alarm = alarmTypes.flatMap((type) => system.all(type)).find(says);
  const rule = system.all("aws:cloudwatch/eventTarget:EventTarget").find(({ inputs }) => inputs.arn === arn);
  const ruleArn = rule && ruleOf(rule, system);
  return [
    ...(alarm ? publishes("cloudwatch", topic, textOf(alarm, "arn"), system) : []),
    ...(ruleArn ? publishes("events", topic, ruleArn, system) : []),
  ];
};

const alarmTypes = [
  "aws:cloudwatch/metricAlarm:MetricAlarm",
  "aws:cloudwatch/compositeAlarm:CompositeAlarm",
] as const;

function ruleOf({ inputs }: Deployed, system: Known): string | undefined {
  const rule = system.find("aws:cloudwatch/eventRule:EventRule", "name", inputs.rule, inputs.region);
  return rule && textOf(rule, "arn");
}

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-notifications.html */
export const ofNoticedBackup: NeedsOf = ({ inputs }, system) => {
  const topic = system.find("aws:sns/topic:Topic", "arn", inputs.snsTopicArn);
  return topic === undefined ? [] : publishes("backup", topic, undefined, system);
};

function publishes(service: string, topic: Deployed, source: string | undefined, { account }: Known): Need[] {
  const role = `${service}.amazonaws.com`;
  const [on, key] = [String(textOf(topic, "arn")), textOf(topic, "kmsMasterKeyId")];
  const context = { "aws:SourceAccount": account, ...(source && { "aws:SourceArn": source }) };
  return [
    { role, actions: ["sns:Publish"], on, context },
    ...(key?.startsWith("arn:")
      ? [{ role, actions: ["kms:GenerateDataKey", "kms:Decrypt"], on: key, context }]
      : []),
  ];
}
