import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as iam from "@pulumi/aws/iam";
import type * as lambda from "@pulumi/aws/lambda";
import * as scheduler from "@pulumi/aws/scheduler";
import type * as sqs from "@pulumi/aws/sqs";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument, serviceTrust, statementsOf } from "../arguments/policy-statements";
import { defaults, type FunctionServiceArgs } from "./args";
import { scheduleName } from "./names";
import { scheduleStatements } from "./policies";

/** What the clock calls. */
interface Called {
  alias: lambda.Alias;
  deadLetter: sqs.Queue;
}

/** The schedules of a function, and the one role by which they call it. */
export function createSchedules(
  name: string,
  args: FunctionServiceArgs,
  { alias, deadLetter }: Called,
  parent: pulumi.Resource,
): void {
  const { region, functionName, keyArn, schedules = [] } = args;
  if (schedules.length === 0) return;
  const { role, permissions } = createRole(name, args, { alias, deadLetter }, parent);
  for (const schedule of schedules) {
    new scheduler.Schedule(
      `${name}-${schedule.name}`,
      {
        region,
        name: scheduleName(functionName, schedule.name),
        description: `Calls ${functionName}`,
        scheduleExpression: schedule.expression,
        scheduleExpressionTimezone: schedule.timezone ?? defaults.timezone,
        state: (schedule.enabled ?? true) ? "ENABLED" : "DISABLED",
        flexibleTimeWindow: { mode: "OFF" },
        kmsKeyArn: keyArn,
        target: {
          arn: alias.arn,
          roleArn: role.arn,
          input: JSON.stringify(schedule.input ?? {}),
          deadLetterConfig: { arn: deadLetter.arn },
          retryPolicy: {
            maximumEventAgeInSeconds: args.asyncMaxAgeSeconds ?? defaults.asyncMaxAgeSeconds,
            maximumRetryAttempts: args.asyncRetries ?? defaults.asyncRetries,
          },
        },
      },
      // Scheduler tries the role when a schedule is made.
      { parent, dependsOn: permissions },
    );
  }
}

function createRole(
  name: string,
  { region, functionName, keyArn }: FunctionServiceArgs,
  { alias, deadLetter }: Called,
  parent: pulumi.Resource,
): { role: iam.Role; permissions: iam.RolePolicy } {
  const { partition, dnsSuffix } = getPartitionOutput({}, { parent });
  const { accountId } = getCallerIdentityOutput({}, { parent });
  const role = new iam.Role(
    `${name}-schedule-role`,
    {
      description: `Schedules of ${functionName} in ${region}`,
      assumeRolePolicy: pulumi.all([partition, accountId]).apply(([known, account]) =>
        serviceTrust("scheduler.amazonaws.com", "scheduler", {
          partition: known,
          region,
          accountId: account,
        }),
      ),
    },
    { parent },
  );
  const scope = { region, dnsSuffix, keyArn, deadLetterArn: deadLetter.arn };
  const own = pulumi.interpolate`arn:${partition}:scheduler:${region}:${accountId}:schedule/default/${functionName}-*`;
  const permissions = new iam.RolePolicy(
    `${name}-schedule-permissions`,
    {
      role: role.name,
      name: "call",
      policy: statementsOf(scheduleStatements(scope, alias.arn, own)).apply(policyDocument),
    },
    { parent },
  );
  return { role, permissions };
}
