import type { PolicyStatement } from "../private-bucket/policy-document";

/** Whose logs an archive takes. */
export interface DeliveryScope {
  /** `aws`, `aws-cn` or `aws-us-gov`. */
  partition: string;
  /** Twelve digits: the account whose resources are logged, and which owns the archive. */
  accountId: string;
  /** ARN of the archive's bucket. */
  bucketArn: string;
}

/**
 * Lets AWS's log delivery write into an archive, for the logs of one account in any region: CloudFront's standard
 * logs, flow logs and the other vended logs.
 *
 * The whole bucket is open to it, not `AWSLogs/` alone: a destination with a prefix writes under that prefix.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-S3.html
 */
export function deliveryStatements({ partition, accountId, bucketArn }: DeliveryScope): PolicyStatement[] {
  const principal = { Service: "delivery.logs.amazonaws.com" };
  const ofAccount = { "aws:SourceAccount": accountId };
  const fromItsLogs = { "aws:SourceArn": `arn:${partition}:logs:*:${accountId}:*` };
  return [
    {
      Sid: "LogDeliveryWrite",
      Effect: "Allow",
      Principal: principal,
      Action: "s3:PutObject",
      Resource: `${bucketArn}/*`,
      Condition: {
        StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control", ...ofAccount },
        ArnLike: fromItsLogs,
      },
    },
    {
      Sid: "LogDeliveryCheck",
      Effect: "Allow",
      Principal: principal,
      Action: ["s3:GetBucketAcl", "s3:ListBucket"],
      Resource: bucketArn,
      Condition: { StringEquals: ofAccount, ArnLike: fromItsLogs },
    },
  ];
}

/**
 * Lets Elastic Load Balancing write the logs of this account's load balancers of one region into an archive, below
 * whichever prefix they have.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 */
export function balancerStatements(scope: DeliveryScope & { region: string }): PolicyStatement[] {
  const { partition, accountId, bucketArn, region } = scope;
  return [
    {
      Sid: "LoadBalancerWrite",
      Effect: "Allow",
      Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: `${bucketArn}/*/AWSLogs/${accountId}/*`,
      Condition: {
        StringEquals: { "aws:SourceAccount": accountId },
        ArnLike: {
          "aws:SourceArn": `arn:${partition}:elasticloadbalancing:${region}:${accountId}:loadbalancer/*`,
        },
      },
    },
  ];
}
