/** What duties are limited to. */
export interface DutyScope {
  partition: string;
  accountId: string;
  /** Start of the system's names in every region. */
  prefix: string;
  /** ARN of the database's administrator secret, and of its key. */
  secretArn: string;
  secretKeyArn: string;
  /** ARN of the pipeline. */
  pipelineArn: string;
}

type Statement = Record<string, unknown>;

const document = (...Statement: Statement[]): string => JSON.stringify({ Version: "2012-10-17", Statement });

/** Operators see everything, and restart, scale and release this system. */
export function operatorsPolicy({ partition, accountId, prefix, pipelineArn }: DutyScope): string {
  const arn = (service: string, rest: string) => `arn:${partition}:${service}:*:${accountId}:${rest}`;
  return document(
    {
      Sid: "OperateServices",
      Effect: "Allow",
      Action: ["ecs:UpdateService", "ecs:StopTask"],
      Resource: [arn("ecs", `service/${prefix}/*`), arn("ecs", `task/${prefix}/*`)],
    },
    {
      Sid: "Release",
      Effect: "Allow",
      Action: "codepipeline:StartPipelineExecution",
      Resource: pipelineArn,
    },
    {
      // Stages and the actions in them have ARNs of their own, below the pipeline's.
      Sid: "ApproveRelease",
      Effect: "Allow",
      Action: [
        "codepipeline:PutApprovalResult",
        "codepipeline:RetryStageExecution",
        "codepipeline:RollbackStage",
      ],
      Resource: `${pipelineArn}/*`,
    },
    {
      Sid: "RestoreBackups",
      Effect: "Allow",
      Action: ["backup:StartRestoreJob", "backup:StartCopyJob"],
      Resource: [arn("backup", `recovery-point:*`), arn("rds", `cluster-snapshot:awsbackup:*`)],
    },
  );
}

/** Developers see what runs and read its logs; nothing of the data. */
export function developersPolicy({ partition, accountId, prefix }: DutyScope): string {
  const groups = [`/ecs/${prefix}-*`, `/aws/codebuild/${prefix}*`].map(
    (group) => `arn:${partition}:logs:*:${accountId}:log-group:${group}`,
  );
  return document({
    Sid: "ReadLogs",
    Effect: "Allow",
    Action: ["logs:FilterLogEvents", "logs:GetLogEvents", "logs:StartQuery", "logs:GetQueryResults"],
    Resource: groups.flatMap((group) => [group, `${group}:*`]),
  });
}

/** Database administrators read one secret and look after clusters of this system. */
export function databasePolicy({ partition, accountId, prefix, secretArn, secretKeyArn }: DutyScope): string {
  const clusters = `arn:${partition}:rds:*:${accountId}:cluster:${prefix}-*`;
  return document(
    {
      Sid: "ReadAdministratorSecret",
      Effect: "Allow",
      Action: ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
      Resource: secretArn,
    },
    {
      Sid: "DecryptAdministratorSecret",
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: secretKeyArn,
      Condition: { StringLike: { "kms:ViaService": "secretsmanager.*.amazonaws.com" } },
    },
    {
      Sid: "LookAfterClusters",
      Effect: "Allow",
      Action: ["rds:FailoverDBCluster", "rds:CreateDBClusterSnapshot"],
      Resource: [clusters, `arn:${partition}:rds:*:${accountId}:cluster-snapshot:${prefix}-*`],
    },
  );
}
