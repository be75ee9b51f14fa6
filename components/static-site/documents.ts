import type { PolicyStatement } from "../private-bucket/policy-document";

/**
 * Lets one distribution, and nobody else, read a bucket through Origin Access Control.
 *
 * With `s3:ListBucket` a missing object is answered 404; without it S3 says 403, and a mistyped address looks like
 * a broken origin. The distribution's default root object keeps the listing itself out of reach.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
export function readStatements(bucketArn: string, distributionArn: string): PolicyStatement[] {
  const statement = (Sid: string, Action: string, Resource: string): PolicyStatement => ({
    Sid,
    Effect: "Allow",
    Principal: { Service: "cloudfront.amazonaws.com" },
    Action,
    Resource,
    Condition: { StringEquals: { "AWS:SourceArn": distributionArn } },
  });
  return [
    statement("DistributionReads", "s3:GetObject", `${bucketArn}/*`),
    statement("DistributionSeesMissing", "s3:ListBucket", bucketArn),
  ];
}
