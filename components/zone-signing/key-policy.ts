/**
 * Policy of a key-signing key: IAM of the account administers it, and Route 53 signs with it.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/access-control-managing-permissions.html#KMS-key-policy-for-DNSSEC
 *
 * @returns a JSON document
 */
export function signingKeyPolicy(partition: string, accountId: string): string {
  const route53 = { Service: "dnssec-route53.amazonaws.com" };
  const ownZones = {
    StringEquals: { "aws:SourceAccount": accountId },
    ArnLike: { "aws:SourceArn": `arn:${partition}:route53:::hostedzone/*` },
  };
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Account",
        Effect: "Allow",
        Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
        Action: "kms:*",
        Resource: "*",
      },
      {
        Sid: "Sign",
        Effect: "Allow",
        Principal: route53,
        Action: ["kms:DescribeKey", "kms:GetPublicKey", "kms:Sign"],
        Resource: "*",
        Condition: ownZones,
      },
      {
        Sid: "Grant",
        Effect: "Allow",
        Principal: route53,
        Action: "kms:CreateGrant",
        Resource: "*",
        Condition: { ...ownZones, Bool: { "kms:GrantIsForAWSResource": "true" } },
      },
    ],
  });
}
