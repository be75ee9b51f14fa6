import type { ProxyEvent, ProxyResult } from "../../workloads/lambda/proxy";

/** A request as API Gateway hands it to a function. */
export function proxyEvent(
  method: string,
  resource: string,
  given: Partial<Omit<ProxyEvent, "body">> & { body?: unknown; customer?: string } = {},
): ProxyEvent {
  const { body, customer = "https://issuer.example|alice", ...rest } = given;
  const parameters = Object.entries(rest.pathParameters ?? {});
  return {
    httpMethod: method,
    resource,
    path: parameters.reduce((path, [name, value]) => path.replace(`{${name}}`, value ?? ""), resource),
    headers: body === undefined ? {} : { "Content-Type": "application/json" },
    pathParameters: null,
    body: body === undefined ? null : typeof body === "string" ? body : JSON.stringify(body),
    isBase64Encoded: false,
    requestContext: { requestId: "request-1", authorizer: { principalId: customer } },
    ...rest,
  };
}

/** The JSON of an answer. */
export function bodyOf(result: ProxyResult): Record<string, unknown> {
  return JSON.parse(result.body) as Record<string, unknown>;
}
