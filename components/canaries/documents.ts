/** Lambda runs a canary. */
export function canaryTrust(): string {
  const statement = {
    Effect: "Allow",
    Principal: { Service: "lambda.amazonaws.com" },
    Action: "sts:AssumeRole",
  };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

/** What the policy of a canary's role names. */
export interface CanaryScope {
  /** Full name of the canary. */
  canaryName: string;
  region: string;
  accountId: string;
  partition: string;
  /** The partition's, for example `amazonaws.com`. */
  dnsSuffix: string;
  bucketArn: string;
  /** Folder of the canary's runs in that bucket, with a slash at its end. */
  folder: string;
  keyArn: string;
}

/**
 * What one canary may do: leave its runs in its own folder, write its log, and count.
 *
 * Without `logs:CreateLogGroup`: Lambda would make the group without a key, and keep it for ever.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries_CanaryPermissions.html
 */
export function canaryPolicy(scope: CanaryScope): string {
  const { canaryName, region, accountId, partition, dnsSuffix, bucketArn, folder, keyArn } = scope;
  const logs = `arn:${partition}:logs:${region}:${accountId}:log-group:/aws/lambda/cwsyn-${canaryName}-*`;
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Sid: "KeepRuns", Effect: "Allow", Action: "s3:PutObject", Resource: `${bucketArn}/${folder}*` },
      { Sid: "FindBucket", Effect: "Allow", Action: "s3:GetBucketLocation", Resource: bucketArn },
      // Takes no resource; Synthetics looks the bucket's region up by it.
      { Sid: "ListBuckets", Effect: "Allow", Action: "s3:ListAllMyBuckets", Resource: "*" },
      {
        Sid: "EncryptRuns",
        Effect: "Allow",
        Action: ["kms:GenerateDataKey", "kms:Decrypt"],
        Resource: keyArn,
        Condition: { StringEquals: { "kms:ViaService": `s3.${region}.${dnsSuffix}` } },
      },
      {
        Sid: "WriteLog",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: `${logs}:*`,
      },
      {
        Sid: "Count",
        Effect: "Allow",
        Action: "cloudwatch:PutMetricData",
        Resource: "*",
        Condition: { StringEquals: { "cloudwatch:namespace": "CloudWatchSynthetics" } },
      },
    ],
  });
}
