/** What the payment API's pods use, in one region. */
export interface PaymentApiScope {
  /** `aws`, `aws-cn` or `aws-us-gov`. */
  partition: string;
  /** With dot: `amazonaws.com`. */
  dnsSuffix: string;
  accountId: string;
  region: string;
  globalClusterIdentifier: string;
  /** PostgreSQL role that the API logs in as. */
  databaseUser: string;
  /** Name of the secret with the header that comes through the edge. */
  originSecret: string;
  /** Alias of that secret's key, without `alias/`. */
  originSecretKey: string;
}

/**
 * What the payment API may do, as a JSON policy document: log in to the database under one name, find out which region
 * writes, and read one secret of its own region.
 *
 * The database is named for every region, because the writer may be in any: a token is made for the region of the
 * writer. The other regions' resource ids are not known here, so the name of the PostgreSQL role is the limit.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.IAMDBAuth.IAMPolicy.html
 */
export function paymentApiPolicy(scope: PaymentApiScope): string {
  const { partition, dnsSuffix, accountId, region } = scope;
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "LogIn",
        Effect: "Allow",
        Action: "rds-db:connect",
        Resource: `arn:${partition}:rds-db:*:${accountId}:dbuser:cluster-*/${scope.databaseUser}`,
      },
      {
        Sid: "FindWriter",
        Effect: "Allow",
        Action: "rds:DescribeGlobalClusters",
        Resource: `arn:${partition}:rds::${accountId}:global-cluster:${scope.globalClusterIdentifier}`,
      },
      {
        Sid: "ReadOriginHeader",
        Effect: "Allow",
        Action: ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
        // Secrets Manager ends every ARN with six characters of its own.
        Resource: `arn:${partition}:secretsmanager:${region}:${accountId}:secret:${scope.originSecret}-??????`,
      },
      {
        Sid: "DecryptOriginHeader",
        Effect: "Allow",
        Action: "kms:Decrypt",
        // The replica's key belongs to another stack: its alias is known, its id is not.
        Resource: `arn:${partition}:kms:${region}:${accountId}:key/*`,
        Condition: {
          StringEquals: { "kms:ViaService": `secretsmanager.${region}.${dnsSuffix}` },
          "ForAnyValue:StringEquals": { "kms:ResourceAliases": `alias/${scope.originSecretKey}` },
        },
      },
    ],
  });
}
