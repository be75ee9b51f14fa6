import { matches } from "../../policy-pack/rules/policy-documents";

/** What one of AWS's own policies allows at the most: actions in lower case, on any resource, without its conditions. */
interface Bounds {
  readonly allows: readonly string[];
  /** Of these, what it surely does not allow. */
  readonly never?: readonly string[];
}

const reading = ["*:describe*", "*:list*", "*:get*", "*:batchget*", "*:lookup*", "*:search*", "*:view*"];
/** Data and secrets, which neither of the two policies for looking around reads. */
const data = [
  "s3:getobject",
  "s3:getobjectversion",
  "secretsmanager:getsecretvalue",
  "secretsmanager:batchgetsecretvalue",
  "ssm:getparameter*",
  "kms:decrypt",
  "dynamodb:getitem",
  "dynamodb:batchgetitem",
  "dynamodb:getrecords",
  "logs:getlogevents",
  "sqs:receivemessage",
  "ecr:getauthorizationtoken",
  "sts:get*token",
];
const databaseBackup = [
  "rds:*",
  "dynamodb:*",
  "ec2:*",
  "ebs:*",
  "kms:*",
  "tag:*",
  "backup:*",
  "cloudwatch:getmetricdata",
];

/**
 * Bounds of the AWS managed policies that the systems attach, by name. A policy that is not here is taken to allow
 * everything. Source: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
const bounds: Readonly<Record<string, Bounds>> = {
  AWSBackupServiceRolePolicyForBackup: {
    allows: [
      ...databaseBackup,
      "elasticfilesystem:*",
      "fsx:*",
      "storagegateway:*",
      "states:*",
      "s3:*",
      "dsql:*",
    ],
  },
  AWSBackupServiceRolePolicyForRestores: {
    allows: [
      ...databaseBackup,
      "elasticfilesystem:*",
      "fsx:*",
      "storagegateway:*",
      "ds:*",
      "dsql:*",
      "iam:passrole",
    ],
  },
  AWSBackupServiceRolePolicyForS3Backup: {
    allows: [
      "s3:get*",
      "s3:list*",
      "s3:put*configuration",
      "s3:putbucketnotification",
      "kms:decrypt",
      "kms:describekey",
    ].concat(["events:*", "cloudwatch:getmetricdata", "backup:tagresource"]),
  },
  AWSBackupServiceRolePolicyForS3Restore: {
    allows: ["s3:get*", "s3:list*", "s3:put*", "s3:deleteobject", "s3:createbucket", "kms:decrypt"].concat([
      "kms:describekey",
      "kms:generatedatakey",
    ]),
  },
  AWSFaultInjectionSimulatorNetworkAccess: { allows: ["ec2:*"] },
  AWSLambdaENIManagementAccess: {
    allows: ["ec2:*networkinterface*", "ec2:*privateipaddresses", "ec2:describesubnets"],
  },
  AWSXrayWriteOnlyAccess: { allows: ["xray:put*", "xray:getsampling*"] },
  AmazonAPIGatewayPushToCloudWatchLogs: { allows: ["logs:*"] },
  AmazonEC2ContainerRegistryPullOnly: {
    allows: [
      "ecr:getauthorizationtoken",
      "ecr:batchgetimage",
      "ecr:getdownloadurlforlayer",
      "ecr:batchimportupstreamimage",
    ],
  },
  AmazonEKSBlockStoragePolicy: { allows: ["ec2:*"] },
  AmazonEKSClusterPolicy: {
    allows: [
      "autoscaling:*",
      "ec2:*",
      "elasticloadbalancing:*",
      "kms:describekey",
      "iam:createservicelinkedrole",
    ],
  },
  AmazonEKSComputePolicy: {
    allows: ["ec2:*", "iam:addroletoinstanceprofile", "iam:passrole", "iam:createservicelinkedrole"],
  },
  AmazonEKSLoadBalancingPolicy: {
    allows: [
      "acm:*",
      "cognito-idp:*",
      "ec2:*",
      "elasticloadbalancing:*",
      "iam:createservicelinkedrole",
    ].concat(["shield:*", "waf-regional:*", "wafv2:*"]),
  },
  AmazonEKSNetworkingPolicy: { allows: ["ec2:*"] },
  AmazonEKSWorkerNodeMinimalPolicy: { allows: ["eks-auth:assumeroleforpodidentity"] },
  AmazonRDSEnhancedMonitoringRole: { allows: ["logs:*"] },
  CloudWatchAgentServerPolicy: {
    allows: ["cloudwatch:putmetricdata", "ec2:describe*", "logs:*", "xray:*", "ssm:getparameter"],
  },
  SecurityAudit: { allows: [...reading, "rds:downloaddblogfileportion"], never: data },
  ViewOnlyAccess: { allows: reading, never: data },
};

/** Whether one of AWS's own policies can allow an action at all. */
export function mayAllow(policyArn: string, action: string): boolean {
  const known = bounds[policyArn.split("/").at(-1) as string];
  if (known === undefined) return true;
  const name = action.toLowerCase();
  const among = (patterns: readonly string[]) => patterns.some((pattern) => matches(pattern, name));
  return among(known.allows) && !among(known.never ?? []);
}

/** AWS's own policies that have bounds here. */
export const boundedPolicies: readonly string[] = Object.keys(bounds);
