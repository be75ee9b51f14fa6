import type { Log } from "../lambda/log";
import { header } from "../lambda/proxy";
import { type Bearer, checkClaims } from "./claims";
import type { Keys } from "./keys";
import type { Settings } from "./settings";
import { BadToken, checkSignature, readToken } from "./token";

/**
 * What API Gateway asks of a Lambda authorizer of type REQUEST, as far as it is used.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html
 */
export interface AuthorizerEvent {
  type: "REQUEST";
  methodArn: string;
  resource: string;
  httpMethod: string;
  headers: Record<string, string | undefined> | null;
  requestContext: { requestId: string };
}

export interface AuthorizerResult {
  principalId: string;
  policyDocument: {
    Version: "2012-10-17";
    Statement: [{ Effect: "Allow" | "Deny"; Action: "execute-api:Invoke"; Resource: string }];
  };
  /** What the functions behind the API learn of the bearer. */
  context: { issuer: string; client: string; scope: string };
}

/** What an answer is made of. */
export interface Tools {
  settings: Settings;
  /** Keys by issuer. */
  keys: ReadonlyMap<string, Keys>;
  log: Log;
  /** Milliseconds since 1970. */
  now(): number;
}

/**
 * Lets a request through whose token is good for its route, and no other. A bad token gets 401, a good one for
 * something else 403; what can't be decided is refused with 500.
 *
 * The policy allows one route with any values of its parameters. Where API Gateway keeps answers, its identity sources
 * have to be the header, `context.httpMethod` and `context.resourcePath`: with the header alone the answer for one route
 * would refuse the others, or reach into those below it, as a wildcard of a policy does not end at a slash.
 */
export function authorizer({
  settings,
  keys,
  log,
  now,
}: Tools): (event: AuthorizerEvent) => Promise<AuthorizerResult> {
  return async (event) => {
    const about = {
      requestId: event.requestContext.requestId,
      route: `${event.httpMethod} ${event.resource}`,
    };
    let bearer: Bearer;
    try {
      bearer = await bearerOf(event, settings, keys, now);
    } catch (error) {
      if (!(error instanceof BadToken)) throw error;
      log("WARN", "no good token", { ...about, reason: error.message });
      // API Gateway makes 401 of exactly this word.
      throw new Error("Unauthorized");
    }
    const refusal = refusalOf(event, bearer, settings);
    log(refusal === undefined ? "INFO" : "WARN", refusal ?? "let through", {
      ...about,
      client: bearer.client,
    });
    return result(refusal === undefined ? "Allow" : "Deny", routeArn(event), bearer);
  };
}

async function bearerOf(
  event: AuthorizerEvent,
  { issuers }: Settings,
  keys: Tools["keys"],
  now: Tools["now"],
): Promise<Bearer> {
  const [, text] = /^Bearer ([^\s,]+)$/i.exec(header(event, "authorization") ?? "") ?? [];
  if (text === undefined) throw new BadToken("there is no token");
  const token = readToken(text);
  const issuer = issuers.find((one) => one.issuer === token.claims.iss);
  if (issuer === undefined) throw new BadToken("nobody knows the issuer");
  // Before any key is asked for: most bad tokens are old ones.
  const bearer = checkClaims(token.claims, issuer, now() / 1000);
  const key = await keys.get(issuer.issuer)?.key(token.keyId);
  if (key === undefined) throw new BadToken("the issuer has no such key");
  checkSignature(token, key);
  return bearer;
}

/** Why a bearer is not let through; undefined when it is. */
function refusalOf(event: AuthorizerEvent, bearer: Bearer, { routes }: Settings): string | undefined {
  const name = `${event.httpMethod} ${event.resource}`;
  const needed = Object.hasOwn(routes, name) ? routes[name] : undefined;
  if (needed === undefined) return "the route is not known";
  return needed.every((scope) => bearer.scopes.includes(scope)) ? undefined : "the token lacks a scope";
}

/** The route of this request in the API's stage, by the resource and not by the path, which the client has written. */
function routeArn({ methodArn, httpMethod, resource }: AuthorizerEvent): string {
  const [api, stage] = methodArn.split("/");
  return `${api}/${stage}/${httpMethod}${resource.replace(/\{[^}]+\}/g, "*")}`;
}

function result(effect: "Allow" | "Deny", route: string, bearer: Bearer): AuthorizerResult {
  const statement = { Effect: effect, Action: "execute-api:Invoke" as const, Resource: route };
  return {
    // Subjects are unique within their issuer alone.
    principalId: `${bearer.issuer}|${bearer.subject}`,
    policyDocument: { Version: "2012-10-17", Statement: [statement] },
    context: { issuer: bearer.issuer, client: bearer.client, scope: bearer.scopes.join(" ") },
  };
}
