/**
 * Trust policy of a role that API Gateway takes. It documents no source keys for its roles; only who may pass a role of
 * this account on can hand it one.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-create-and-attach-iam-policy.html
 */
export const API_GATEWAY_TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "apigateway.amazonaws.com" } },
  ],
});

/**
 * Resource policy of an API that answers some address ranges alone.
 *
 * @param executionArn the API's, for example `arn:aws:execute-api:us-east-2:111122223333:a1b2c3`
 * @returns a JSON document
 */
export function sourcePolicy(executionArn: string, ranges: readonly string[]): string {
  const call = { Principal: "*", Action: "execute-api:Invoke", Resource: `${executionArn}/*` };
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Sid: "Callers", Effect: "Allow", ...call },
      { Sid: "Others", Effect: "Deny", ...call, Condition: { NotIpAddress: { "aws:SourceIp": ranges } } },
    ],
  });
}
