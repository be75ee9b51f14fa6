import assert from "node:assert/strict";
import * as vm from "node:vm";
import {
  EdgeDistribution,
  type EdgeDistributionArgs,
  FunctionEvent,
  LambdaEvent,
  OriginKind,
  type PathsOriginArgs,
  PathUse,
} from "../../components/edge-distribution";
import { uncachedErrors } from "../../components/edge-distribution/behaviours";
import { KEEP_FOR_A_YEAR } from "../../components/edge-distribution/paths";
import { names, only, type Registered, settled, startMocks } from "../support/mocks";

const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";
const POLICY = "aws:cloudfront/cachePolicy:CachePolicy";
const REQUEST_POLICY = "aws:cloudfront/originRequestPolicy:OriginRequestPolicy";
const FUNCTION = "aws:cloudfront/function:Function";
const LAMBDA = "arn:aws:lambda:us-east-1:111122223333:function:route:3";

const paths: PathsOriginArgs = {
  kind: OriginKind.Paths,
  origins: [
    {
      id: "files",
      primary: { region: "us-east-1", domainName: "a.s3.us-east-1.amazonaws.com" },
      secondary: { region: "eu-west-1", domainName: "b.s3.eu-west-1.amazonaws.com" },
      originAccessControlId: "OAC1",
    },
    { id: "api", domainName: "api-origin.example.com", readTimeoutSeconds: 60 },
  ],
  defaultRoute: { originId: "files", use: PathUse.Files },
  paths: [
    { pattern: "/assets/*", originId: "files", use: PathUse.HashedFiles },
    {
      pattern: "/api/catalogue/*",
      originId: "api",
      use: PathUse.CachedReads,
      cacheSeconds: 30,
      functions: ["router"],
      lambdas: [{ event: LambdaEvent.OriginRequest, functionArn: LAMBDA }],
    },
    { pattern: "/api/*", originId: "api", use: PathUse.Uncached, functions: ["router"] },
  ],
  functions: [
    {
      name: "router",
      event: FunctionEvent.ViewerRequest,
      code: "function handler(e) { return e.request; }",
      keyValueStoreArn: "arn:aws:cloudfront::111122223333:key-value-store/a",
    },
  ],
};

function args(origin: Partial<PathsOriginArgs> = {}, more: Partial<EdgeDistributionArgs> = {}) {
  return {
    resourceName: "shop-prod",
    aliases: ["shop.example.com"],
    zoneId: "Z1",
    accessLogBucketArn: "arn:aws:s3:::logs",
    origin: { ...paths, ...origin },
    ...more,
  };
}

interface Parts {
  origins: Record<string, unknown>[];
  originGroups: { originId: string; members: { originId: string }[] }[];
  defaultCacheBehavior: Record<string, unknown>;
  orderedCacheBehaviors: Record<string, unknown>[];
  defaultRootObject?: string;
  customErrorResponses?: unknown[];
  webAclId: string;
}

async function build(
  origin: Partial<PathsOriginArgs> = {},
  more: Partial<EdgeDistributionArgs> = {},
): Promise<{ registered: Registered[]; parts: Parts; edge: EdgeDistribution }> {
  const registered = startMocks({
    "aws:acm/certificate:Certificate": ({ domainName }) => ({
      domainValidationOptions: [
        { domainName, resourceRecordName: "_v", resourceRecordType: "CNAME", resourceRecordValue: "_t" },
      ],
    }),
  });
  const edge = new EdgeDistribution("edge", args(origin, more));
  await settled();
  return { registered, edge, parts: only(registered, DISTRIBUTION).inputs as unknown as Parts };
}

function refusal(origin: Partial<PathsOriginArgs>, more: Partial<EdgeDistributionArgs> = {}): string {
  startMocks();
  try {
    new EdgeDistribution("edge", args(origin, more));
  } catch (error) {
    return (error as Error).message;
  }
  return "";
}

describe("EdgeDistribution with several origins", () => {
  it("REQ-2 has files from two regions and an API by its name, each behind its paths", async () => {
    const { parts } = await build();
    assert.deepEqual(
      parts.origins.map(({ originId, domainName }) => [originId, domainName]),
      [
        ["files-primary", "a.s3.us-east-1.amazonaws.com"],
        ["files-secondary", "b.s3.eu-west-1.amazonaws.com"],
        ["api", "api-origin.example.com"],
      ],
    );
    assert.deepEqual(
      parts.originGroups.map(({ originId, members }) => [originId, members.map((one) => one.originId)]),
      [["files", ["files-primary", "files-secondary"]]],
    );
    const config = parts.origins[2]?.customOriginConfig as Record<string, unknown>;
    assert.deepEqual(
      [config.originReadTimeout, config.originProtocolPolicy, config.originSslProtocols],
      [60, "https-only", ["TLSv1.2"]],
    );
    assert.equal(parts.defaultCacheBehavior.targetOriginId, "files");
    assert.deepEqual(
      parts.orderedCacheBehaviors.map(({ pathPattern, targetOriginId }) => [pathPattern, targetOriginId]),
      [
        ["/assets/*", "files"],
        ["/api/catalogue/*", "api"],
        ["/api/*", "api"],
      ],
    );
    assert.equal(parts.defaultRootObject, "index.html");
    assert.deepEqual(parts.customErrorResponses, uncachedErrors);
  });

  it("never writes to buckets, and to the API over HTTPS alone", async () => {
    const { parts } = await build();
    const behaviours = [parts.defaultCacheBehavior, ...parts.orderedCacheBehaviors];
    for (const { targetOriginId, allowedMethods, viewerProtocolPolicy, compress } of behaviours) {
      const api = targetOriginId === "api";
      assert.equal((allowedMethods as string[]).includes("POST"), api);
      assert.equal(viewerProtocolPolicy, api ? "https-only" : "redirect-to-https");
      assert.equal(compress, true);
    }
  });

  it("REQ-2 keeps hashed files for a year at the edge, and has browsers keep them, but no error", async () => {
    const { parts, registered } = await build();
    const [assets] = parts.orderedCacheBehaviors;
    const { inputs } = only(registered, POLICY, "edge-hashed-cache");
    assert.deepEqual([inputs.minTtl, inputs.defaultTtl], [0, 31_536_000]);
    assert.equal(assets?.cachePolicyId, "edge-hashed-cache-id");
    assert.deepEqual(assets?.functionAssociations, [
      { eventType: "viewer-response", functionArn: "arn:mock:edge-keep-for-a-year" },
    ]);
    const answer = vm.runInNewContext(`${KEEP_FOR_A_YEAR}; handler({ response: { headers: {} } })`);
    assert.equal(answer.headers["cache-control"].value, "public, max-age=31536000, immutable");
    assert.equal(parts.defaultCacheBehavior.functionAssociations, undefined);
  });

  it("REQ-2 keeps an API's reads for their seconds, by caller, page and query, and shows the origin no cookie", async () => {
    const { parts, registered } = await build({ cacheKeyHeaders: ["Accept-Language"] });
    const { inputs } = only(registered, POLICY, "edge-reads-30-cache");
    assert.deepEqual([inputs.minTtl, inputs.defaultTtl, inputs.maxTtl], [0, 30, 30]);
    assert.deepEqual(inputs.parametersInCacheKeyAndForwardedToOrigin, {
      enableAcceptEncodingBrotli: true,
      enableAcceptEncodingGzip: true,
      cookiesConfig: { cookieBehavior: "none" },
      headersConfig: {
        headerBehavior: "whitelist",
        headers: { items: ["Authorization", "Origin", "X-Api-Key", "Accept-Language"] },
      },
      queryStringsConfig: { queryStringBehavior: "all" },
    });
    const behaviour = parts.orderedCacheBehaviors[1];
    assert.deepEqual(behaviour?.cachedMethods, ["GET", "HEAD"]);
    assert.equal(behaviour?.cachePolicyId, "edge-reads-30-cache-id");
    assert.equal(behaviour?.originRequestPolicyId, "edge-reads-request-id");
    const request = only(registered, REQUEST_POLICY).inputs;
    assert.deepEqual(request.cookiesConfig, { cookieBehavior: "none" });
    assert.deepEqual(request.headersConfig, { headerBehavior: "allExcept", headers: { items: ["Host"] } });
  });

  it("keeps nothing of the rest of the API", async () => {
    const { parts } = await build();
    const api = parts.orderedCacheBehaviors[2];
    assert.equal(api?.cachePolicyId, "4135ea2d-6df8-44a3-9df3-4b5a84be39ad");
    assert.equal(api?.originRequestPolicyId, "b689b0a8-53d0-40ab-baf2-68738e2966ac");
  });

  it("runs functions and Lambda@Edge where a path names them, beside the request log", async () => {
    const log = "arn:aws:lambda:us-east-1:111122223333:function:log:1";
    const { parts, registered } = await build({}, { requestLogFunctionArn: log });
    const { inputs } = only(registered, FUNCTION, "edge-router");
    assert.equal(inputs.name, "shop-prod-router");
    assert.deepEqual(inputs.keyValueStoreAssociations, [
      "arn:aws:cloudfront::111122223333:key-value-store/a",
    ]);
    const [, catalogue, api] = parts.orderedCacheBehaviors;
    assert.deepEqual(catalogue?.functionAssociations, [
      { eventType: "viewer-request", functionArn: "arn:mock:edge-router" },
    ]);
    const logged = { eventType: "origin-response", lambdaArn: log, includeBody: false };
    assert.deepEqual(catalogue?.lambdaFunctionAssociations, [
      { eventType: "origin-request", lambdaArn: LAMBDA, includeBody: false },
      logged,
    ]);
    assert.deepEqual(api?.lambdaFunctionAssociations, [logged]);
  });

  it("makes each policy once, and only those that a path needs", async () => {
    const reads = (pattern: string, cacheSeconds: number) => ({
      pattern,
      originId: "api",
      use: PathUse.CachedReads,
      cacheSeconds,
    });
    const { registered } = await build({ paths: [reads("/a/*", 5), reads("/b/*", 5), reads("/c/*", 9)] });
    assert.deepEqual(names(registered, POLICY), ["edge-cache", "edge-reads-5-cache", "edge-reads-9-cache"]);
    assert.deepEqual(names(registered, REQUEST_POLICY), ["edge-reads-request"]);
    const api = await build({ defaultRoute: { originId: "api", use: PathUse.Uncached }, paths: [] });
    assert.deepEqual(names(api.registered, POLICY), []);
    assert.equal(api.parts.defaultRootObject, undefined);
  });

  it("shows the origin of files behind a name the header by which it knows the edge (SHOP-6)", async () => {
    const { parts, registered } = await build({
      defaultRoute: { originId: "api", use: PathUse.Files },
      paths: [],
    });
    assert.deepEqual(only(registered, REQUEST_POLICY).inputs.headersConfig, {
      headerBehavior: "whitelist",
      headers: { items: ["x-origin-verify"] },
    });
    assert.equal(parts.defaultCacheBehavior.originRequestPolicyId, "edge-static-request-id");
    assert.equal(parts.customErrorResponses, undefined);
  });

  it("WEB-6 reads from one bucket without a group", async () => {
    const [files] = paths.origins;
    const single = { ...files, secondary: undefined } as PathsOriginArgs["origins"][number];
    const { parts } = await build({ origins: [single], paths: [] });
    assert.deepEqual(
      parts.origins.map(({ originId }) => originId),
      ["files"],
    );
    assert.deepEqual(parts.originGroups, []);
    const { parts: site } = await build(
      {},
      {
        origin: {
          kind: OriginKind.Site,
          primary: { region: "us-east-1", domainName: "a.s3.us-east-1.amazonaws.com" },
          originAccessControlId: "OAC1",
        },
      },
    );
    assert.equal(site.defaultCacheBehavior.targetOriginId, "primary");
    assert.equal(site.originGroups, undefined);
  });

  it("takes a web ACL that exists, and makes none beside it", async () => {
    const webAcl = { arn: "arn:aws:wafv2:us-east-1:111122223333:global/webacl/shared/1", name: "shared" };
    const { registered, parts, edge } = await build({}, { webAcl });
    assert.equal(parts.webAclId, webAcl.arn);
    assert.equal(edge.webAclName, "shared");
    assert.deepEqual(
      registered.filter(({ type }) => type.startsWith("aws:wafv2/") || type.startsWith("aws:kms/")),
      [],
    );
    assert.match(
      refusal({}, { webAcl, rateLimit: 100, botControl: true }),
      /rateLimit: it is not allowed beside webAcl[\s\S]+botControl: it is not allowed beside webAcl/,
    );
  });

  it("counts hosting providers where it is told that partners call from there", async () => {
    const counted = async (more: Partial<EdgeDistributionArgs>) => {
      const { registered } = await build({}, more);
      const { rules } = only(registered, "aws:wafv2/webAcl:WebAcl").inputs;
      return JSON.stringify(rules).includes("HostingProviderIPList");
    };
    assert.equal(await counted({}), false);
    assert.equal(await counted({ admitHostingProviders: true }), true);
  });

  it("refuses what CloudFront would, and routes that lead nowhere, all at once", () => {
    const message = refusal(
      {
        origins: [
          { id: "api", domainName: "shop.example.com", readTimeoutSeconds: 0 },
          { id: "api", domainName: "API.example.com" },
          {
            ...(paths.origins[0] as object),
            id: "files",
            secondary: { region: "us-east-1", domainName: "x" },
          },
        ] as PathsOriginArgs["origins"],
        secretHeaderName: "host",
        defaultRoute: { originId: "nowhere", use: PathUse.Files, cacheSeconds: 5 },
        functions: [
          { name: "a b", event: FunctionEvent.ViewerRequest, code: "" },
          { name: "answer", event: FunctionEvent.ViewerResponse, code: "" },
        ],
        paths: [
          { pattern: "*", originId: "files", use: PathUse.Uncached, functions: ["none"] },
          { pattern: "/a", originId: "api", use: PathUse.CachedReads, cacheSeconds: 0 },
          {
            pattern: "/b",
            originId: "files",
            use: PathUse.HashedFiles,
            functions: ["answer"],
            lambdas: [
              { event: LambdaEvent.ViewerRequest, functionArn: LAMBDA },
              { event: LambdaEvent.OriginResponse, functionArn: "arn:x", includeBody: true },
            ],
          },
        ],
      },
      { requestLogFunctionArn: LAMBDA },
    );
    for (const part of [
      'origin.origins[1].id: "api" is not allowed, each has a name of its own',
      'origin.origins[0].domainName: "shop.example.com" is not allowed, a distribution can\'t be its own origin',
      "origin.origins[0].readTimeoutSeconds: 0 is not allowed, 1 to 120 are",
      'origin.origins[1].domainName: "API.example.com" is not allowed',
      'origin.origins[2].secondary.region: "us-east-1" is not allowed',
      'origin.functions[0].name: "a b" is not allowed',
      'origin.secretHeaderName: "host" is not allowed',
      'origin.paths[0].pattern: "*" is not allowed',
      'origin.defaultRoute.originId: "nowhere" is not allowed, the origins are api, api, files',
      "origin.defaultRoute.cacheSeconds: 5 is not allowed, only cached-reads has it",
      'origin.paths[0].use: "uncached" is not allowed, files and hashed-files are: "files" is buckets',
      'origin.paths[0].functions[0]: "none" is not allowed, the functions are a b, answer',
      "origin.paths[1].cacheSeconds: 0 is not allowed, 1 to 86400 are",
      "one for each event is; hashed-files has one for viewer-response already",
      'origin.paths[2].lambdas[0].event: "viewer-request" is not allowed, beside a CloudFront Function',
      'origin.paths[2].lambdas[1].event: "origin-response" is not allowed, the request log has',
      "origin.paths[2].lambdas[1].includeBody: true is not allowed, only requests have a body",
      'origin.paths[2].lambdas[1].functionArn: "arn:x" is not allowed, an ARN in us-east-1 with its version is',
    ]) {
      assert.ok(message.includes(part), `${part} is not in:\n${message}`);
    }
  });
});
