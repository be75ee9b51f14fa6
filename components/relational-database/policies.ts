/** A user of a database who comes with a token of IAM. */
export interface DatabaseUser {
  /** `aws`, `aws-cn` or `aws-us-gov`. */
  partition: string;
  region: string;
  /** Twelve digits. */
  accountId: string;
  /** Resource id of cluster or instance, for example `cluster-ABCDEFGHIJKL`. */
  resourceId: string;
  /** Name in the database, with `rds_iam` granted (PostgreSQL) or identified with AWSAuthenticationPlugin (MySQL). */
  user: string;
}

/**
 * Lets a role connect as one user of one database.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.IAMPolicy.html
 *
 * @returns a JSON document
 */
export function connectPolicy({ partition, region, accountId, resourceId, user }: DatabaseUser): string {
  const Resource = `arn:${partition}:rds-db:${region}:${accountId}:dbuser:${resourceId}/${user}`;
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Sid: "ConnectToDatabase", Effect: "Allow", Action: "rds-db:connect", Resource }],
  });
}
