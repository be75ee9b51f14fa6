/** Who may be a Lambda@Edge function: Lambda, also where CloudFront has copied the function to. */
export const EDGE_TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Principal: { Service: ["lambda.amazonaws.com", "edgelambda.amazonaws.com"] },
    },
  ],
});

/**
 * What the function may do: write to its log groups. It may not create them: CloudWatch would keep those for ever, and
 * under no key of ours.
 *
 * @returns a JSON document
 */
export function logPermissions(logGroupArns: readonly string[]): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: logGroupArns.map((arn) => `${arn}:*`),
      },
    ],
  });
}
