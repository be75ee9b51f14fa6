import assert from "node:assert/strict";
import {
  ApiConsumerKey,
  ApiMethod,
  type ApiRoute,
  ApiVpcLink,
  Authorization,
  CacheSize,
  QuotaPeriod,
  ServerlessApi,
  type ServerlessApiArgs,
} from "../../components/serverless-api";
import { ACCESS_LOG_FORMAT } from "../../components/serverless-api/access-log";
import {
  callSource,
  modelName,
  pathParameters,
  rolePath,
  settingsPath,
} from "../../components/serverless-api/paths";
import { sourcePolicy } from "../../components/serverless-api/policies";
import { mistakes } from "../../components/serverless-api/validate";
import { names, only, type Registered, settled, startMocks } from "../support/mocks";

const API = "aws:apigateway/restApi:RestApi";
const SETTINGS = "aws:apigateway/methodSettings:MethodSettings";
const PERMISSION = "aws:lambda/permission:Permission";

const alias = "arn:aws:lambda:us-west-2:111122223333:function:orders:live";
const authorizer = "arn:aws:lambda:us-west-2:111122223333:function:authorizer:live";
const orders: ApiRoute = {
  path: "/orders",
  methods: [ApiMethod.Get, ApiMethod.Post],
  authorization: Authorization.Jwt,
  functionArn: alias,
};
const order: ApiRoute = {
  path: "/orders/{id}",
  methods: [ApiMethod.Get],
  authorization: Authorization.Jwt,
  functionArn: alias,
};
const media: ApiRoute = {
  path: "/media/{path+}",
  methods: [ApiMethod.Any],
  authorization: Authorization.Iam,
  http: { vpcLinkId: "link", loadBalancerArn: "arn:alb", host: "api.example.com" },
};
const later: ApiRoute = {
  path: "/later",
  methods: [ApiMethod.Post],
  authorization: Authorization.UserPool,
  scopes: ["orders/write"],
  service: {
    service: "sqs",
    path: "111122223333/orders",
    permissions: [{ sid: "Send", actions: ["sqs:SendMessage"], resources: ["arn:queue"] }],
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
    template: "Action=SendMessage&MessageBody=$util.urlEncode($input.body)",
  },
};
const args: ServerlessApiArgs = {
  region: "us-west-2",
  resourceName: "shop-api",
  description: "Orders of the shop",
  keyArn: "arn:aws:kms:us-west-2:111122223333:key/logs",
  routes: [orders, order, media, later],
  jwtAuthorizer: { functionArn: authorizer },
  userPoolArns: ["arn:pool"],
};

async function build(change: Partial<ServerlessApiArgs> = {}) {
  const registered = startMocks({
    [API]: () => ({ executionArn: "arn:aws:execute-api:us-west-2:111122223333:api" }),
    "aws:apigateway/stage:Stage": () => ({ arn: "arn:stage", invokeUrl: "https://aws" }),
    "aws:apigateway/domainName:DomainName": () => ({ regionalDomainName: "d-1.aws", regionalZoneId: "Z1" }),
  });
  const made = new ServerlessApi("api", { ...args, ...change });
  await settled();
  return { made, registered };
}

// biome-ignore lint/suspicious/noExplicitAny: a document read for its parts
type Document = Record<string, any>;

function documentOf(registered: Registered[]): Document {
  return JSON.parse(only(registered, API).inputs.body as string);
}

describe("ServerlessApi", () => {
  it("REQ-4 routes paths to functions, to load balancers in the VPC and to services", async () => {
    const { paths } = documentOf((await build()).registered);
    assert.deepEqual(Object.keys(paths), ["/orders", "/orders/{id}", "/media/{path+}", "/later"]);
    const answered = (path: string, method: string) => paths[path][method]["x-amazon-apigateway-integration"];
    assert.deepEqual(answered("/orders", "post"), {
      timeoutInMillis: 29_000,
      type: "aws_proxy",
      httpMethod: "POST",
      uri: `arn:aws:apigateway:us-west-2:lambda:path/2015-03-31/functions/${alias}/invocations`,
    });
    assert.deepEqual(answered("/media/{path+}", "x-amazon-apigateway-any-method"), {
      timeoutInMillis: 29_000,
      type: "http_proxy",
      httpMethod: "ANY",
      uri: "https://api.example.com:443/media/{path}",
      connectionType: "VPC_LINK",
      connectionId: "link",
      "integration-target": "arn:alb",
      passthroughBehavior: "when_no_match",
      requestParameters: { "integration.request.path.path": "method.request.path.path" },
    });
    const service = answered("/later", "post");
    assert.deepEqual(
      [service.type, service.uri, service.credentials, service.passthroughBehavior],
      [
        "aws",
        "arn:aws:apigateway:us-west-2:sqs:path/111122223333/orders",
        "arn:mock:api-role-POST-later",
        "never",
      ],
    );
    assert.deepEqual(Object.keys(service.responses), ["default", "4\\d{2}", "5\\d{2}"]);
    assert.equal(service.responses.default.statusCode, "202");
    assert.deepEqual(Object.keys(paths["/later"].post.responses), ["202", "400", "502"]);
  });

  it("calls a service by a role that may make that call alone", async () => {
    const { registered } = await build();
    const { policy } = only(registered, "aws:iam/rolePolicy:RolePolicy", "api-permissions-POST-later").inputs;
    assert.deepEqual(JSON.parse(policy as string).Statement, [
      { Sid: "Send", Effect: "Allow", Action: ["sqs:SendMessage"], Resource: ["arn:queue"] },
    ]);
  });

  it("asks each route for what it names: a token, a user of the pool with a scope, a signature, a key", async () => {
    const keyed = { ...order, apiKeyRequired: true };
    const open: ApiRoute = { ...orders, path: "/status", authorization: Authorization.None };
    const { registered } = await build({
      routes: [orders, keyed, media, later, open],
      consumers: [{ name: "partner", throttle: { ratePerSecond: 5, burst: 10 } }],
    });
    const { paths, components } = documentOf(registered);
    assert.deepEqual(paths["/orders"].get.security, [{ jwt: [] }]);
    assert.deepEqual(
      paths["/orders/{id}"].get.security,
      [{ jwt: [], "api-key": [] }],
      "both, not one of them",
    );
    assert.deepEqual(paths["/media/{path+}"]["x-amazon-apigateway-any-method"].security, [{ iam: [] }]);
    assert.deepEqual(paths["/later"].post.security, [{ "user-pool": ["orders/write"] }]);
    assert.equal(paths["/status"].get.security, undefined);
    const { jwt, iam, "user-pool": pool, "api-key": key } = components.securitySchemes;
    assert.deepEqual(jwt["x-amazon-apigateway-authorizer"], {
      type: "request",
      identitySource: "method.request.header.Authorization, context.httpMethod, context.resourcePath",
      authorizerUri: `arn:aws:apigateway:us-west-2:lambda:path/2015-03-31/functions/${authorizer}/invocations`,
      authorizerResultTtlInSeconds: 300,
    });
    assert.equal(iam["x-amazon-apigateway-authtype"], "awsSigv4");
    assert.deepEqual(pool["x-amazon-apigateway-authorizer"], {
      type: "cognito_user_pools",
      providerARNs: ["arn:pool"],
    });
    assert.equal(key.name, "x-api-key");
  });

  it("lets the API call each function for the methods of its paths, through the alias", async () => {
    const { registered } = await build();
    const source = "arn:aws:execute-api:us-west-2:111122223333:api";
    const permission = (name: string) => {
      const { inputs } = only(registered, PERMISSION, name);
      return [inputs.function, inputs.qualifier, inputs.sourceArn];
    };
    const name = alias.replace(/:live$/, "");
    assert.deepEqual(names(registered, PERMISSION), [
      "api-GET-/orders",
      "api-GET-/orders/{id}",
      "api-POST-/orders",
      "api-authorizer",
    ]);
    assert.deepEqual(permission("api-POST-/orders"), [name, "live", `${source}/*/POST/orders`]);
    assert.deepEqual(permission("api-GET-/orders/{id}"), [name, "live", `${source}/*/GET/orders/*`]);
    assert.equal(permission("api-authorizer")[2], `${source}/authorizers/*`);
  });

  it("deploys anew when the definition or the ranges change, and only then", async () => {
    const trigger = async (change: Partial<ServerlessApiArgs>) =>
      JSON.stringify(
        only((await build(change)).registered, "aws:apigateway/deployment:Deployment").inputs.triggers,
      );
    const first = await trigger({});
    assert.equal(await trigger({ throttle: { ratePerSecond: 9, burst: 9 } }), first);
    assert.notEqual(await trigger({ routes: [orders, order, media] }), first);
    assert.notEqual(await trigger({ sourceRanges: ["192.0.2.0/24"] }), first);
  });

  it("logs who asked for what in JSON without tokens, queries and bodies, and its own errors, under a key", async () => {
    const { registered } = await build();
    const stage = only(registered, "aws:apigateway/stage:Stage").inputs;
    assert.deepEqual(stage.accessLogSettings, {
      destinationArn: "arn:mock:api-access-log",
      format: ACCESS_LOG_FORMAT,
    });
    assert.equal(stage.xrayTracingEnabled, true);
    const fields = Object.values<string>(JSON.parse(ACCESS_LOG_FORMAT));
    for (const hidden of [
      /header/i,
      /querystring/i,
      /authorizer\.claims/,
      /identity\.apiKey$/,
      /body/i,
      /\.path$/,
    ]) {
      assert.ok(!fields.some((field) => hidden.test(field)), String(hidden));
    }
    const groups = registered.filter(({ type }) => type === "aws:cloudwatch/logGroup:LogGroup");
    assert.deepEqual(
      groups.map(({ inputs }) => [inputs.name, inputs.retentionInDays, inputs.kmsKeyId]).sort(),
      [
        ["/aws/apigateway/shop-api", 365, args.keyArn],
        ["API-Gateway-Execution-Logs_api-api-id/live", 365, args.keyArn],
      ],
    );
  });

  it("limits all routes together, and those that have limits of their own", async () => {
    const { registered } = await build({
      routes: [orders, { ...order, throttle: { ratePerSecond: 5, burst: 10 } }],
    });
    const settings = (name: string) => only(registered, SETTINGS, name).inputs;
    assert.deepEqual(names(registered, SETTINGS), ["api-settings", "api-settings-GET-/orders/{id}"]);
    assert.equal(settings("api-settings").methodPath, "*/*");
    assert.deepEqual(settings("api-settings").settings, {
      metricsEnabled: true,
      loggingLevel: "ERROR",
      dataTraceEnabled: false,
      throttlingRateLimit: 500,
      throttlingBurstLimit: 1000,
    });
    const own = settings("api-settings-GET-/orders/{id}");
    assert.equal(own.methodPath, "orders/{id}/GET");
    assert.deepEqual(own.settings, {
      metricsEnabled: true,
      loggingLevel: "ERROR",
      dataTraceEnabled: false,
      throttlingRateLimit: 5,
      throttlingBurstLimit: 10,
    });
  });

  it("keeps answers encrypted, by path, query and caller, for the routes that ask for it", async () => {
    const { registered } = await build({
      cacheSize: CacheSize.Small,
      routes: [
        orders,
        { ...order, cache: { ttlSeconds: 60, queryParameters: ["lang"], headers: ["Accept"] } },
      ],
    });
    const stage = only(registered, "aws:apigateway/stage:Stage").inputs;
    assert.deepEqual([stage.cacheClusterEnabled, stage.cacheClusterSize], [true, "0.5"]);
    const cached = only(registered, SETTINGS, "api-settings-GET-/orders/{id}").inputs.settings as Document;
    assert.deepEqual(
      [cached.cachingEnabled, cached.cacheTtlInSeconds, cached.cacheDataEncrypted],
      [true, 60, true],
    );
    assert.equal(cached.requireAuthorizationForCacheControl, true);
    const others = only(registered, SETTINGS, "api-settings").inputs.settings as Document;
    assert.deepEqual([others.cachingEnabled, others.cacheDataEncrypted], [false, true]);
    const { get } = documentOf(registered).paths["/orders/{id}"];
    assert.deepEqual(get["x-amazon-apigateway-integration"].cacheKeyParameters, [
      "method.request.path.id",
      "method.request.querystring.lang",
      "method.request.header.Accept",
      "method.request.header.Authorization",
    ]);
    assert.deepEqual(
      get.parameters.map(({ name, in: place, required }: Document) => [place, name, required]),
      [
        ["path", "id", true],
        ["query", "lang", false],
        ["header", "Accept", false],
        ["header", "Authorization", false],
      ],
    );
  });

  it("shares a kept answer among callers only where it is told to", async () => {
    const shared = { ...order, cache: { ttlSeconds: 60, sharedByCallers: true } };
    const { registered } = await build({ cacheSize: CacheSize.Small, routes: [shared] });
    const { get } = documentOf(registered).paths["/orders/{id}"];
    assert.deepEqual(get["x-amazon-apigateway-integration"].cacheKeyParameters, ["method.request.path.id"]);
  });

  it("refuses requests without what a route needs before anything is called", async () => {
    const schema = { type: "object", required: ["item"] };
    const { registered } = await build({
      routes: [
        { ...orders, methods: [ApiMethod.Post], requestSchema: schema, requiredHeaders: ["Idempotency-Key"] },
        { ...order, requiredQueryParameters: ["version"] },
      ],
    });
    const document = documentOf(registered);
    const { post } = document.paths["/orders"];
    assert.deepEqual(post.requestBody, {
      required: true,
      content: { "application/json": { schema: { $ref: "#/components/schemas/PostOrders" } } },
    });
    assert.deepEqual(document.components.schemas, { PostOrders: schema });
    assert.deepEqual(post.parameters, [
      { name: "Idempotency-Key", in: "header", required: true, schema: { type: "string" } },
    ]);
    assert.equal(document.paths["/orders/{id}"].get.parameters[1].required, true);
    const validator = document["x-amazon-apigateway-request-validator"];
    assert.deepEqual(document["x-amazon-apigateway-request-validators"][validator], {
      validateRequestBody: true,
      validateRequestParameters: true,
    });
  });

  it("NET-10 gives each consumer a key and a plan of its own", async () => {
    const { made, registered } = await build({
      routes: [{ ...orders, apiKeyRequired: true }],
      consumers: [
        {
          name: "shipping",
          throttle: { ratePerSecond: 5, burst: 10 },
          quota: { limit: 1000, period: QuotaPeriod.Day },
        },
        {
          name: "fraud",
          throttle: { ratePerSecond: 50, burst: 100 },
          keyValue: "a-key-of-twenty-characters",
        },
      ],
    });
    const plan = only(registered, "aws:apigateway/usagePlan:UsagePlan", "api-shipping-plan").inputs;
    assert.deepEqual(
      [plan.name, plan.throttleSettings, plan.quotaSettings, plan.apiStages],
      [
        "shop-api-shipping",
        { rateLimit: 5, burstLimit: 10 },
        { limit: 1000, period: "DAY" },
        [{ apiId: "api-api-id", stage: "live" }],
      ],
    );
    const link = only(registered, "aws:apigateway/usagePlanKey:UsagePlanKey", "api-shipping-plan-key").inputs;
    assert.deepEqual([link.usagePlanId, link.keyId], ["api-shipping-plan-id", "api-shipping-key-id"]);
    assert.deepEqual(Object.keys(made.apiKeyIds), ["shipping", "fraud"]);
    assert.equal(
      only(registered, "aws:apigateway/apiKey:ApiKey", "api-shipping-key").inputs.value,
      undefined,
    );
  });

  it("NET-10 takes keys that were made before it, for a function that knows callers by their ids", async () => {
    const registered = startMocks();
    const keyValue = "a-key-of-twenty-characters";
    const { keyId } = new ApiConsumerKey("fraud", {
      region: "us-west-2",
      resourceName: "shop-api",
      name: "fraud",
      keyValue,
    });
    const throttle = { ratePerSecond: 5, burst: 10 };
    const routes = [{ ...orders, apiKeyRequired: true }];
    const consumers = [{ name: "fraud", throttle, keyId }];
    new ServerlessApi("api", { ...args, routes, consumers });
    await settled();
    const key = only(registered, "aws:apigateway/apiKey:ApiKey");
    assert.deepEqual([key.name, key.inputs.name], ["fraud-key", "shop-api-fraud"]);
    const link = only(registered, "aws:apigateway/usagePlanKey:UsagePlanKey").inputs;
    assert.equal(link.keyId, "fraud-key-id");
    const owner = registered.find(({ type }) => type === "tandem:components:ApiConsumerKey");
    assert.deepEqual(owner?.inputs, {}, "the key is not among what the component shows");
  });

  it("ALL-7 shows a consumer's key nowhere: neither in the key's inputs nor in the component's", async () => {
    const keyValue = "a-key-of-twenty-characters";
    const { registered } = await build({
      routes: [{ ...orders, apiKeyRequired: true }],
      consumers: [{ name: "fraud", throttle: { ratePerSecond: 5, burst: 10 }, keyValue }],
    });
    // How Pulumi marks a secret where it is kept.
    const isSecret = (value: unknown) =>
      typeof value === "object" && value !== null && "4dabf18193072939515e22adb298388d" in value;
    const shown = registered.map(({ inputs }) =>
      JSON.stringify(inputs, (_, value) => (isSecret(value) ? "secret" : value)),
    );
    assert.equal(shown.filter((text) => text.includes('"secret"')).length, 2, "the component and the key");
    assert.deepEqual(
      shown.filter((text) => text.includes(keyValue)),
      [],
    );
  });

  it("answers by its own name over TLS 1.2 and no longer by the one in AWS", async () => {
    const domain = { name: "api-origin.example.com", certificateArn: "arn:certificate" };
    const { made, registered } = await build({ domain });
    assert.equal(only(registered, API).inputs.disableExecuteApiEndpoint, true);
    const { inputs } = only(registered, "aws:apigateway/domainName:DomainName");
    assert.deepEqual(
      [inputs.domainName, inputs.regionalCertificateArn, inputs.securityPolicy, inputs.endpointConfiguration],
      ["api-origin.example.com", "arn:certificate", "TLS_1_2", { types: "REGIONAL" }],
    );
    const mapping = only(registered, "aws:apigateway/basePathMapping:BasePathMapping").inputs;
    assert.deepEqual([mapping.domainName, mapping.stageName], ["api-origin.example.com", "live"]);
    assert.notEqual(made.targetDomainName, undefined);
    const without = await build();
    assert.equal(only(without.registered, API).inputs.disableExecuteApiEndpoint, false);
    assert.equal(without.made.targetZoneId, undefined);
  });

  it("lets browsers of one origin ask before they call, without an identity", async () => {
    const { registered } = await build({ cors: { origin: "https://www.example.com" } });
    const document = documentOf(registered);
    const { options } = document.paths["/orders"];
    assert.equal(options.security, undefined);
    const { type, responses } = options["x-amazon-apigateway-integration"];
    assert.equal(type, "mock");
    assert.deepEqual(responses.default.responseParameters, {
      "method.response.header.Access-Control-Allow-Origin": "'https://www.example.com'",
      "method.response.header.Access-Control-Allow-Headers":
        "'authorization,content-type,idempotency-key,x-api-key'",
      "method.response.header.Access-Control-Allow-Methods": "'GET,POST,OPTIONS'",
      "method.response.header.Access-Control-Max-Age": "'3600'",
      "method.response.header.Vary": "'Origin'",
    });
    const { DEFAULT_4XX, DEFAULT_5XX } = document["x-amazon-apigateway-gateway-responses"];
    for (const refused of [DEFAULT_4XX, DEFAULT_5XX]) {
      const origin = refused.responseParameters["gatewayresponse.header.Access-Control-Allow-Origin"];
      assert.equal(origin, "'https://www.example.com'", "a browser may read why it was refused");
    }
    const service = document.paths["/later"].post["x-amazon-apigateway-integration"];
    for (const response of Object.values<Document>(service.responses)) {
      assert.ok(response.responseParameters["method.response.header.Access-Control-Allow-Origin"]);
    }
  });

  it("says that an unknown path is not there, unless signed requests could mean a missing signature", async () => {
    const responses = async (routes: ApiRoute[]) =>
      documentOf((await build({ routes })).registered)["x-amazon-apigateway-gateway-responses"];
    assert.equal((await responses([orders])).MISSING_AUTHENTICATION_TOKEN.statusCode, 404);
    assert.equal((await responses([orders, media])).MISSING_AUTHENTICATION_TOKEN, undefined);
  });

  it("answers some ranges alone, and is guarded by a web ACL, when it is told to", async () => {
    const { registered } = await build({ sourceRanges: ["192.0.2.0/24"], webAclArn: "arn:acl" });
    const association = only(registered, "aws:wafv2/webAclAssociation:WebAclAssociation").inputs;
    assert.deepEqual([association.resourceArn, association.webAclArn], ["arn:stage", "arn:acl"]);
    const { policy } = only(registered, "aws:apigateway/restApiPolicy:RestApiPolicy").inputs;
    assert.equal(policy, sourcePolicy("arn:aws:execute-api:us-west-2:111122223333:api", ["192.0.2.0/24"]));
    const [allow, deny] = JSON.parse(policy as string).Statement;
    assert.deepEqual([allow.Effect, deny.Effect], ["Allow", "Deny"]);
    assert.deepEqual(deny.Condition, { NotIpAddress: { "aws:SourceIp": ["192.0.2.0/24"] } });
    const without = await build();
    assert.deepEqual(names(without.registered, "aws:apigateway/restApiPolicy:RestApiPolicy"), []);
    assert.deepEqual(names(without.registered, "aws:wafv2/webAclAssociation:WebAclAssociation"), []);
  });

  it("names the role of all APIs' logs only where it owns the account's settings", async () => {
    const { registered } = await build({ ownsAccountSettings: true });
    const { inputs } = only(registered, "aws:apigateway/account:Account");
    assert.equal(inputs.cloudwatchRoleArn, "arn:mock:api-log-role");
    assert.deepEqual(names((await build()).registered, "aws:apigateway/account:Account"), []);
  });

  it("registers every regional resource in its own region", async () => {
    const { registered } = await build({
      ownsAccountSettings: true,
      sourceRanges: ["192.0.2.0/24"],
      webAclArn: "arn:acl",
      domain: { name: "api.example.com", certificateArn: "arn:certificate" },
      routes: [{ ...orders, apiKeyRequired: true }, later],
      consumers: [{ name: "partner", throttle: { ratePerSecond: 1, burst: 1 } }],
    });
    for (const { type, name, inputs } of registered) {
      assert.equal(inputs.region, type.startsWith("aws:iam/") ? undefined : "us-west-2", name);
    }
  });

  it("knows paths as API Gateway, Lambda and models want them", () => {
    assert.deepEqual(pathParameters("/orders/{id}/{rest+}"), ["id", "rest"]);
    assert.equal(settingsPath("/orders/{id}", "GET"), "orders/{id}/GET");
    assert.equal(settingsPath("/", "GET"), "~1/GET");
    assert.equal(callSource("/orders/{id}/{rest+}", "ANY"), "*/*/orders/*/*");
    assert.equal(modelName("/orders/{id}/line-items", "PUT"), "PutOrdersByIdLineItems");
    assert.equal(rolePath("/orders/{id}/a~b:c/{rest+}"), "orders,@id,a=126b=58c,@rest");
  });

  const withRoute = (change: Partial<ApiRoute>): Partial<ServerlessApiArgs> => ({
    routes: [{ ...orders, ...change }],
  });
  const limit = { ratePerSecond: 1, burst: 1 };
  const partner = { name: "partner", throttle: limit };
  const keyed = { routes: [{ ...orders, apiKeyRequired: true }] };
  const cache = { ttlSeconds: 60 };
  const getOnly = { methods: [ApiMethod.Get], cache };
  const wrong: [string, Partial<ServerlessApiArgs>, RegExp][] = [
    ["resourceName", { resourceName: "shop api" }, /letters, digits/],
    ["routes", { routes: [] }, /at least one/],
    ["throttle.ratePerSecond", { throttle: { ...limit, ratePerSecond: 0 } }, /^0 is not allowed, 1 to 10000/],
    ["throttle.burst", { throttle: { ...limit, burst: 5001 } }, /1 to 5000/],
    ["routes[0].throttle.burst", withRoute({ throttle: { ...limit, burst: 0 } }), /^0 is not/],
    ["routes[0].path", withRoute({ path: "orders" }), /"\/orders\/\{id\}"/],
    ["routes[0].path", withRoute({ path: "/{rest+}/orders" }), /is not allowed/],
    ["routes[0].methods", withRoute({ methods: [] }), /at least one/],
    ["routes[0]", withRoute({ functionArn: undefined }), /0 targets are not allowed/],
    ["routes[0]", withRoute({ http: media.http }), /2 targets are not allowed/],
    ["routes[1]", { routes: [orders, orders] }, /GET \/orders is that of routes\[0\] too/],
    ["routes[0].scopes", withRoute({ scopes: ["a"] }), /not allowed with jwt/],
    ["routes[0].apiKeyRequired", keyed, /without consumers/],
    ["routes[0].requestSchema", withRoute({ requestSchema: {} }), /GET, POST, POST, PUT and PATCH have/],
    ["routes[0].timeoutMilliseconds", withRoute({ timeoutMilliseconds: 30_000 }), /50 to 29000/],
    ["routes[0].cache", withRoute(getOnly), /without cacheSize/],
    ["routes[0].cache", { cacheSize: CacheSize.Small, ...withRoute({ cache }) }, /with GET alone/],
    [
      "routes[0].cache",
      { cacheSize: CacheSize.Small, ...withRoute({ ...getOnly, authorization: Authorization.Iam }) },
      /signed anew/,
    ],
    [
      "routes[0].cache.ttlSeconds",
      { cacheSize: CacheSize.Small, ...withRoute({ ...getOnly, cache: { ttlSeconds: 0 } }) },
      /1 to 3600/,
    ],
    ["jwtAuthorizer", { jwtAuthorizer: undefined, routes: [orders] }, /routes ask for jwt/],
    ["userPoolArns", { userPoolArns: [], routes: [later] }, /routes ask for user-pool/],
    ["consumers", { consumers: [partner] }, /no route asks for a key/],
    ["consumers[1].name", { ...keyed, consumers: [partner, partner] }, /consumers\[0\] too/],
    ["consumers[0].name", { ...keyed, consumers: [{ ...partner, name: "a b" }] }, /letters, digits/],
    [
      "consumers[0].throttle.ratePerSecond",
      { ...keyed, consumers: [{ ...partner, throttle: { ...limit, ratePerSecond: 0 } }] },
      /^0 is/,
    ],
    ["domain.name", { domain: { name: "API", certificateArn: "a" } }, /lower case/],
    ["cors.origin", { cors: { origin: "*" } }, /any origin is nobody's/],
    ["cors.maxAgeSeconds", { cors: { origin: "https://a.example", maxAgeSeconds: -1 } }, /0 to 86400/],
    [
      "cors.allowedHeaders",
      { cors: { origin: "https://a.example", allowedHeaders: ["a'b"] } },
      /a header such as/,
    ],
    ["sourceRanges", { sourceRanges: [] }, /leave it out/],
    ["sourceRanges[0]", { sourceRanges: ["192.0.2.1"] }, /a range such as/],
    ["minimumCompressionSize", { minimumCompressionSize: -1 }, /0 to 10485760/],
    ["logRetentionInDays", { logRetentionInDays: 31 }, /30 or 60/],
  ];
  for (const [path, change, sentence] of wrong) {
    it(`refuses ${path} ${JSON.stringify(change).slice(0, 80)}`, () => {
      const found = mistakes({ ...args, ...change });
      const mine = found.filter(({ propertyPath }) => propertyPath === path);
      assert.ok(mine.length > 0, JSON.stringify(found));
      assert.equal(new Set(found.map(({ propertyPath }) => propertyPath)).size, 1, JSON.stringify(found));
      assert.match(mine[0]?.reason ?? "", sentence);
    });
  }

  it("refuses two routes whose bodies would go by one schema", () => {
    const schema = { methods: [ApiMethod.Post], requestSchema: {} };
    const found = mistakes({
      ...args,
      routes: [
        { ...orders, ...schema, path: "/orders/{id}" },
        { ...orders, ...schema, path: "/orders/by-id" },
      ],
    });
    assert.match(found[0]?.reason ?? "", /both PostOrdersById/);
  });

  it("finds nothing wrong with what it is tested with", () => {
    assert.deepEqual(mistakes(args), []);
    const domain = { name: "*.api.example.com", certificateArn: "arn" };
    assert.deepEqual(mistakes({ ...args, domain }), [], "all names below one");
  });
});

describe("ApiVpcLink", () => {
  it("reaches load balancers of the VPC on port 443 and nothing else, from subnets and a group of its own", async () => {
    const registered = startMocks();
    new ApiVpcLink("link", {
      region: "us-west-2",
      linkName: "shop-api",
      vpcId: "vpc-1",
      subnetIds: ["subnet-1"],
      targetRange: "10.0.0.0/16",
    });
    await settled();
    const link = only(registered, "aws:apigatewayv2/vpcLink:VpcLink").inputs;
    assert.deepEqual(
      [link.name, link.subnetIds, link.securityGroupIds],
      ["shop-api", ["subnet-1"], ["link-security-group-id"]],
    );
    const rule = only(registered, "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule").inputs;
    assert.deepEqual([rule.fromPort, rule.toPort, rule.cidrIpv4], [443, 443, "10.0.0.0/16"]);
    for (const { name, inputs } of registered) assert.equal(inputs.region, "us-west-2", name);
  });

  it("refuses a name that API Gateway doesn't take", () => {
    startMocks();
    const wrong = {
      region: "us-west-2",
      linkName: "l".repeat(129),
      vpcId: "v",
      subnetIds: [],
      targetRange: "r",
    };
    assert.throws(() => new ApiVpcLink("link", wrong), /128 are allowed: the VPC link/);
  });
});
