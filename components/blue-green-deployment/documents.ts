/** What the documents of a deployment group name. */
export interface DeploymentScope {
  /** `aws`, `aws-cn` or `aws-us-gov`. */
  partition: string;
  accountId: string;
  region: string;
}

/** What an ECS deployment touches. */
export interface EcsDeploymentScope extends DeploymentScope {
  clusterName: string;
  serviceName: string;
  listenerArns: string[];
  taskRoleArns: string[];
  hookFunctionArns: string[];
}

/** What a Lambda deployment touches. */
export interface LambdaDeploymentScope extends DeploymentScope {
  functionArn: string;
  hookFunctionArns: string[];
}

interface Statement {
  Sid: string;
  Effect: "Allow";
  Action: string | string[];
  Resource: string | string[];
  Condition?: Record<string, Record<string, string>>;
}

const document = (statements: Statement[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

/**
 * CodeDeploy takes the role for one deployment group.
 * https://docs.aws.amazon.com/codedeploy/latest/userguide/security_confused_deputy.html
 */
export function deploymentTrust(scope: DeploymentScope, application: string, group: string): string {
  const { partition, region, accountId } = scope;
  const statement = {
    Effect: "Allow",
    Principal: { Service: "codedeploy.amazonaws.com" },
    Action: "sts:AssumeRole",
    Condition: {
      StringEquals: { "aws:SourceAccount": accountId },
      ArnLike: {
        "aws:SourceArn": `arn:${partition}:codedeploy:${region}:${accountId}:deploymentgroup:${application}/${group}`,
      },
    },
  };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

/**
 * What an ECS deployment may do: replace the task sets of one service, and move the requests of its listeners.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCodeDeployRoleForECS.html, with resources named.
 */
export function ecsDeploymentPolicy(scope: EcsDeploymentScope): string {
  const { partition, region, accountId, clusterName, serviceName } = scope;
  const ecs = `arn:${partition}:ecs:${region}:${accountId}`;
  return document([
    {
      Sid: "ReplaceTasks",
      Effect: "Allow",
      Action: [
        "ecs:DescribeServices",
        "ecs:CreateTaskSet",
        "ecs:UpdateServicePrimaryTaskSet",
        "ecs:DeleteTaskSet",
      ],
      Resource: [
        `${ecs}:service/${clusterName}/${serviceName}`,
        `${ecs}:task-set/${clusterName}/${serviceName}/*`,
      ],
    },
    {
      Sid: "PassTaskRoles",
      Effect: "Allow",
      Action: "iam:PassRole",
      Resource: scope.taskRoleArns,
      Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
    },
    {
      Sid: "MoveRequests",
      Effect: "Allow",
      Action: ["elasticloadbalancing:ModifyListener", "elasticloadbalancing:ModifyRule"],
      Resource: scope.listenerArns.flatMap((arn) => [
        arn,
        `${arn.replace(":listener/", ":listener-rule/")}/*`,
      ]),
    },
    {
      Sid: "SeeLoadBalancers",
      Effect: "Allow",
      // Elastic Load Balancing takes no resource for any of these.
      Action: [
        "elasticloadbalancing:DescribeListeners",
        "elasticloadbalancing:DescribeRules",
        "elasticloadbalancing:DescribeTargetGroups",
      ],
      Resource: "*",
    },
    seeAlarms(scope),
    ...callHooks(scope.hookFunctionArns),
  ]);
}

/** What a Lambda deployment may do: move the aliases of one function. */
export function lambdaDeploymentPolicy(scope: LambdaDeploymentScope): string {
  const { functionArn } = scope;
  return document([
    {
      Sid: "MoveAlias",
      Effect: "Allow",
      Action: ["lambda:GetAlias", "lambda:UpdateAlias", "lambda:GetProvisionedConcurrencyConfig"],
      Resource: [functionArn, `${functionArn}:*`],
    },
    seeAlarms(scope),
    ...callHooks(scope.hookFunctionArns),
  ]);
}

/** CloudWatch judges a look at alarms by all of the region's, whichever are asked for. */
function seeAlarms({ partition, region, accountId }: DeploymentScope): Statement {
  return {
    Sid: "SeeAlarms",
    Effect: "Allow",
    Action: "cloudwatch:DescribeAlarms",
    Resource: `arn:${partition}:cloudwatch:${region}:${accountId}:alarm:*`,
  };
}

function callHooks(arns: string[]): Statement[] {
  if (arns.length === 0) return [];
  return [{ Sid: "CallHooks", Effect: "Allow", Action: "lambda:InvokeFunction", Resource: arns }];
}
