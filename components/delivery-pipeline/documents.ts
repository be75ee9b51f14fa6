import type { SourceKind } from "./args";

/** Where a pipeline is. */
export interface PipelineScope {
  /** `aws`, `aws-cn` or `aws-us-gov`. */
  partition: string;
  accountId: string;
  region: string;
}

/** A region's artifact bucket and its key. */
export interface StoreGrant {
  bucketArn: string;
  keyArn: string;
}

/** What the source is, by its ARN. */
export interface SourceGrant {
  kind: SourceKind;
  arn: string;
}

/** A service that the pipeline rolls out to. */
export interface EcsGrant {
  region: string;
  clusterName: string;
  serviceName: string;
  taskRoleArns: string[];
}

/** A deployment group whose deployments the pipeline starts. */
export interface CodeDeployGrant {
  region: string;
  applicationName: string;
  deploymentGroupName: string;
  taskRoleArns: string[];
}

/** A bucket that the pipeline unpacks into. */
export interface BucketGrant {
  bucketName: string;
  keyPrefix: string;
  keyArn: string;
}

/** All that a pipeline does by itself. */
export interface PipelineGrants extends PipelineScope {
  stores: StoreGrant[];
  source: SourceGrant;
  projectArns: string[];
  services: EcsGrant[];
  deployments: CodeDeployGrant[];
  buckets: BucketGrant[];
  watchesAlarms: boolean;
}

export interface Statement {
  Sid: string;
  Effect: "Allow";
  Action: string | string[];
  Resource: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

export const policyDocument = (statements: Statement[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

/** A service takes a role for one of this account's resources alone. */
export function serviceTrust(service: string, accountId: string, sourceArn: string): string {
  const statement = {
    Effect: "Allow",
    Principal: { Service: service },
    Action: "sts:AssumeRole",
    Condition: { StringEquals: { "aws:SourceAccount": accountId }, ArnLike: { "aws:SourceArn": sourceArn } },
  };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

/** What the rule that starts a pipeline may do. */
export function startPolicy(pipelineArn: string): string {
  return policyDocument([
    { Sid: "Start", Effect: "Allow", Action: "codepipeline:StartPipelineExecution", Resource: pipelineArn },
  ]);
}

/** For people who approve: they see the pipeline, and answer the approvals that are named. */
export function approverPolicy(pipelineArn: string, approvals: readonly string[]): string {
  return policyDocument([
    {
      Sid: "SeePipeline",
      Effect: "Allow",
      Action: [
        "codepipeline:GetPipeline",
        "codepipeline:GetPipelineState",
        "codepipeline:GetPipelineExecution",
        "codepipeline:ListPipelineExecutions",
      ],
      Resource: pipelineArn,
    },
    {
      Sid: "Approve",
      Effect: "Allow",
      Action: "codepipeline:PutApprovalResult",
      Resource: approvals.map((approval) => `${pipelineArn}/${approval}`),
    },
  ]);
}

/** Keys that what runs in the pipeline encrypts and reads artifacts with. */
export function useKeys(keyArns: string[]): Statement {
  return {
    Sid: "UseArtifactKeys",
    Effect: "Allow",
    Action: [
      "kms:Decrypt",
      "kms:DescribeKey",
      "kms:Encrypt",
      "kms:GenerateDataKey",
      "kms:ReEncryptFrom",
      "kms:ReEncryptTo",
    ],
    Resource: keyArns,
  };
}

/**
 * The rule over pull requests of a branch.
 * https://docs.aws.amazon.com/codecommit/latest/userguide/approval-rule-templates.html
 */
export function approvalRule(branch: string, needed: number, members: readonly string[]): string {
  return JSON.stringify({
    Version: "2018-11-08",
    DestinationReferences: [`refs/heads/${branch}`],
    Statements: [
      {
        Type: "Approvers",
        NumberOfApprovalsNeeded: needed,
        ...(members.length > 0 && { ApprovalPoolMembers: members }),
      },
    ],
  });
}
