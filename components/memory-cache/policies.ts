/**
 * Lets a role connect to one cache as one of its users.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html
 *
 * @returns a JSON document
 */
export function connectPolicy(replicationGroupArn: string, userArn: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "ConnectToCache",
        Effect: "Allow",
        Action: "elasticache:Connect",
        Resource: [replicationGroupArn, userArn],
      },
    ],
  });
}
