import { PUBLISHERS } from "../regional-key";

/**
 * The policy of a topic for people: AWS services publish for this account alone, and nobody without TLS.
 *
 * @param topicArn ARN of the topic
 * @param accountId the account that owns it
 * @returns a JSON document
 */
export function topicPolicy(topicArn: string, accountId: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Publishers",
        Effect: "Allow",
        Principal: { Service: PUBLISHERS },
        Action: "sns:Publish",
        Resource: topicArn,
        Condition: { StringEquals: { "aws:SourceAccount": accountId } },
      },
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "sns:Publish",
        Resource: topicArn,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  });
}
