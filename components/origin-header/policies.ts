/** What the rotation works on. */
export interface RotationScope {
  secretArn: string;
  /** Key of the secret in its own region. */
  keyArn: string;
  storeArn: string;
  logGroupArn: string;
  /** Region of the secret. */
  region: string;
}

/**
 * What the rotation may do: move the versions of one secret, and write to one store.
 *
 * @returns a JSON document
 */
export function rotationPermissions(scope: RotationScope): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Secret",
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
        Sid: "SecretKey",
        Effect: "Allow",
        Action: ["kms:Decrypt", "kms:GenerateDataKey"],
        Resource: scope.keyArn,
        Condition: {
          StringEquals: { "kms:EncryptionContext:SecretARN": scope.secretArn },
          StringLike: { "kms:ViaService": `secretsmanager.${scope.region}.*` },
        },
      },
      {
        Sid: "Edge",
        Effect: "Allow",
        Action: [
          "cloudfront-keyvaluestore:DescribeKeyValueStore",
          "cloudfront-keyvaluestore:GetKey",
          "cloudfront-keyvaluestore:PutKey",
        ],
        Resource: scope.storeArn,
      },
      {
        Sid: "Log",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: `${scope.logGroupArn}:*`,
      },
    ],
  });
}
