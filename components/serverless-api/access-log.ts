/**
 * A line of the access log: who asked for what, what they got, how long it took, and where to look further. No token, no
 * key (its id only), no body, no query: any of them may hold what must not be in a log.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
 */
const FIELDS = {
  requestId: "$context.requestId",
  extendedRequestId: "$context.extendedRequestId",
  traceId: "$context.xrayTraceId",
  time: "$context.requestTimeEpoch",
  sourceIp: "$context.identity.sourceIp",
  domainName: "$context.domainName",
  protocol: "$context.protocol",
  httpMethod: "$context.httpMethod",
  resourcePath: "$context.resourcePath",
  status: "$context.status",
  responseLength: "$context.responseLength",
  responseLatency: "$context.responseLatency",
  integrationStatus: "$context.integration.status",
  integrationLatency: "$context.integration.latency",
  authorizerStatus: "$context.authorizer.status",
  authorizerLatency: "$context.authorizer.latency",
  principalId: "$context.authorizer.principalId",
  caller: "$context.identity.caller",
  apiKeyId: "$context.identity.apiKeyId",
  firewall: "$context.waf.status",
  errorType: "$context.error.responseType",
};

/** Format of the access log: one line of JSON for each request. */
export const ACCESS_LOG_FORMAT = JSON.stringify(FIELDS);
