import { logRetentionMistakes } from "../arguments/log-retention";
import type { Mistake } from "../arguments/mistakes";
import { wholeNumberMistakes } from "../arguments/numbers";
import { physicalNameMistakes } from "../arguments/physical-names";
import { statementMistakes } from "../arguments/policy-statements";
import { ApiMethod, type ApiRoute, type ApiThrottle, Authorization, type ServerlessApiArgs } from "./args";
import { modelName } from "./paths";

const PATH = /^(\/|(\/([A-Za-z0-9._~:-]+|\{\w+\}))*\/([A-Za-z0-9._~:-]+|\{\w+\+?\}))$/;
const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;
const API_NAME = /^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;
const ORIGIN = /^https:\/\/([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}(:\d{1,5})?$/;
const RANGE = /^(\d{1,3}(\.\d{1,3}){3}\/\d{1,2}|[0-9a-f:]+\/\d{1,3})$/i;

/** What API Gateway would refuse, or take and not do what its user meant. */
export function mistakes(args: ServerlessApiArgs): Mistake[] {
  const { routes } = args;
  return [
    ...physicalNameMistakes("resourceName", args.resourceName, [
      { what: "log group", name: `/aws/apigateway/${args.resourceName}`, longest: 512 },
      { what: "API", name: args.resourceName, longest: 128 },
    ]),
    ...logRetentionMistakes("logRetentionInDays", args.logRetentionInDays),
    ...wholeNumberMistakes("minimumCompressionSize", args.minimumCompressionSize, {
      least: 0,
      most: 10_485_760,
      unit: "bytes",
    }),
    ...throttleMistakes("throttle", args.throttle),
    ...(routes.length === 0
      ? [{ propertyPath: "routes", reason: "[] is not allowed, at least one is" }]
      : []),
    ...routes.flatMap((route, index) => routeMistakes(`routes[${index}]`, route, args)),
    ...repeatedMethods(routes),
    ...repeatedModels(routes),
    ...authorizerMistakes(args),
    ...consumerMistakes(args),
    ...nameMistakes(args),
  ];
}

function throttleMistakes(path: string, throttle: ApiThrottle | undefined): Mistake[] {
  if (!throttle) return [];
  const because = "0 lets nobody in, and more is beyond what the account has";
  return [
    ...wholeNumberMistakes(`${path}.ratePerSecond`, throttle.ratePerSecond, {
      least: 1,
      most: 10_000,
      unit: "requests a second",
      because,
    }),
    ...wholeNumberMistakes(`${path}.burst`, throttle.burst, {
      least: 1,
      most: 5000,
      unit: "requests",
      because,
    }),
  ];
}

function routeMistakes(path: string, route: ApiRoute, args: ServerlessApiArgs): Mistake[] {
  const found: Mistake[] = [
    ...throttleMistakes(`${path}.throttle`, route.throttle),
    ...wholeNumberMistakes(`${path}.timeoutMilliseconds`, route.timeoutMilliseconds, {
      least: 50,
      most: 29_000,
      unit: "milliseconds",
    }),
  ];
  const refuse = (property: string, reason: string) =>
    found.push({ propertyPath: `${path}.${property}`, reason });
  if (!PATH.test(route.path)) {
    refuse("path", `"${route.path}" is not allowed, "/orders/{id}" and "/media/{path+}" are`);
  }
  if (route.methods.length === 0) refuse("methods", "[] is not allowed, at least one is");
  const targets = [route.functionArn, route.http, route.service].filter((target) => target !== undefined);
  if (targets.length !== 1) {
    const reason = `${targets.length} targets are not allowed, one of functionArn, http and service is`;
    found.push({ propertyPath: path, reason });
  }
  if (route.scopes && route.scopes.length > 0 && route.authorization !== Authorization.UserPool) {
    refuse("scopes", `is not allowed with ${route.authorization}, with ${Authorization.UserPool} it is`);
  }
  if (route.apiKeyRequired && (args.consumers ?? []).length === 0) {
    refuse("apiKeyRequired", "is not allowed without consumers: nobody has a key");
  }
  if (route.requestSchema && route.methods.some((method) => !takesBody(method))) {
    refuse(
      "requestSchema",
      `is not allowed with ${route.methods.join(", ")}, POST, PUT and PATCH have a body`,
    );
  }
  if (route.http && !DOMAIN.test(route.http.host)) {
    refuse(
      "http.host",
      `"${route.http.host}" is not allowed, the name on the load balancer's certificate is`,
    );
  }
  if (route.service && (route.service.path === undefined) === (route.service.action === undefined)) {
    refuse("service", "has both or none of path and action, one is allowed");
  }
  for (const [header, value] of Object.entries(route.service?.headers ?? {})) {
    if (value.includes("'")) refuse(`service.headers.${header}`, `"${value}" is not allowed with a quote`);
  }
  found.push(
    ...statementMistakes(`${path}.service.permissions`, route.service?.permissions ?? []),
    ...cacheMistakes(`${path}.cache`, route, args),
  );
  return found;
}

function takesBody(method: ApiMethod): boolean {
  return method === ApiMethod.Post || method === ApiMethod.Put || method === ApiMethod.Patch;
}

function cacheMistakes(path: string, route: ApiRoute, { cacheSize }: ServerlessApiArgs): Mistake[] {
  if (!route.cache) return [];
  const found = wholeNumberMistakes(`${path}.ttlSeconds`, route.cache.ttlSeconds, {
    least: 1,
    most: 3600,
    unit: "seconds",
  });
  const refuse = (reason: string) => found.push({ propertyPath: path, reason });
  if (cacheSize === undefined) refuse("is not allowed without cacheSize: there is no cache");
  if (route.methods.some((method) => method !== ApiMethod.Get)) {
    refuse(`is not allowed with ${route.methods.join(", ")}, with GET alone it is`);
  }
  if (route.authorization === Authorization.Iam && !route.cache.sharedByCallers) {
    refuse("is not allowed with iam: each request is signed anew, so that no answer would be found again");
  }
  return found;
}

function repeatedMethods(routes: readonly ApiRoute[]): Mistake[] {
  const seen = new Map<string, number>();
  return routes.flatMap(({ path, methods }, index) =>
    methods.flatMap((method) => {
      const key = `${method} ${path}`;
      const earlier = seen.get(key);
      seen.set(key, earlier ?? index);
      if (earlier === undefined) return [];
      return [{ propertyPath: `routes[${index}]`, reason: `${key} is that of routes[${earlier}] too` }];
    }),
  );
}

/** Two schemas under one name: the second would hold for both. */
function repeatedModels(routes: readonly ApiRoute[]): Mistake[] {
  const seen = new Map<string, string>();
  return routes.flatMap(({ path, methods, requestSchema }, index) =>
    (requestSchema ? methods : []).flatMap((method) => {
      const model = modelName(path, method);
      const earlier = seen.get(model);
      seen.set(model, earlier ?? path);
      if (earlier === undefined || earlier === path) return [];
      const reason = `${path} and ${earlier} are both ${model} among the models of the API, rename one`;
      return [{ propertyPath: `routes[${index}].path`, reason }];
    }),
  );
}

function authorizerMistakes({ routes, jwtAuthorizer, userPoolArns = [] }: ServerlessApiArgs): Mistake[] {
  const found = wholeNumberMistakes("jwtAuthorizer.resultTtlSeconds", jwtAuthorizer?.resultTtlSeconds, {
    least: 0,
    most: 3600,
    unit: "seconds",
  });
  const uses = (authorization: Authorization) =>
    routes.some((route) => route.authorization === authorization);
  if (uses(Authorization.Jwt) && !jwtAuthorizer) {
    found.push({ propertyPath: "jwtAuthorizer", reason: "is missing: routes ask for jwt" });
  }
  if (uses(Authorization.UserPool) && userPoolArns.length === 0) {
    found.push({ propertyPath: "userPoolArns", reason: "[] is not allowed: routes ask for user-pool" });
  }
  return found;
}

function consumerMistakes({ routes, resourceName, consumers = [] }: ServerlessApiArgs): Mistake[] {
  const found: Mistake[] = [];
  if (consumers.length > 0 && !routes.some((route) => route.apiKeyRequired)) {
    found.push({ propertyPath: "consumers", reason: "are not allowed: no route asks for a key" });
  }
  consumers.forEach(({ name, throttle, quota, keyId, keyValue }, index) => {
    const path = `consumers[${index}]`;
    if (keyId !== undefined && keyValue !== undefined) {
      found.push({ propertyPath: `${path}.keyValue`, reason: "is not allowed with keyId, the key is there" });
    }
    const earlier = consumers.findIndex((other) => other.name === name);
    if (earlier !== index) {
      found.push({ propertyPath: `${path}.name`, reason: `"${name}" is that of consumers[${earlier}] too` });
    }
    if (!/^[A-Za-z0-9_-]+$/.test(name) || `${resourceName}-${name}`.length > 128) {
      const reason = `"${name}" is not allowed, letters, digits, "-" and "_" are, up to 128 with "${resourceName}-"`;
      found.push({ propertyPath: `${path}.name`, reason });
    }
    found.push(
      ...throttleMistakes(`${path}.throttle`, throttle),
      ...wholeNumberMistakes(`${path}.quota.limit`, quota?.limit, {
        least: 1,
        most: 2_000_000_000,
        unit: "requests",
      }),
    );
  });
  return found;
}

function nameMistakes({ domain, cors, sourceRanges }: ServerlessApiArgs): Mistake[] {
  const found: Mistake[] = wholeNumberMistakes("cors.maxAgeSeconds", cors?.maxAgeSeconds, {
    least: 0,
    most: 86_400,
    unit: "seconds",
  });
  const refuse = (propertyPath: string, value: string, allowed: string) =>
    found.push({ propertyPath, reason: `"${value}" is not allowed, ${allowed}` });
  if (domain && !API_NAME.test(domain.name))
    refuse("domain.name", domain.name, "a domain name in lower case is");
  if (cors && !ORIGIN.test(cors.origin)) {
    refuse("cors.origin", cors.origin, 'one such as "https://www.example.com" is: any origin is nobody\'s');
  }
  for (const header of cors?.allowedHeaders ?? []) {
    if (!/^[A-Za-z0-9-]+$/.test(header)) {
      refuse("cors.allowedHeaders", header, 'a header such as "content-type" is');
    }
  }
  if (sourceRanges?.length === 0) {
    found.push({ propertyPath: "sourceRanges", reason: "[] is not allowed, leave it out to let all in" });
  }
  sourceRanges?.forEach((range, index) => {
    if (!RANGE.test(range)) refuse(`sourceRanges[${index}]`, range, "a range such as 192.0.2.0/24 is");
  });
  return found;
}
