/**
 * Lets Route 53 write the queries of one zone to one log group.
 *
 * @returns a JSON document
 */
export function deliveryPolicy(
  logGroupArn: string,
  zoneId: string,
  partition: string,
  accountId: string,
): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Route53QueryLog",
        Effect: "Allow",
        Principal: { Service: "route53.amazonaws.com" },
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: `${logGroupArn}:*`,
        Condition: {
          ArnLike: { "aws:SourceArn": `arn:${partition}:route53:::hostedzone/${zoneId}` },
          StringEquals: { "aws:SourceAccount": accountId },
        },
      },
    ],
  });
}
