import { failure, type Log } from "./log";

/**
 * What API Gateway hands to a function (REST API, Lambda proxy integration), as far as it is used.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export interface ProxyEvent {
  httpMethod: string;
  /** The resource's path with its parameters in braces. */
  resource: string;
  path: string;
  headers: Record<string, string | undefined> | null;
  pathParameters: Record<string, string | undefined> | null;
  body: string | null;
  isBase64Encoded: boolean;
  requestContext: {
    requestId: string;
    authorizer?: Record<string, unknown> | null;
    identity?: { userArn?: string | null; apiKeyId?: string | null };
  };
}

export interface ProxyResult {
  statusCode: number;
  headers: Record<string, string>;
  body: string;
}

/** A request that can't be answered as it was asked. The client reads status, detail and mistakes. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly detail: string,
    readonly extra: { headers?: Record<string, string>; mistakes?: string[] } = {},
  ) {
    super(detail);
  }
}

export type Route = (event: ProxyEvent) => Promise<ProxyResult>;

const TITLES: Record<number, string> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  409: "Conflict",
  412: "Precondition Failed",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  422: "Unprocessable Content",
  500: "Internal Server Error",
  503: "Service Unavailable",
};

/** An answer in JSON that no cache keeps, unless its headers say otherwise. */
export function answer(
  statusCode: number,
  body?: unknown,
  headers: Record<string, string> = {},
): ProxyResult {
  const common = { "cache-control": "no-store", "x-content-type-options": "nosniff" };
  if (body === undefined) return { statusCode, headers: { ...common, ...headers }, body: "" };
  const content = { "content-type": "application/json" };
  return { statusCode, headers: { ...common, ...content, ...headers }, body: JSON.stringify(body) };
}

/**
 * A handler that leads each request to its route and tells of refusals as problem details (RFC 9457). What goes wrong
 * inside is logged and answered with 503 and no reason: the client may ask again, it learns nothing.
 *
 * @param routes by method and resource, such as `GET /orders/{orderId}`; the API may have them below a prefix
 */
export function api(routes: Record<string, Route>, log: Log): (event: ProxyEvent) => Promise<ProxyResult> {
  return async (event) => {
    const name = Object.keys(routes).find((one) => isFor(one, event));
    const about = { requestId: event.requestContext.requestId, route: name };
    try {
      const route = name === undefined ? undefined : routes[name];
      if (route === undefined) throw new Refusal(404, "there is no such resource");
      const result = await route(event);
      log("INFO", "answered", { ...about, status: result.statusCode });
      return result;
    } catch (error) {
      if (error instanceof Refusal) {
        log("WARN", "refused", { ...about, status: error.status, reason: error.detail });
        return problem(error);
      }
      log("ERROR", "failed", { ...about, status: 503, ...failure(error) });
      return problem(
        new Refusal(503, "it did not work this time, ask again", { headers: { "retry-after": "2" } }),
      );
    }
  };
}

function isFor(route: string, { httpMethod, resource }: ProxyEvent): boolean {
  const [method, path = ""] = route.split(" ");
  return method === httpMethod && resource.endsWith(path);
}

function problem({ status, detail, extra }: Refusal): ProxyResult {
  const body = { title: TITLES[status], status, detail, mistakes: extra.mistakes };
  return answer(status, body, { "content-type": "application/problem+json", ...extra.headers });
}

/** A header by its name in lower case; API Gateway leaves names as the client wrote them. */
export function header(event: Pick<ProxyEvent, "headers">, name: string): string | undefined {
  const found = Object.entries(event.headers ?? {}).find(([key]) => key.toLowerCase() === name);
  return found?.[1];
}

/** The body as it was sent. @throws Refusal when it is longer than `most` bytes */
export function rawBody(event: ProxyEvent, most: number): Buffer {
  const body = Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8");
  if (body.length > most) throw new Refusal(413, `the body has ${body.length} bytes, ${most} are allowed`);
  return body;
}

/** The body's JSON. @throws Refusal for another type, for too much of it and for what is no JSON */
export function jsonBody(event: ProxyEvent, most = 65_536): unknown {
  const type = header(event, "content-type") ?? "";
  if (!/^application\/json\s*(;|$)/i.test(type))
    throw new Refusal(415, "the body has to be application/json");
  try {
    return JSON.parse(rawBody(event, most).toString("utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) throw new Refusal(400, "the body is not JSON");
    throw error;
  }
}

/**
 * Who asks, by whichever way API Gateway knows it: the Lambda authorizer's principal, Cognito's claims, or the caller
 * of a request that was signed for IAM.
 *
 * @throws Refusal when API Gateway did not ask: a route without authorization is a mistake of the API's
 */
export function caller({ requestContext: { authorizer, identity } }: ProxyEvent): string {
  const claims = authorizer?.claims as Record<string, unknown> | undefined;
  const subject = claims === undefined ? undefined : `${claims.iss}|${claims.sub}`;
  const found = authorizer?.principalId ?? subject ?? identity?.userArn;
  if (typeof found !== "string" || found === "") throw new Refusal(401, "nobody is signed in");
  return found;
}
