/** What a rotation touches. */
export interface RotationScope {
  region: string;
  secretArn: string;
  secretKeyArn: string;
  logGroupArn: string;
  /** ARN of the key of the function's environment. */
  functionKeyArn: string;
  /** `amazonaws.com`, or that of the partition. */
  dnsSuffix: string;
}

/**
 * What a rotation takes: one secret, its key through Secrets Manager alone, and its own log. It makes passwords itself,
 * so it needs no action without a resource.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets-required-permissions-function.html
 */
export function rotationPolicy(scope: RotationScope): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "RotateSecret",
        Effect: "Allow",
        Action: [
          "secretsmanager:DescribeSecret",
          "secretsmanager:GetSecretValue",
          "secretsmanager:PutSecretValue",
          "secretsmanager:UpdateSecretVersionStage",
        ],
        Resource: scope.secretArn,
      },
      {
        Sid: "UseKeyOfSecret",
        Effect: "Allow",
        Action: ["kms:Decrypt", "kms:GenerateDataKey"],
        Resource: scope.secretKeyArn,
        Condition: {
          StringEquals: { "kms:ViaService": `secretsmanager.${scope.region}.${scope.dnsSuffix}` },
        },
      },
      {
        Sid: "ReadEnvironment",
        Effect: "Allow",
        Action: ["kms:Decrypt"],
        Resource: scope.functionKeyArn,
        Condition: { StringEquals: { "kms:ViaService": `lambda.${scope.region}.${scope.dnsSuffix}` } },
      },
      {
        Sid: "WriteLog",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: `${scope.logGroupArn}:*`,
      },
    ],
  });
}
