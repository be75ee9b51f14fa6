import { mapIn } from "../../../../test/support/values";
import { type NeedsOf, sendsTo, starts, textIn, throughService } from "./need";

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/setting-up.html#setting-up-execution-role */
export const ofSchedule: NeedsOf = ({ inputs, outputs }, system) => {
  const { arn, roleArn, deadLetterConfig } = mapIn(inputs.target);
  const role = textIn(roleArn);
  if (role === undefined) return [];
  return [
    ...starts(role, String(arn)),
    ...sendsTo(role, mapIn(deadLetterConfig).arn, system),
    ...throughService(role, textIn(inputs.kmsKeyArn), "scheduler", ["kms:Decrypt"], {
      "kms:EncryptionContext:aws:scheduler:schedule:arn": String(outputs.arn),
    }),
  ];
};

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-iam-roles.html */
export const ofEventTarget: NeedsOf = ({ inputs }) => {
  const role = textIn(inputs.roleArn);
  return role === undefined ? [] : starts(role, String(inputs.arn));
};

/** https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html#cloudwatch-iam-policy */
export const ofStateMachine: NeedsOf = ({ inputs }) => {
  const role = textIn(inputs.roleArn);
  if (role === undefined) return [];
  const called = String(inputs.definition).match(/arn:aws:lambda:[^"\\]+/g) ?? [];
  const isTraced = mapIn(inputs.tracingConfiguration).enabled === true;
  const sampling = ["PutTraceSegments", "PutTelemetryRecords", "GetSamplingRules", "GetSamplingTargets"];
  const isLogged = ![undefined, "OFF"].includes(textIn(mapIn(inputs.loggingConfiguration).level));
  const deliveries = ["Create", "Get", "Update", "Delete"].map((verb) => `logs:${verb}LogDelivery`);
  const others = ["ListLogDeliveries", "PutResourcePolicy", "DescribeResourcePolicies", "DescribeLogGroups"];
  const actions = [...deliveries, ...others.map((action) => `logs:${action}`)];
  return [
    ...[...new Set(called)].flatMap((arn) => starts(role, arn)),
    ...(isLogged ? [{ role, actions, on: "*" }] : []),
    ...(isTraced ? [{ role, actions: sampling.map((action) => `xray:${action}`), on: "*" }] : []),
  ];
};
