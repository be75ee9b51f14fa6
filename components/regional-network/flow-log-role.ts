/** Who may write a flow log: VPC flow logs of this account alone. */
export function flowLogTrust(accountId: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Principal: { Service: "vpc-flow-logs.amazonaws.com" },
        // Keeps another account's flow log from writing through this role.
        // https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
        Condition: { StringEquals: { "aws:SourceAccount": accountId } },
      },
    ],
  });
}

/** What a flow log may do: write into one log group. */
export function flowLogPermissions(logGroupArn: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
        Resource: `${logGroupArn}:*`,
      },
    ],
  });
}
