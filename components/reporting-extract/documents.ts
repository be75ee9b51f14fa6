import { policyDocument } from "../arguments/policy-statements";
import { defaults } from "./args";

/**
 * Start of an export, a look at it every few minutes until it is complete, and its folders as partitions.
 *
 * @param functionArn of the alias with the three steps
 * @returns a document in Amazon States Language
 */
export function stateMachine(functionArn: string): string {
  const [, partition] = functionArn.split(":");
  const call = (step: string, more: object) => ({
    Type: "Task",
    Resource: `arn:${partition}:states:::lambda:invoke`,
    Parameters: {
      FunctionName: functionArn,
      Payload: { step, ...(step === "start" ? {} : { "taskId.$": "$.taskId", "day.$": "$.day" }) },
    },
    ...more,
  });
  // What Lambda itself fails at, which a second try mends.
  const again = {
    ErrorEquals: ["Lambda.ServiceException", "Lambda.SdkClientException", "Lambda.TooManyRequestsException"],
    IntervalSeconds: 10,
    MaxAttempts: 5,
    BackoffRate: 2,
  };
  const unfinished = {
    ErrorEquals: ["NotFinished"],
    IntervalSeconds: defaults.lookEverySeconds,
    MaxAttempts: defaults.looks,
    BackoffRate: 1,
  };
  const handOn = { OutputPath: "$.Payload" };
  return JSON.stringify({
    Comment: "Takes the newest snapshot out for reports",
    StartAt: "Start",
    States: {
      Start: call("start", { ...handOn, Retry: [again], Next: "Check" }),
      Check: call("check", { ...handOn, Retry: [again, unfinished], Next: "Partition" }),
      Partition: call("partition", { Retry: [again], End: true }),
    },
  });
}

/** What RDS needs to write an export. https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-export-snapshot.Setup.html */
export function exportPolicy(bucketArn: string, keyArn: string): string {
  return policyDocument([
    {
      Sid: "FindBucket",
      Effect: "Allow",
      Action: ["s3:ListBucket", "s3:GetBucketLocation"],
      Resource: bucketArn,
    },
    {
      Sid: "WriteExports",
      Effect: "Allow",
      Action: ["s3:PutObject", "s3:GetObject", "s3:DeleteObject"],
      Resource: `${bucketArn}/${defaults.prefix}/*`,
    },
    {
      Sid: "EncryptExports",
      Effect: "Allow",
      Action: [
        "kms:Encrypt",
        "kms:Decrypt",
        "kms:GenerateDataKey",
        "kms:ReEncryptFrom",
        "kms:ReEncryptTo",
        "kms:DescribeKey",
      ],
      Resource: keyArn,
    },
  ]);
}

/** Trust of the role that RDS takes for exports of this account. Exports have no ARN that a condition could name. */
export function exportTrust(accountId: string): string {
  return policyDocument([
    {
      Effect: "Allow",
      Principal: { Service: "export.rds.amazonaws.com" },
      Action: "sts:AssumeRole",
      Condition: { StringEquals: { "aws:SourceAccount": accountId } },
    },
  ]);
}

/** What the state machine does: calls the function, and writes its log and its traces, which know no resources. */
export function machinePolicy(functionArn: string): string {
  return policyDocument([
    { Sid: "CallSteps", Effect: "Allow", Action: "lambda:InvokeFunction", Resource: functionArn },
    {
      Sid: "DeliverLog",
      Effect: "Allow",
      // https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
      Action: [
        "logs:CreateLogDelivery",
        "logs:GetLogDelivery",
        "logs:UpdateLogDelivery",
        "logs:DeleteLogDelivery",
        "logs:ListLogDeliveries",
        "logs:PutResourcePolicy",
        "logs:DescribeResourcePolicies",
        "logs:DescribeLogGroups",
      ],
      Resource: "*",
    },
    {
      Sid: "WriteTraces",
      Effect: "Allow",
      // https://docs.aws.amazon.com/step-functions/latest/dg/concepts-xray-tracing.html
      Action: [
        "xray:PutTraceSegments",
        "xray:PutTelemetryRecords",
        "xray:GetSamplingRules",
        "xray:GetSamplingTargets",
      ],
      Resource: "*",
    },
  ]);
}

/**
 * What the schedule does: starts the machine, and reads what it hands over.
 *
 * @param scheduleArn of the schedule, which is known before it is made
 */
export function schedulePolicy(machineArn: string, keyArn: string, scheduleArn: string): string {
  return policyDocument([
    { Sid: "StartExtract", Effect: "Allow", Action: "states:StartExecution", Resource: machineArn },
    {
      Sid: "ReadSchedule",
      Effect: "Allow",
      // https://docs.aws.amazon.com/scheduler/latest/UserGuide/encryption-rest.html
      Action: "kms:Decrypt",
      Resource: keyArn,
      Condition: { ArnLike: { "kms:EncryptionContext:aws:scheduler:schedule:arn": scheduleArn } },
    },
  ]);
}
