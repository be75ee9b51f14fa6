import type { CheckName } from "./finding";

/** Why a finding of a check is right as it is. An entry that excuses nothing is an error. */
export interface Reason {
  readonly check: CheckName;
  /** Logical name of the resource that brings the document. */
  readonly document: RegExp;
  /** `Sid` of the statement; without it every statement. */
  readonly statement?: string;
  /** The finding's action, principal, resource or condition. */
  readonly subject: RegExp;
  readonly reason: string;
}

/** Something that policies name and no stack of the system makes. An entry that nothing names is an error. */
export interface Outside {
  /** ARN with wildcards. */
  readonly pattern: string;
  readonly reason: string;
}

const any = /^/;
const keyUse = /^kms:(encrypt|decrypt|reencrypt|generatedatakey|describe)\*$/;

export const reasons: readonly Reason[] = [
  {
    ...{ check: "wildcard-action", document: any, statement: "Account", subject: /^kms:\*$/ },
    reason:
      "The account's own statement of a key policy: it lets IAM policies decide. Without it nobody could administer the key. https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html",
  },
  {
    ...{ check: "wildcard-action", document: any, statement: "CloudWatchLogs", subject: keyUse },
    reason:
      "The statement of the CloudWatch Logs page, bound to log groups of the region and account by the encryption context. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
  },
  {
    ...{ check: "unknown-condition-key", document: any, statement: "CloudWatchLogs" },
    subject: /^kms:encryptioncontext:aws:logs:arn$/,
    reason:
      "Describing a key has no encryption context, so kms:Describe* is never met; it stays as CloudWatch Logs documents the statement.",
  },
  {
    ...{ check: "wildcard-action", document: any, statement: "AutoScaling", subject: keyUse },
    reason:
      "The statement of the Auto Scaling page, for its service-linked roles alone. https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html",
  },
  {
    ...{ check: "wildcard-principal", document: any, subject: /^\*$/, statement: "AutoScaling" },
    reason:
      "A service-linked role may not exist yet, and a key policy that names it by ARN is then refused: aws:PrincipalArn and kms:CallerAccount name it instead.",
  },
  {
    ...{ check: "wildcard-principal", document: any, subject: /^\*$/, statement: "AutoScalingVolumes" },
    reason: "As for AutoScaling; and a grant only on behalf of an AWS resource.",
  },
  {
    ...{ check: "wildcard-action", document: any, statement: "Notifications" },
    subject: /^kms:generatedatakey\*$/,
    reason:
      "The statement of the SNS page, for services of this account alone. https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html",
  },
  {
    ...{ check: "wildcard-action", document: any, statement: "TopicSubscriptions" },
    subject: /^kms:generatedatakey\*$/,
    reason:
      "The statement of the SQS page, for topics of this account and region alone. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html",
  },
  {
    ...{ check: "wildcard-action", document: any, statement: "LogDelivery" },
    subject: /^kms:(reencrypt|generatedatakey)\*$/,
    reason:
      "The statement of the log delivery page, for this account alone. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-S3.html",
  },
  {
    ...{ check: "wildcard-action", document: /^failover-permissions$/, statement: "Keys" },
    subject: /^kms:(generatedatakey|reencrypt)\*$/,
    reason:
      "What RDS takes to copy a snapshot under another key, and only through RDS. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.Keys.html",
  },
  {
    ...{ check: "wildcard-principal", document: /^com\.amazonaws\./, statement: "OwnPrincipals" },
    subject: /^\*$/,
    reason:
      "An endpoint's policy takes no other form; aws:PrincipalAccount names whose principals. https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html",
  },
  {
    ...{ check: "wildcard-principal", document: /\.s3$/, subject: /^\*$/, statement: "ImageLayers" },
    reason:
      "ECR hands out signed addresses in AWS's own bucket: the caller is not this account's. https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html",
  },
  {
    ...{ check: "wildcard-principal", document: /\.s3$/, subject: /^\*$/, statement: "PackageRepositories" },
    reason:
      "Amazon Linux reads its repositories without credentials. https://docs.aws.amazon.com/linux/al2023/ug/managing-repos-os-updates.html",
  },
  {
    ...{
      check: "wildcard-action",
      document: /^com\.amazonaws\./,
      statement: "OwnPrincipals",
      subject: /^\*$/,
    },
    reason:
      "The endpoint keeps other accounts' principals out; what those of this account may do is said by their roles, which are all checked here.",
  },
  {
    ...{ check: "wildcard-action", document: /^com\.amazonaws\./, statement: "OwnPrincipals" },
    subject: /^(kms:generatedatakey|xray:(put|getsampling))\*$/,
    reason: "A second fence around roles that name these actions one by one.",
  },
  {
    ...{ check: "wildcard-resource", document: /^canaries-/, statement: "Count" },
    subject: /^cloudwatch:PutMetricData$/,
    reason: "A metric has no ARN; cloudwatch:namespace bounds it to the canaries' own.",
  },
  {
    ...{ check: "wildcard-resource", document: any, statement: "SeeAlarms" },
    subject: /^cloudwatch:DescribeAlarms$/,
    reason:
      "Composite alarms are described on all alarms or not at all; it reads, in its region. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html",
  },
  {
    ...{ check: "wildcard-resource", document: any, statement: "SessionManager" },
    subject: /^ssm:UpdateInstanceInformation$/,
    reason: "An instance tells about itself; its id exists only when it does.",
  },
  {
    ...{ check: "wildcard-resource", document: any, subject: /^ecs:ListTasks$/ },
    reason: "Tasks are listed by cluster: ecs:cluster bounds it.",
  },
  {
    ...{ check: "wildcard-resource", document: /^delivery-permissions$/, statement: "WriteTaskDefinitions" },
    subject: /^ecs:RegisterTaskDefinition$/,
    reason:
      "The policy of CodePipeline's page for ECS; what a revision can do is bounded by the roles that may be passed to it. https://docs.aws.amazon.com/codepipeline/latest/userguide/how-to-custom-role.html",
  },
  {
    ...{ check: "wildcard-resource", document: /^delivery-permissions$/, statement: "TagTaskDefinitions" },
    subject: /^ecs:TagResource$/,
    reason: "Only what the same request registers, by ecs:CreateAction.",
  },
  {
    ...{ check: "wildcard-resource", document: /^extract-steps-permissions$/, statement: "Export" },
    subject: /^rds:(StartExportTask|DescribeExportTasks)$/,
    reason:
      "RDS judges an export by what it may be given: the one role that can be passed, its bucket and its key are named in the statements beside.",
  },
  {
    ...{
      check: "wildcard-resource",
      document: /^failover-permissions$/,
      statement: "Keys",
      subject: /^kms:/,
    },
    reason:
      "Keys of the other regions are known by their alias only, which kms:ResourceAliases asks for, and only through RDS.",
  },
  {
    ...{ check: "wildcard-resource", document: /^partner-gateway-permissions$/, statement: "DecryptSecrets" },
    subject: /^kms:Decrypt$/,
    reason:
      "Partners' secrets are made by people, under a key of theirs; the encryption context names the secrets, and kms:ViaService the way.",
  },
  {
    ...{ check: "wildcard-resource", document: /^payment-api-policy$/, statement: "DecryptOriginHeader" },
    subject: /^kms:Decrypt$/,
    reason:
      "The key belongs to the home region's stack and is known by its alias, which kms:ResourceAliases asks for.",
  },
  {
    ...{
      check: "wildcard-resource",
      document: /^people-operators-permissions$/,
      statement: "RestoreBackups",
    },
    subject: /^backup:Start(Copy|Restore)Job$/,
    reason:
      "Recovery points have names that AWS Backup makes; what a restore writes is bounded by the role that is passed to it.",
  },
  {
    ...{ check: "wildcard-resource", document: /^proxy-(first|second)-fleet-permissions$/ },
    ...{ statement: "TakeAddressItself", subject: /^ec2:AssociateAddress$/ },
    reason:
      "An instance takes the address itself, and its id exists only when it does; its Name tag bounds it, and one address is named beside.",
  },
  {
    ...{
      check: "wildcard-resource",
      document: /^scale-to-schedule-permissions$/,
      statement: "ScaleServices",
    },
    subject: /^application-autoscaling:RegisterScalableTarget$/,
    reason:
      "A target's ARN has a name that AWS makes; the conditions bound it to the count of tasks of ECS services.",
  },
  {
    ...{ check: "wildcard-resource", document: /^switch-[a-z0-9-]+-permissions$/, statement: "ReadDatabase" },
    subject: /^rds:Describe(DBClusters|GlobalClusters)$/,
    reason:
      "The policy of ARC's page for its database step, which looks for the member that writes. https://docs.aws.amazon.com/r53recovery/latest/dg/security_iam_region_switch_aurora.html",
  },
  {
    ...{ check: "wildcard-resource", document: /^switch-fence-permissions$/, statement: "Fence" },
    subject: /^ec2:(Create|Delete)NetworkAclEntry$/,
    reason:
      "The ACLs to close are the other region's, whose ids this stack cannot know, and default ones, which have no tags; regions and account bound it.",
  },
  {
    ...{ check: "wildcard-resource", document: /^(payment-api-policy|(catalog-task|reports)-permissions)$/ },
    subject: /^rds-db:connect$/,
    reason:
      "The writer may be in any region, with a resource id that RDS makes there: the user's name is the limit. Environments that share an account are kept apart by their networks.",
  },
  {
    ...{ check: "wildcard-resource", document: /^people-[a-z-]+-permissions$/ },
    subject: /^(ecs:(UpdateService|StopTask)|rds:(FailoverDBCluster|CreateDBClusterSnapshot)|logs:)/,
    reason: "People look after the system in each of its regions; its name in the resource is the limit.",
  },
];

export const outside: readonly Outside[] = [
  {
    pattern: "arn:aws:iam::*:role/aws-service-role/*",
    reason: "Service-linked roles are made by AWS when their service is first used.",
  },
  { pattern: "arn:aws:iam::*:user/*", reason: "People are enrolled without a deployment." },
  { pattern: "arn:aws:iam::*:mfa/*", reason: "A person's second factor is made by the person." },
  {
    pattern: "arn:aws:s3:::prod-*-starport-layer-bucket/*",
    reason:
      "AWS's bucket of image layers. https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html",
  },
  { pattern: "arn:aws:s3:::al2023-repos-*/*", reason: "AWS's repositories of Amazon Linux." },
  {
    pattern: "arn:aws:ecr:*:*:repository/secure-cart/*",
    reason: "The cart's images come from repositories that its settings name.",
  },
  {
    pattern: "arn:aws:secretsmanager:*:*:secret:cart/partners/*",
    reason: "Partners' credentials are put there by people; the settings name them.",
  },
  {
    pattern: "arn:aws:codedeploy:*:*:deploymentconfig:CodeDeployDefault.*",
    reason: "CodeDeploy's own configurations.",
  },
  { pattern: "arn:aws:rds:*:*:pg:default.*", reason: "RDS's own parameter groups." },
  {
    pattern: "arn:aws:rds:*:*:cluster*:payment-hub-*-rescue*",
    reason: "The rescue cluster and its snapshots are made by the failover documents.",
  },
  {
    pattern: "arn:aws:rds:*:*:db:payment-hub-*-rescue-1",
    reason: "The rescue cluster's instance, likewise.",
  },
];
