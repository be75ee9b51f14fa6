import { type ApiCors, ApiMethod, Authorization, defaults } from "./args";
import {
  type ApiPlace,
  cacheParameters,
  functionAddress,
  integration,
  type KnownRoute,
  type OpenApi,
  statuses,
} from "./integrations";
import { modelName, pathParameters } from "./paths";

/** All that an API is made from, with known outputs. */
export interface ApiDefinition extends ApiPlace {
  resourceName: string;
  routes: readonly KnownRoute[];
  /** Roles of routes that an AWS service answers, by the route's place in the list. */
  serviceRoles: Readonly<Record<number, string>>;
  jwtAuthorizer?: { functionArn: string; resultTtlSeconds?: number };
  userPoolArns: readonly string[];
  cors?: ApiCors;
}

const ALLOW_ORIGIN = "Access-Control-Allow-Origin";
const VALIDATOR = "parameters and body";

/**
 * The definition of an API as an OpenAPI document.
 *
 * One document and not a resource for each path, method and integration: a deployment takes what the API is at that moment,
 * and Pulumi deletes resources last, so that a route which is taken away would still be in the deployment that should end
 * it. The document is put in place as a whole before the deployment is made. Pulumi shows what changes in it key by key.
 *
 * @returns a JSON document
 */
export function openApiDocument(definition: ApiDefinition): string {
  const { resourceName, routes, cors } = definition;
  return JSON.stringify({
    openapi: "3.0.1",
    info: { title: resourceName, version: "1" },
    paths: paths(definition),
    components: { securitySchemes: securitySchemes(definition), schemas: schemas(routes) },
    "x-amazon-apigateway-request-validators": {
      [VALIDATOR]: { validateRequestBody: true, validateRequestParameters: true },
    },
    "x-amazon-apigateway-request-validator": VALIDATOR,
    "x-amazon-apigateway-gateway-responses": gatewayResponses(routes, cors),
  });
}

function paths(definition: ApiDefinition): OpenApi {
  const found: Record<string, OpenApi> = {};
  definition.routes.forEach((route, index) => {
    const path = found[route.path] ?? {};
    found[route.path] = path;
    for (const method of route.methods) {
      const key = method === ApiMethod.Any ? "x-amazon-apigateway-any-method" : method.toLowerCase();
      path[key] = operation(definition, route, method, definition.serviceRoles[index]);
    }
  });
  if (definition.cors) {
    for (const [path, operations] of Object.entries(found)) {
      operations.options = preflight(path, definition.routes, definition.cors);
    }
  }
  return found;
}

function operation(definition: ApiDefinition, route: KnownRoute, method: string, roleArn?: string): OpenApi {
  const security = requirements(route);
  const answered = integration(route, method, definition, roleArn);
  return {
    ...(security ? { security: [security] } : {}),
    parameters: parameters(route),
    ...(route.requestSchema
      ? {
          requestBody: {
            required: true,
            content: json(`#/components/schemas/${modelName(route.path, method)}`),
          },
        }
      : {}),
    responses: responses(statuses(route), definition.cors),
    "x-amazon-apigateway-integration": withOrigin(answered, definition.cors),
  };
}

/** All of them together have to be met. */
function requirements({ authorization, scopes = [], apiKeyRequired }: KnownRoute): OpenApi | undefined {
  const asked: OpenApi = {};
  if (authorization !== Authorization.None) asked[authorization] = scopes;
  if (apiKeyRequired) asked["api-key"] = [];
  return Object.keys(asked).length === 0 ? undefined : asked;
}

function parameters(route: KnownRoute): OpenApi[] {
  const { requiredQueryParameters = [], requiredHeaders = [] } = route;
  const cached = cacheParameters(route);
  const schema = { type: "string" };
  const named = (place: string, names: readonly string[], required: (name: string) => boolean) =>
    [...new Set(names)].map((name) => ({ name, in: place, required: required(name), schema }));
  return [
    ...named("path", pathParameters(route.path), () => true),
    ...named("query", [...requiredQueryParameters, ...cached.query], (name) =>
      requiredQueryParameters.includes(name),
    ),
    ...named("header", [...requiredHeaders, ...cached.headers], (name) => requiredHeaders.includes(name)),
  ];
}

function responses(codes: readonly string[], cors: ApiCors | undefined): OpenApi {
  const headers = cors ? { headers: { [ALLOW_ORIGIN]: { schema: { type: "string" } } } } : {};
  return Object.fromEntries(codes.map((code) => [code, { description: code, ...headers }]));
}

/** Functions and load balancers say themselves who may read their answers; for a service API Gateway says it. */
function withOrigin(answered: OpenApi, cors: ApiCors | undefined): OpenApi {
  if (!cors || answered.responses === undefined) return answered;
  const responseParameters = { [`method.response.header.${ALLOW_ORIGIN}`]: `'${cors.origin}'` };
  const all = Object.entries(answered.responses as Record<string, OpenApi>);
  return {
    ...answered,
    responses: Object.fromEntries(all.map(([key, response]) => [key, { ...response, responseParameters }])),
  };
}

/** A browser's question before the call, answered without a call and without an identity, which it does not have. */
function preflight(path: string, routes: readonly KnownRoute[], cors: ApiCors): OpenApi {
  const methods = routes.filter((route) => route.path === path).flatMap((route) => route.methods);
  const every = [
    ApiMethod.Get,
    ApiMethod.Post,
    ApiMethod.Put,
    ApiMethod.Patch,
    ApiMethod.Delete,
    ApiMethod.Head,
  ];
  const allowed = methods.includes(ApiMethod.Any) ? every : methods;
  const headers = {
    [ALLOW_ORIGIN]: cors.origin,
    "Access-Control-Allow-Headers": (cors.allowedHeaders ?? defaults.allowedHeaders).join(","),
    "Access-Control-Allow-Methods": [...new Set([...allowed, "OPTIONS"])].join(","),
    "Access-Control-Max-Age": String(cors.maxAgeSeconds ?? defaults.maxAgeSeconds),
    Vary: "Origin",
  };
  const names = Object.keys(headers);
  return {
    parameters: pathParameters(path).map((name) => ({
      name,
      in: "path",
      required: true,
      schema: { type: "string" },
    })),
    responses: {
      204: {
        description: "204",
        headers: Object.fromEntries(names.map((name) => [name, { schema: { type: "string" } }])),
      },
    },
    "x-amazon-apigateway-integration": {
      type: "mock",
      requestTemplates: { "application/json": '{"statusCode":204}' },
      responses: {
        default: {
          statusCode: "204",
          responseParameters: Object.fromEntries(
            Object.entries(headers).map(([name, value]) => [`method.response.header.${name}`, `'${value}'`]),
          ),
        },
      },
    },
  };
}

function securitySchemes(definition: ApiDefinition): OpenApi {
  const { routes, jwtAuthorizer, userPoolArns } = definition;
  const uses = (authorization: Authorization) =>
    routes.some((route) => route.authorization === authorization);
  const inHeader = (name: string, authtype?: string) => ({
    type: "apiKey",
    name,
    in: "header",
    ...(authtype === undefined ? {} : { "x-amazon-apigateway-authtype": authtype }),
  });
  const found: OpenApi = {};
  if (uses(Authorization.Jwt) && jwtAuthorizer) {
    found[Authorization.Jwt] = {
      ...inHeader("Authorization", "custom"),
      "x-amazon-apigateway-authorizer": {
        type: "request",
        // A verdict is kept for all three: what a token may do on one path says nothing of another.
        identitySource: "method.request.header.Authorization, context.httpMethod, context.resourcePath",
        authorizerUri: functionAddress(definition, jwtAuthorizer.functionArn),
        authorizerResultTtlInSeconds: jwtAuthorizer.resultTtlSeconds ?? defaults.resultTtlSeconds,
      },
    };
  }
  if (uses(Authorization.UserPool)) {
    found[Authorization.UserPool] = {
      ...inHeader("Authorization", "cognito_user_pools"),
      "x-amazon-apigateway-authorizer": { type: "cognito_user_pools", providerARNs: userPoolArns },
    };
  }
  if (uses(Authorization.Iam)) found[Authorization.Iam] = inHeader("Authorization", "awsSigv4");
  if (routes.some((route) => route.apiKeyRequired)) found["api-key"] = inHeader("x-api-key");
  return found;
}

function schemas(routes: readonly KnownRoute[]): OpenApi {
  const found: OpenApi = {};
  for (const { path, methods, requestSchema } of routes) {
    if (!requestSchema) continue;
    for (const method of methods) found[modelName(path, method)] = requestSchema;
  }
  return found;
}

function json($ref: string): OpenApi {
  return { "application/json": { schema: { $ref } } };
}

/** What API Gateway answers by itself: readable by the browsers that may call, and a path that is not there is not found. */
function gatewayResponses(routes: readonly KnownRoute[], cors: ApiCors | undefined): OpenApi {
  const header = (name: string) => `gatewayresponse.header.${name}`;
  const responseParameters = {
    [header("Strict-Transport-Security")]: "'max-age=63072000'",
    [header("Cache-Control")]: "'no-store'",
    ...(cors ? { [header(ALLOW_ORIGIN)]: `'${cors.origin}'` } : {}),
  };
  const responseTemplates = { "application/json": '{"message":$context.error.messageString}' };
  const body = (message: string) => ({ "application/json": JSON.stringify({ message }) });
  // To an unknown path API Gateway itself answers 403 and speaks of a missing token. With signed requests it says the same
  // of a path that is there and a request that is not signed, and then it is right.
  const signed = routes.some(({ authorization }) => authorization === Authorization.Iam);
  const notFound = { statusCode: 404, responseParameters, responseTemplates: body("Not Found") };
  return {
    DEFAULT_4XX: { responseParameters, responseTemplates },
    DEFAULT_5XX: { responseParameters, responseTemplates },
    ...(signed ? {} : { MISSING_AUTHENTICATION_TOKEN: notFound }),
  };
}
