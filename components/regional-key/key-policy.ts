/** An AWS service that may use a key on behalf of the account that owns the key. */
export enum KeyUser {
  /** CloudWatch Logs: log groups of the key's region and account. */
  CloudWatchLogs = "cloudwatch-logs",
  /** CloudFront: distributions of the account, reading objects through Origin Access Control. */
  CloudFront = "cloudfront",
  /** CloudWatch vended logs, for example CloudFront's standard logs, on their way to a bucket. */
  LogDelivery = "log-delivery",
  /** The services that publish to an encrypted topic: alarms, events, backups, budgets and cost alerts. */
  Notifications = "notifications",
  /** EC2 Auto Scaling: volumes of the instances that groups of the account start, on Spot too. */
  AutoScaling = "auto-scaling",
  /** Fargate: ephemeral storage of the tasks of the account's clusters. */
  Fargate = "fargate",
  /** SNS, handing messages of the account's topics over to encrypted queues. */
  TopicSubscriptions = "topic-subscriptions",
}

/** Services whose messages a topic for people takes. */
export const PUBLISHERS = ["cloudwatch", "events", "backup", "budgets", "costalerts"].map(
  (service) => `${service}.amazonaws.com`,
);

/** What a key policy depends on besides the services that use the key. */
export interface KeyScope {
  /** `aws`, `aws-cn` or `aws-us-gov`. */
  partition: string;
  /** Twelve digits. */
  accountId: string;
  /** Region that holds the key. */
  region: string;
}

interface Statement {
  Sid: string;
  Effect: "Allow";
  Principal: Record<string, string | string[]>;
  Action: string | string[];
  Resource: "*";
  Condition?: Record<string, Record<string, string | string[]>>;
}

const USE = ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"];

const statementFor: Record<KeyUser, (scope: KeyScope) => Statement | Statement[]> = {
  // CloudWatch Logs sends no aws:SourceAccount; the encryption context binds the grant to our log groups.
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
  [KeyUser.CloudWatchLogs]: ({ partition, accountId, region }) => ({
    Sid: "CloudWatchLogs",
    Effect: "Allow",
    Principal: { Service: `logs.${region}.amazonaws.com` },
    Action: USE,
    Resource: "*",
    Condition: {
      ArnLike: { "kms:EncryptionContext:aws:logs:arn": `arn:${partition}:logs:${region}:${accountId}:*` },
    },
  }),
  // Any distribution of the account: naming one would make the key wait for the distribution that waits for
  // the bucket that waits for the key.
  [KeyUser.CloudFront]: ({ partition, accountId }) => ({
    Sid: "CloudFront",
    Effect: "Allow",
    Principal: { Service: "cloudfront.amazonaws.com" },
    Action: "kms:Decrypt",
    Resource: "*",
    Condition: {
      StringEquals: { "aws:SourceAccount": accountId },
      ArnLike: { "aws:SourceArn": `arn:${partition}:cloudfront::${accountId}:distribution/*` },
    },
  }),
  [KeyUser.LogDelivery]: ({ accountId }) => ({
    Sid: "LogDelivery",
    Effect: "Allow",
    Principal: { Service: "delivery.logs.amazonaws.com" },
    Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
    Resource: "*",
    Condition: { StringEquals: { "aws:SourceAccount": accountId } },
  }),
  // https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
  [KeyUser.Notifications]: ({ accountId }) => ({
    Sid: "Notifications",
    Effect: "Allow",
    Principal: { Service: PUBLISHERS },
    Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
    Resource: "*",
    Condition: { StringEquals: { "aws:SourceAccount": accountId } },
  }),
  // https://docs.aws.amazon.com/sns/latest/dg/sns-enable-encryption-for-topic-sqs-queue-subscriptions.html
  [KeyUser.TopicSubscriptions]: ({ partition, accountId, region }) => ({
    Sid: "TopicSubscriptions",
    Effect: "Allow",
    Principal: { Service: "sns.amazonaws.com" },
    Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
    Resource: "*",
    Condition: {
      StringEquals: { "aws:SourceAccount": accountId },
      ArnLike: { "aws:SourceArn": `arn:${partition}:sns:${region}:${accountId}:*` },
    },
  }),
  // The service-linked roles of the account. They are named in a condition: KMS refuses a policy whose principal does not
  // exist, and an account has these roles only once it has had its first group and its first Spot instance.
  // https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html
  [KeyUser.AutoScaling]: ({ partition, accountId }): Statement[] => {
    const roles = [
      "autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling",
      "spot.amazonaws.com/AWSServiceRoleForEC2Spot",
    ].map((role) => `arn:${partition}:iam::${accountId}:role/aws-service-role/${role}`);
    const own = {
      StringEquals: { "kms:CallerAccount": accountId },
      ArnEquals: { "aws:PrincipalArn": roles },
    };
    const shared = { Effect: "Allow", Principal: { AWS: "*" }, Resource: "*" } as const;
    return [
      { Sid: "AutoScaling", ...shared, Action: USE, Condition: own },
      {
        Sid: "AutoScalingVolumes",
        ...shared,
        Action: "kms:CreateGrant",
        Condition: { ...own, Bool: { "kms:GrantIsForAWSResource": "true" } },
      },
    ];
  },
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-create-storage-key.html
  [KeyUser.Fargate]: ({ accountId }): Statement[] => {
    const own = { "kms:EncryptionContext:aws:ecs:clusterAccount": accountId };
    const shared = {
      Effect: "Allow",
      Principal: { Service: "fargate.amazonaws.com" },
      Resource: "*",
    } as const;
    return [
      {
        Sid: "Fargate",
        ...shared,
        Action: "kms:GenerateDataKeyWithoutPlaintext",
        Condition: { StringEquals: own },
      },
      {
        Sid: "FargateStorage",
        ...shared,
        Action: "kms:CreateGrant",
        Condition: {
          StringEquals: own,
          "ForAllValues:StringEquals": { "kms:GrantOperations": ["Decrypt"] },
        },
      },
    ];
  },
};

/**
 * The policy of a customer-managed key: IAM of the owning account decides who administers and uses it, and the
 * named services may use it for that account alone.
 *
 * @returns a JSON document. The account's root principal is kept, or the key could never be administered again
 * (AWS refuses such a policy: MalformedPolicyDocumentException).
 */
export function keyPolicy(scope: KeyScope, users: readonly KeyUser[]): string {
  const account: Statement = {
    Sid: "Account",
    Effect: "Allow",
    Principal: { AWS: `arn:${scope.partition}:iam::${scope.accountId}:root` },
    Action: "kms:*",
    Resource: "*",
  };
  const unique = [...new Set(users)].sort();
  const document = {
    Version: "2012-10-17",
    Statement: [account, ...unique.flatMap((user) => statementFor[user](scope))],
  };
  return JSON.stringify(document);
}
