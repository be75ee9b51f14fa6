import * as pulumi from "@pulumi/pulumi";
import type { PolicyStatement } from "../arguments/policy-statements";
import { consumeStatements, sendStatements } from "../messaging/policies";

/** What the policies of a function name. */
export interface FunctionScope {
  region: string;
  /** `amazonaws.com`, or that of the partition. */
  dnsSuffix: pulumi.Input<string>;
  /** Key of environment, log and dead-letter queue. */
  keyArn: pulumi.Input<string>;
  deadLetterArn: pulumi.Input<string>;
}

/** A queue that a function reads. */
interface ReadQueue {
  name: string;
  queueArn: pulumi.Input<string>;
  queueKeyArn: pulumi.Input<string>;
}

/**
 * What a function's role may do besides what its code needs: write its log and its traces, read its environment, leave what
 * it failed at in its dead-letter queue, and receive from its queues.
 */
export function functionStatements(
  scope: FunctionScope,
  logGroupArn: pulumi.Input<string>,
  queues: readonly ReadQueue[],
): PolicyStatement[] {
  const { region, dnsSuffix, keyArn } = scope;
  return [
    {
      sid: "WriteLog",
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [pulumi.interpolate`${logGroupArn}:*`],
    },
    {
      sid: "WriteTraces",
      // Neither knows resources. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html
      actions: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"],
      resources: ["*"],
    },
    {
      sid: "ReadEnvironment",
      actions: ["kms:Decrypt"],
      resources: [keyArn],
      conditions: { StringEquals: { "kms:ViaService": pulumi.interpolate`lambda.${region}.${dnsSuffix}` } },
    },
    ...deadLetterStatements(scope),
    ...queues.flatMap(({ name, queueArn, queueKeyArn }) =>
      consumeStatements({ name, arn: queueArn, keyArn: queueKeyArn, region, dnsSuffix }),
    ),
  ];
}

/**
 * What a function's schedules may do: call its alias, read what they hand over, and leave what never arrived in the
 * dead-letter queue.
 *
 * @param scheduleArns with `*` for any characters
 */
export function scheduleStatements(
  scope: FunctionScope,
  aliasArn: pulumi.Input<string>,
  scheduleArns: pulumi.Input<string>,
): PolicyStatement[] {
  return [
    { sid: "Call", actions: ["lambda:InvokeFunction"], resources: [aliasArn] },
    // https://docs.aws.amazon.com/scheduler/latest/UserGuide/encryption-rest.html
    {
      sid: "ReadSchedule",
      actions: ["kms:Decrypt"],
      resources: [scope.keyArn],
      conditions: { ArnLike: { "kms:EncryptionContext:aws:scheduler:schedule:arn": scheduleArns } },
    },
    ...deadLetterStatements(scope),
  ];
}

function deadLetterStatements({ deadLetterArn, ...scope }: FunctionScope): PolicyStatement[] {
  return sendStatements({ ...scope, name: "dead-letter", arn: deadLetterArn });
}
