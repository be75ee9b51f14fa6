/** A statement of a resource policy, in IAM's own words. */
export interface PolicyStatement {
  /** Says what the statement is for, in letters and digits; unique in its document. */
  Sid: string;
  Effect: "Allow" | "Deny";
  Principal: "*" | Record<string, string | string[]>;
  Action: string | string[];
  Resource: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

/**
 * The policy of a private bucket: nobody in without TLS, then whatever the owner adds.
 *
 * @param bucketArn ARN of the bucket
 * @param statements the owner's statements, for this bucket only
 * @returns a JSON document
 */
export function bucketPolicy(bucketArn: string, statements: readonly PolicyStatement[]): string {
  const tlsOnly: PolicyStatement = {
    Sid: "TlsOnly",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [bucketArn, `${bucketArn}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
  return JSON.stringify({ Version: "2012-10-17", Statement: [tlsOnly, ...statements] });
}
