import {
  ApiMethod,
  type ApiRoute,
  Authorization,
  type CacheSize,
  QuotaPeriod,
  ServerlessApi,
} from "../../components/serverless-api";
import type { ConsumerKeys } from "../shared/consumer-keys";
import type { Flow } from "./flow";
import type { Foundation } from "./foundation";
import type { Functions } from "./functions";
import type { InnerWay } from "./inner-way";
import { INNER, PATHS } from "./routes";

/** What the API leads to. */
export interface ApiSurroundings {
  base: Foundation;
  functions: Functions;
  way: InnerWay;
  keys: ConsumerKeys;
}

/** API Gateway: who may ask for what, how often, what is kept, and who answers. */
export function gateway(flow: Flow, around: ApiSurroundings): ServerlessApi {
  const { settings, names, opts } = flow;
  const { region, api } = settings;
  const { base, functions, keys } = around;
  return new ServerlessApi(
    "api",
    {
      region,
      resourceName: names.api,
      description: `API of ${names.prefix} in ${region}`,
      keyArn: base.keyArn,
      routes: routesOf(flow, around),
      jwtAuthorizer: { functionArn: functions.authorizer.aliasArn },
      consumers: api.consumers.map(({ name, requestsPerSecond, burst, requestsPerDay }) => ({
        name,
        throttle: { ratePerSecond: requestsPerSecond, burst },
        quota: { limit: requestsPerDay, period: QuotaPeriod.Day },
        keyValue: keys[name],
      })),
      throttle: { ratePerSecond: api.throttle.requestsPerSecond, burst: api.throttle.burst },
      cacheSize: cacheSize(api.cache.sizeGb),
      domain: { name: names.apiWildcard, certificateArn: base.certificate.certificateArn },
      cors: { origin: `https://${names.siteName}` },
      webAclArn: base.firewall.webAclArn,
      logRetentionInDays: api.logRetentionDays,
      ownsAccountSettings: api.ownsAccountRole,
    },
    opts,
  );
}

function routesOf({ settings, names }: Flow, { functions, way }: ApiSurroundings): ApiRoute[] {
  const { cache, consumers } = settings.api;
  const orders = functions.orders.aliasArn;
  const inside = (path: string) => ({
    vpcLinkId: way.link.vpcLinkId,
    loadBalancerArn: way.balancer.arn,
    host: names.innerName,
    path: `${path}/{path}`,
  });
  const partner = { authorization: Authorization.Iam, apiKeyRequired: consumers.length > 0 };
  return [
    { path: PATHS.health, methods: [ApiMethod.Get], authorization: Authorization.None, functionArn: orders },
    { path: PATHS.orders, methods: [ApiMethod.Post], authorization: Authorization.Jwt, functionArn: orders },
    { path: PATHS.order, methods: [ApiMethod.Get], authorization: Authorization.Jwt, functionArn: orders },
    {
      path: PATHS.uploads,
      methods: [ApiMethod.Post],
      authorization: Authorization.Jwt,
      functionArn: functions.grants.aliasArn,
    },
    { path: PATHS.partnerOrders, methods: [ApiMethod.Post], ...partner, functionArn: orders },
    { path: PATHS.partnerOrder, methods: [ApiMethod.Get], ...partner, functionArn: orders },
    {
      path: PATHS.catalog,
      methods: [ApiMethod.Get],
      authorization: Authorization.None,
      http: inside(INNER.catalog),
      cache: cache.sizeGb === 0 ? undefined : { ttlSeconds: cache.ttlSeconds, sharedByCallers: true },
    },
    {
      path: PATHS.reports,
      methods: [ApiMethod.Get, ApiMethod.Post],
      ...partner,
      http: inside(INNER.reports),
    },
  ];
}

function cacheSize(gigabytes: number): CacheSize | undefined {
  return gigabytes === 0 ? undefined : (String(gigabytes) as CacheSize);
}
