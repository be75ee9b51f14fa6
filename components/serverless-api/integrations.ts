import type * as pulumi from "@pulumi/pulumi";
import { type ApiRoute, defaults } from "./args";
import { pathParameters } from "./paths";

/** A route whose outputs are known. */
export type KnownRoute = pulumi.Unwrap<ApiRoute>;

/** Where an API is, for the addresses of what answers it. */
export interface ApiPlace {
  partition: string;
  region: string;
}

/** Part of an OpenAPI document. */
export type OpenApi = Record<string, unknown>;

/**
 * What answers a route, as OpenAPI's `x-amazon-apigateway-integration`.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html
 *
 * @param roleArn role for the call of an AWS service
 */
export function integration(route: KnownRoute, method: string, place: ApiPlace, roleArn?: string): OpenApi {
  const common = {
    timeoutInMillis: route.timeoutMilliseconds ?? defaults.timeoutMilliseconds,
    ...cacheKeys(route),
  };
  if (route.functionArn !== undefined) {
    const uri = functionAddress(place, route.functionArn);
    return { ...common, type: "aws_proxy", httpMethod: "POST", uri };
  }
  if (route.http) return { ...common, ...privateIntegration(route, route.http, method) };
  return { ...common, ...serviceIntegration(route.service, place, roleArn) };
}

/** Address by which API Gateway calls a function. */
export function functionAddress({ partition, region }: ApiPlace, functionArn: string): string {
  return `arn:${partition}:apigateway:${region}:lambda:path/2015-03-31/functions/${functionArn}/invocations`;
}

/**
 * Parameters that make a cached answer another one, as integrations name them. Those of the path always do; the caller does
 * unless all callers get the same, or one would read another's answer.
 */
export function cacheParameters(route: KnownRoute): { query: string[]; headers: string[] } {
  const { cache, authorization, apiKeyRequired } = route;
  if (!cache) return { query: [], headers: [] };
  const { queryParameters = [], headers = [], sharedByCallers = false } = cache;
  const caller = [
    ...(authorization === "none" ? [] : ["Authorization"]),
    ...(apiKeyRequired ? ["x-api-key"] : []),
  ];
  return { query: [...queryParameters], headers: [...headers, ...(sharedByCallers ? [] : caller)] };
}

function cacheKeys(route: KnownRoute): OpenApi {
  if (!route.cache) return {};
  const { query, headers } = cacheParameters(route);
  return {
    cacheKeyParameters: [
      ...pathParameters(route.path).map((name) => `method.request.path.${name}`),
      ...query.map((name) => `method.request.querystring.${name}`),
      ...headers.map((name) => `method.request.header.${name}`),
    ],
  };
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-private-integration.html */
function privateIntegration(
  { path }: KnownRoute,
  target: NonNullable<KnownRoute["http"]>,
  method: string,
): OpenApi {
  const there = (target.path ?? path).replaceAll("+}", "}");
  const parameters = pathParameters(path).map((name) => [
    `integration.request.path.${name}`,
    `method.request.path.${name}`,
  ]);
  return {
    type: "http_proxy",
    httpMethod: method,
    uri: `https://${target.host}:443${there}`,
    connectionType: "VPC_LINK",
    connectionId: target.vpcLinkId,
    "integration-target": target.loadBalancerArn,
    passthroughBehavior: "when_no_match",
    ...(parameters.length > 0 ? { requestParameters: Object.fromEntries(parameters) } : {}),
  };
}

function serviceIntegration(
  target: KnownRoute["service"],
  { partition, region }: ApiPlace,
  roleArn: string | undefined,
): OpenApi {
  if (!target) return {};
  const call = target.action === undefined ? `path/${target.path}` : `action/${target.action}`;
  const headers = Object.entries(target.headers ?? {}).map(([name, value]) => [
    `integration.request.header.${name}`,
    `'${value}'`,
  ]);
  const status = String(target.successStatus ?? defaults.successStatus);
  const body = (text: string) => ({ responseTemplates: { "application/json": text } });
  return {
    type: "aws",
    httpMethod: "POST",
    uri: `arn:${partition}:apigateway:${region}:${target.service}:${call}`,
    credentials: roleArn,
    // A body that is not JSON has no template and is refused, not passed on as it came.
    passthroughBehavior: "never",
    ...(headers.length > 0 ? { requestParameters: Object.fromEntries(headers) } : {}),
    requestTemplates: { "application/json": target.template },
    responses: {
      default: { statusCode: status, ...body(target.successBody ?? defaults.successBody) },
      // What a service says of its own errors names resources and roles.
      "4\\d{2}": { statusCode: "400", ...body('{"message":"Bad Request"}') },
      "5\\d{2}": { statusCode: "502", ...body('{"message":"Bad Gateway"}') },
    },
  };
}

/** Statuses that a route may answer with; those that proxies pass through need no name. */
export function statuses({ service }: KnownRoute): string[] {
  return service ? [String(service.successStatus ?? defaults.successStatus), "400", "502"] : ["200"];
}
