import { SourceKind } from "./args";
import {
  type BucketGrant,
  type CodeDeployGrant,
  type EcsGrant,
  type PipelineGrants,
  type PipelineScope,
  policyDocument,
  type SourceGrant,
  type Statement,
  type StoreGrant,
  useKeys,
} from "./documents";

/**
 * What a pipeline may do: pass artifacts on, read its source, start its own builds, and deploy to what its stages name.
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/how-to-custom-role.html, with resources named.
 */
export function pipelinePolicy(grants: PipelineGrants): string {
  const { projectArns, services, deployments, buckets } = grants;
  return policyDocument([
    ...artifacts(grants.stores),
    source(grants.source),
    ...(projectArns.length > 0 ? [builds(projectArns)] : []),
    ...(services.length > 0 ? rollOut(grants, services) : []),
    ...(deployments.length > 0 ? startDeployments(grants, deployments) : []),
    ...(services.length + deployments.length > 0
      ? taskDefinitions(grants, [...services, ...deployments])
      : []),
    ...(buckets.length > 0 ? unpack(grants, buckets) : []),
    ...(grants.watchesAlarms ? [alarms(grants)] : []),
  ]);
}

function artifacts(stores: StoreGrant[]): Statement[] {
  return [
    {
      Sid: "PassArtifacts",
      Effect: "Allow",
      // CodePipeline sends an ACL with each object, also to buckets without ACLs.
      Action: ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject", "s3:PutObjectAcl"],
      Resource: stores.map(({ bucketArn }) => `${bucketArn}/*`),
    },
    {
      Sid: "FindBuckets",
      Effect: "Allow",
      Action: ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetBucketVersioning"],
      Resource: stores.map(({ bucketArn }) => bucketArn),
    },
    useKeys(stores.map(({ keyArn }) => keyArn)),
  ];
}

function source({ kind, arn }: SourceGrant): Statement {
  const actions: Record<SourceKind, string[]> = {
    // The service has a newer and an older name; the ARN says under which of them its connection was made.
    [SourceKind.Connection]: [`${arn.split(":")[2]}:UseConnection`],
    [SourceKind.CodeCommit]: [
      "codecommit:CancelUploadArchive",
      "codecommit:GetBranch",
      "codecommit:GetCommit",
      "codecommit:GetRepository",
      "codecommit:GetUploadArchiveStatus",
      "codecommit:UploadArchive",
    ],
    [SourceKind.Image]: ["ecr:DescribeImages"],
  };
  return { Sid: "ReadSource", Effect: "Allow", Action: actions[kind], Resource: arn };
}

function builds(projectArns: string[]): Statement {
  return {
    Sid: "RunBuilds",
    Effect: "Allow",
    Action: ["codebuild:BatchGetBuilds", "codebuild:StartBuild"],
    Resource: projectArns,
  };
}

function rollOut(scope: PipelineScope, services: EcsGrant[]): Statement[] {
  const ecs = (region: string, resource: string) =>
    `arn:${scope.partition}:ecs:${region}:${scope.accountId}:${resource}`;
  return [
    {
      Sid: "RollOut",
      Effect: "Allow",
      Action: ["ecs:DescribeServices", "ecs:DescribeTasks", "ecs:UpdateService"],
      Resource: [
        ...new Set(
          services.flatMap(({ region, clusterName, serviceName }) => [
            ecs(region, `service/${clusterName}/${serviceName}`),
            ecs(region, `task/${clusterName}/*`),
          ]),
        ),
      ],
    },
    {
      Sid: "ListTasks",
      Effect: "Allow",
      // Takes no service as its resource, only a cluster as its condition.
      Action: "ecs:ListTasks",
      Resource: "*",
      Condition: {
        ArnEquals: {
          "ecs:cluster": [...new Set(services.map((one) => ecs(one.region, `cluster/${one.clusterName}`)))],
        },
      },
    },
  ];
}

function startDeployments(scope: PipelineScope, deployments: CodeDeployGrant[]): Statement[] {
  const arn = (region: string, resource: string) =>
    `arn:${scope.partition}:codedeploy:${region}:${scope.accountId}:${resource}`;
  return [
    {
      Sid: "StartDeployments",
      Effect: "Allow",
      Action: [
        "codedeploy:CreateDeployment",
        "codedeploy:GetApplication",
        "codedeploy:GetApplicationRevision",
        "codedeploy:GetDeployment",
        "codedeploy:RegisterApplicationRevision",
      ],
      Resource: deployments.flatMap(({ region, applicationName, deploymentGroupName }) => [
        arn(region, `application:${applicationName}`),
        arn(region, `deploymentgroup:${applicationName}/${deploymentGroupName}`),
      ]),
    },
    {
      Sid: "SeeDeploymentConfigurations",
      Effect: "Allow",
      Action: "codedeploy:GetDeploymentConfig",
      Resource: [
        ...new Set(deployments.map(({ region }) => arn(region, "deploymentconfig:CodeDeployDefault.*"))),
      ],
    },
  ];
}

/** Both ways to ECS write a revision of a task definition, and hand its roles to the tasks. */
function taskDefinitions(
  scope: PipelineScope,
  targets: { region: string; taskRoleArns: string[] }[],
): Statement[] {
  const regions = [...new Set(targets.map(({ region }) => region))];
  return [
    {
      Sid: "WriteTaskDefinitions",
      Effect: "Allow",
      // ECS knows a task definition's ARN only once it is registered; the roles below bound what it can do.
      Action: ["ecs:DescribeTaskDefinition", "ecs:RegisterTaskDefinition"],
      Resource: "*",
      Condition: { StringEquals: { "aws:RequestedRegion": regions } },
    },
    {
      Sid: "TagTaskDefinitions",
      Effect: "Allow",
      Action: "ecs:TagResource",
      Resource: regions.map(
        (region) => `arn:${scope.partition}:ecs:${region}:${scope.accountId}:task-definition/*`,
      ),
      Condition: { StringEquals: { "ecs:CreateAction": "RegisterTaskDefinition" } },
    },
    {
      Sid: "PassTaskRoles",
      Effect: "Allow",
      Action: "iam:PassRole",
      Resource: [...new Set(targets.flatMap(({ taskRoleArns }) => taskRoleArns))],
      Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
    },
  ];
}

function unpack({ partition }: PipelineScope, buckets: BucketGrant[]): Statement[] {
  const arn = (name: string) => `arn:${partition}:s3:::${name}`;
  return [
    {
      Sid: "Unpack",
      Effect: "Allow",
      Action: ["s3:PutObject", "s3:PutObjectAcl"],
      Resource: buckets.map(({ bucketName, keyPrefix }) => `${arn(bucketName)}/${keyPrefix}*`),
    },
    {
      Sid: "FindDeployBuckets",
      Effect: "Allow",
      Action: ["s3:GetBucketLocation", "s3:GetBucketVersioning"],
      Resource: buckets.map(({ bucketName }) => arn(bucketName)),
    },
    {
      Sid: "EncryptUnpacked",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: [...new Set(buckets.map(({ keyArn }) => keyArn))],
    },
  ];
}

/** CloudWatch judges a look at alarms by all of the region's, whichever are asked for. */
function alarms({ partition, region, accountId }: PipelineScope): Statement {
  return {
    Sid: "SeeAlarms",
    Effect: "Allow",
    Action: "cloudwatch:DescribeAlarms",
    Resource: `arn:${partition}:cloudwatch:${region}:${accountId}:alarm:*`,
  };
}
