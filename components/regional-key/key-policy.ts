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
  Condition?: Record<string, Record<string, string>>;
}

const USE = ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"];

const statementFor: Record<KeyUser, (scope: KeyScope) => Statement> = {
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
    Statement: [account, ...unique.map((user) => statementFor[user](scope))],
  };
  return JSON.stringify(document);
}
