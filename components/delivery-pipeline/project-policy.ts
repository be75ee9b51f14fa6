import { type PipelineScope, policyDocument, type Statement, useKeys } from "./documents";

/** All that the builds of one project do. */
export interface ProjectGrants extends PipelineScope {
  projectName: string;
  bucketArn: string;
  keyArn: string;
  logGroupArn: string;
  reportGroupArns: string[];
  /** Repositories that it pushes to; empty for projects that build no images. */
  repositoryArns: string[];
  readsTaskDefinitions: boolean;
  secrets: { secretArn: string; keyArn?: string }[];
  /** The function that it deploys. */
  deploys?: FunctionGrant;
}

/** A function, and the deployment group that moves its alias. */
export interface FunctionGrant {
  region: string;
  functionArn: string;
  applicationName: string;
  deploymentGroupName: string;
}

/** What the builds of one project may do: write their log, read and write artifacts, and what their task asks for. */
export function projectPolicy(grants: ProjectGrants): string {
  const { bucketArn, keyArn, reportGroupArns, repositoryArns, secrets } = grants;
  return policyDocument([
    {
      Sid: "WriteLog",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: `${grants.logGroupArn}:*`,
    },
    {
      Sid: "PassArtifacts",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"],
      Resource: `${bucketArn}/*`,
    },
    useKeys([keyArn]),
    ...(reportGroupArns.length > 0 ? [reports(reportGroupArns)] : []),
    ...(repositoryArns.length > 0 ? push(repositoryArns) : []),
    ...(grants.readsTaskDefinitions ? [readTaskDefinitions(grants)] : []),
    ...(secrets.length > 0 ? readSecrets(secrets) : []),
    ...(grants.deploys === undefined ? [] : deployFunction(grants, grants.deploys)),
  ]);
}

function reports(arns: string[]): Statement {
  return {
    Sid: "WriteReports",
    Effect: "Allow",
    Action: [
      "codebuild:BatchPutCodeCoverages",
      "codebuild:BatchPutTestCases",
      "codebuild:CreateReport",
      "codebuild:UpdateReport",
    ],
    Resource: arns,
  };
}

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html, and a look at the findings of the scan. */
function push(repositoryArns: string[]): Statement[] {
  return [
    {
      Sid: "PushImages",
      Effect: "Allow",
      Action: [
        "ecr:BatchCheckLayerAvailability",
        "ecr:BatchGetImage",
        "ecr:CompleteLayerUpload",
        "ecr:DescribeImageScanFindings",
        "ecr:DescribeImages",
        "ecr:GetDownloadUrlForLayer",
        "ecr:InitiateLayerUpload",
        "ecr:PutImage",
        "ecr:UploadLayerPart",
      ],
      Resource: repositoryArns,
    },
    // Takes no resource.
    { Sid: "SignIn", Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: "*" },
  ];
}

function readTaskDefinitions({ region }: PipelineScope): Statement {
  return {
    Sid: "ReadTaskDefinitions",
    Effect: "Allow",
    // Takes no resource.
    Action: "ecs:DescribeTaskDefinition",
    Resource: "*",
    Condition: { StringEquals: { "aws:RequestedRegion": region } },
  };
}

function readSecrets(secrets: ProjectGrants["secrets"]): Statement[] {
  const keys = [...new Set(secrets.flatMap(({ keyArn }) => (keyArn === undefined ? [] : [keyArn])))];
  return [
    {
      Sid: "ReadSecrets",
      Effect: "Allow",
      Action: "secretsmanager:GetSecretValue",
      Resource: [...new Set(secrets.map(({ secretArn }) => secretArn))],
    },
    ...(keys.length > 0
      ? [{ Sid: "UseSecretKeys", Effect: "Allow" as const, Action: "kms:Decrypt", Resource: keys }]
      : []),
  ];
}

function deployFunction({ partition, accountId }: PipelineScope, target: FunctionGrant): Statement[] {
  const { region, functionArn, applicationName, deploymentGroupName } = target;
  const codedeploy = `arn:${partition}:codedeploy:${region}:${accountId}`;
  return [
    {
      Sid: "PublishVersion",
      Effect: "Allow",
      Action: [
        "lambda:GetAlias",
        "lambda:GetFunctionConfiguration",
        "lambda:PublishVersion",
        "lambda:UpdateFunctionCode",
      ],
      Resource: [functionArn, `${functionArn}:*`],
    },
    {
      Sid: "MoveAlias",
      Effect: "Allow",
      Action: [
        "codedeploy:CreateDeployment",
        "codedeploy:GetApplicationRevision",
        "codedeploy:GetDeployment",
        "codedeploy:RegisterApplicationRevision",
      ],
      Resource: [
        `${codedeploy}:application:${applicationName}`,
        `${codedeploy}:deploymentgroup:${applicationName}/${deploymentGroupName}`,
      ],
    },
    {
      Sid: "SeeDeploymentConfigurations",
      Effect: "Allow",
      Action: "codedeploy:GetDeploymentConfig",
      Resource: `${codedeploy}:deploymentconfig:CodeDeployDefault.*`,
    },
  ];
}
