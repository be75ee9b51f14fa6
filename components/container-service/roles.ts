import type * as cloudwatch from "@pulumi/aws/cloudwatch";
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { serviceTrust, statementsOf } from "../arguments/policy-statements";
import { type ContainerServiceArgs, defaults } from "./args";
import { executionPolicy, taskPolicy } from "./policies";
import { ROLE_ENDINGS } from "./role-names";

/** The roles of a task, and what has to be there before one starts. */
export interface TaskRoles {
  /** By which ECS fetches images and secrets. */
  execution: iam.Role;
  /** Which the code takes. */
  task: iam.Role;
  permissions: pulumi.Resource[];
}

/** The trust of a role that a service of AWS takes for ECS resources of this account and region. */
export function ecsTrust(principal: string, region: string, parent: pulumi.Resource): pulumi.Output<string> {
  return pulumi
    .all([getPartitionOutput({}, { parent }), getCallerIdentityOutput({}, { parent })])
    .apply(([{ partition }, { accountId }]) =>
      serviceTrust(principal, "ecs", { partition, region, accountId }),
    );
}

export function createTaskRoles(
  name: string,
  args: ContainerServiceArgs,
  images: pulumi.Output<string[]>,
  log: cloudwatch.LogGroup,
  parent: pulumi.Resource,
): TaskRoles {
  const { region, resourceName, statements = [], secrets = {}, secretKeyArns = [] } = args;
  const assumeRolePolicy = ecsTrust("ecs-tasks.amazonaws.com", region, parent);
  const role = (which: keyof typeof ROLE_ENDINGS, description: string) =>
    new iam.Role(
      `${name}-${which}-role`,
      {
        ...(args.roleName !== undefined && { name: `${args.roleName}${ROLE_ENDINGS[which]}` }),
        description,
        assumeRolePolicy,
      },
      { parent },
    );
  const execution = role("execution", `Start of tasks of ${resourceName} in ${region}`);
  const task = role("task", `Code of ${resourceName} in ${region}`);
  const executionPermissions = new iam.RolePolicy(
    `${name}-execution-permissions`,
    {
      role: execution.name,
      name: "start",
      policy: pulumi
        .all([
          getPartitionOutput({}, { parent }),
          log.arn,
          images,
          pulumi.all(Object.values(secrets)),
          pulumi.all(secretKeyArns),
        ])
        .apply(([{ partition, dnsSuffix }, logGroupArn, all, secretArns, keys]) =>
          executionPolicy({
            partition,
            region,
            dnsSuffix,
            logGroupArn,
            images: all,
            secretArns,
            secretKeyArns: keys,
          }),
        ),
    },
    { parent },
  );
  const tracing = args.tracing ?? defaults.tracing;
  if (statements.length === 0 && !tracing) return { execution, task, permissions: [executionPermissions] };
  const policy = statementsOf(statements).apply((all) => taskPolicy(all, tracing));
  const taskPermissions = new iam.RolePolicy(
    `${name}-task-permissions`,
    { role: task.name, name: "work", policy },
    { parent },
  );
  return { execution, task, permissions: [executionPermissions, taskPermissions] };
}
