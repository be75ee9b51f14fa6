import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  type ApiOriginArgs,
  EdgeDistribution,
  type EdgeDistributionArgs,
  GeoRestrictionType,
  OriginKind,
  PriceClass,
  type SiteOriginArgs,
} from "../../components/edge-distribution";
import { uncachedErrors } from "../../components/edge-distribution/behaviours";
import { names, only, type Registered, settled, startMocks } from "../support/mocks";

const site: SiteOriginArgs = {
  kind: OriginKind.Site,
  primary: { region: "eu-central-1", domainName: "web-a.s3.eu-central-1.amazonaws.com" },
  secondary: { region: "eu-west-1", domainName: "web-b.s3.eu-west-1.amazonaws.com" },
  originAccessControlId: "OAC1",
};
const api: ApiOriginArgs = {
  kind: OriginKind.Api,
  domainName: "api-origin.example.com",
  viewerRequestCode: "async function handler(e) { return e.request; }",
  keyValueStoreArn: "arn:aws:cloudfront::111122223333:key-value-store/a",
};
const minimal: Omit<EdgeDistributionArgs, "origin"> = {
  resourceName: "hub-prod-web",
  aliases: ["www.example.com"],
  zoneId: "Z1",
  accessLogBucketArn: "arn:aws:s3:::hub-prod-logs",
};

const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";
const WEB_ACL = "aws:wafv2/webAcl:WebAcl";
const READS = ["GET", "HEAD", "OPTIONS"];

interface Inputs {
  origins: Record<string, unknown>[];
  originGroups?: unknown[];
  defaultCacheBehavior: Record<string, unknown>;
  orderedCacheBehaviors?: Record<string, unknown>[];
}

async function build(origin: EdgeDistributionArgs["origin"], more: Partial<EdgeDistributionArgs> = {}) {
  const registered = startMocks({
    [DISTRIBUTION]: () => ({ domainName: "d111.cloudfront.net", hostedZoneId: "Z2FDTNDATAQYW2" }),
    "aws:acm/certificate:Certificate": ({ domainName, subjectAlternativeNames }) => ({
      domainValidationOptions: [domainName, ...(subjectAlternativeNames as string[])].map((domain) => ({
        domainName: domain,
        resourceRecordName: `_acme.${domain}`,
        resourceRecordType: "CNAME",
        resourceRecordValue: "_proof.acm-validations.aws",
      })),
    }),
  });
  const edge = new EdgeDistribution("edge", { ...minimal, origin, ...more });
  await settled();
  const { inputs } = only(registered, DISTRIBUTION, "edge-distribution");
  return { registered, edge, inputs, parts: inputs as unknown as Inputs };
}

function counts(registered: Registered[]): Record<string, number> {
  const found: Record<string, number> = {};
  for (const { type } of registered) found[type] = (found[type] ?? 0) + 1;
  return found;
}

const shared = {
  "tandem:components:EdgeDistribution": 1,
  "tandem:components:DnsValidatedCertificate": 1,
  "aws:acm/certificate:Certificate": 1,
  "aws:acm/certificateValidation:CertificateValidation": 1,
  [WEB_ACL]: 1,
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": 1,
  "aws:cloudwatch/logGroup:LogGroup": 1,
  "tandem:components:RegionalKey": 1,
  "aws:kms/key:Key": 1,
  "aws:kms/alias:Alias": 1,
  "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": 1,
  [DISTRIBUTION]: 1,
  "aws:cloudwatch/logDeliverySource:LogDeliverySource": 1,
  "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination": 1,
  "aws:cloudwatch/logDelivery:LogDelivery": 1,
};

describe("EdgeDistribution for a site", () => {
  it("has exactly its parts, with least args", async () => {
    const { registered } = await build(site);
    assert.deepEqual(counts(registered), {
      ...shared,
      "aws:route53/record:Record": 1 + 2,
      "aws:cloudfront/cachePolicy:CachePolicy": 1,
    });
  });

  it("has a function and address lists besides, with all args", async () => {
    const { registered } = await build(
      { ...site, viewerRequestCode: "function handler(e) { return e.request; }" },
      {
        aliases: ["example.com", "www.example.com"],
        allowedAddresses: ["203.0.113.0/24", "2001:db8::/32"],
        deniedAddresses: ["198.51.100.7/32"],
      },
    );
    assert.deepEqual(counts(registered), {
      ...shared,
      "aws:route53/record:Record": 2 + 4,
      "aws:cloudfront/cachePolicy:CachePolicy": 1,
      "aws:cloudfront/function:Function": 1,
      "aws:wafv2/ipSet:IpSet": 3,
    });
  });

  it("reads from two signed buckets, the second when the first fails (HUB-7)", async () => {
    const { parts } = await build(site);
    assert.deepEqual(
      parts.origins.map(({ originId, domainName, originAccessControlId }) => [
        originId,
        domainName,
        originAccessControlId,
      ]),
      [
        ["primary", "web-a.s3.eu-central-1.amazonaws.com", "OAC1"],
        ["secondary", "web-b.s3.eu-west-1.amazonaws.com", "OAC1"],
      ],
    );
    assert.deepEqual(parts.originGroups, [
      {
        originId: "site",
        failoverCriteria: { statusCodes: [500, 502, 503, 504] },
        members: [{ originId: "primary" }, { originId: "secondary" }],
      },
    ]);
  });

  it("never writes to the origin group, which CloudFront would refuse", async () => {
    const { parts } = await build(site);
    const behaviour = parts.defaultCacheBehavior;
    assert.equal(behaviour.targetOriginId, "site");
    assert.deepEqual(behaviour.allowedMethods, READS);
    assert.deepEqual(behaviour.cachedMethods, READS);
    assert.equal(behaviour.viewerProtocolPolicy, "redirect-to-https");
    assert.equal(parts.orderedCacheBehaviors, undefined);
  });

  it("caches as each file says and a minute without a word, by path alone", async () => {
    const { registered, parts } = await build(site);
    const { inputs } = only(registered, "aws:cloudfront/cachePolicy:CachePolicy", "edge-cache");
    assert.equal(parts.defaultCacheBehavior.cachePolicyId, "edge-cache-id");
    assert.deepEqual([inputs.minTtl, inputs.defaultTtl, inputs.maxTtl], [0, 60, 31_536_000]);
    assert.match(
      JSON.stringify(inputs.parametersInCacheKeyAndForwardedToOrigin),
      /"cookieBehavior":"none".*"headerBehavior":"none".*"queryStringBehavior":"none"/,
    );
  });

  it("answers deep links by a function, and no error page hides a 404", async () => {
    const code = "function handler(e) { return e.request; }";
    const { registered, inputs, parts } = await build({ ...site, viewerRequestCode: code });
    const viewerRequest = only(registered, "aws:cloudfront/function:Function", "edge-viewer-request");
    assert.equal(viewerRequest.inputs.name, "hub-prod-web-viewer-request");
    assert.equal(viewerRequest.inputs.runtime, "cloudfront-js-2.0");
    assert.equal(viewerRequest.inputs.publish, true);
    assert.equal(viewerRequest.inputs.code, code);
    assert.deepEqual(parts.defaultCacheBehavior.functionAssociations, [
      { eventType: "viewer-request", functionArn: "arn:mock:edge-viewer-request" },
    ]);
    assert.equal(inputs.customErrorResponses, undefined);
    assert.equal(inputs.defaultRootObject, "index.html");
  });
});

describe("EdgeDistribution for an API", () => {
  it("has exactly its parts, and neither origin group nor cache policy of its own", async () => {
    const { registered, parts, inputs } = await build(api);
    assert.deepEqual(counts(registered), {
      ...shared,
      "aws:route53/record:Record": 1 + 2,
      "aws:cloudfront/function:Function": 1,
    });
    assert.equal(parts.originGroups, undefined);
    assert.equal(parts.origins.length, 1);
    assert.equal(inputs.defaultRootObject, undefined);
  });

  it("reaches the one failover name over TLS 1.2 only", async () => {
    const { parts } = await build(api);
    const [origin] = parts.origins;
    assert.equal(origin?.domainName, "api-origin.example.com");
    const config = origin?.customOriginConfig as Record<string, unknown>;
    assert.equal(config.originProtocolPolicy, "https-only");
    assert.deepEqual(config.originSslProtocols, ["TLSv1.2"]);
  });

  it("takes every method, caches nothing and keeps the viewer's Host to itself", async () => {
    const { parts } = await build(api);
    const behaviour = parts.defaultCacheBehavior;
    assert.deepEqual(behaviour.allowedMethods, [...READS, "PUT", "POST", "PATCH", "DELETE"]);
    assert.equal(behaviour.cachePolicyId, "4135ea2d-6df8-44a3-9df3-4b5a84be39ad");
    assert.equal(behaviour.originRequestPolicyId, "b689b0a8-53d0-40ab-baf2-68738e2966ac");
    assert.equal(behaviour.viewerProtocolPolicy, "https-only");
    assert.equal(behaviour.targetOriginId, "api");
  });

  it("caches the static paths alone, read only, and shows their origin nothing but the header (HUB-2)", async () => {
    const { parts, registered } = await build({ ...api, staticPaths: ["/docs/*", "/favicon.ico"] });
    assert.deepEqual(
      parts.orderedCacheBehaviors?.map(
        ({ pathPattern, allowedMethods, cachePolicyId, originRequestPolicyId }) => [
          pathPattern,
          allowedMethods,
          cachePolicyId,
          originRequestPolicyId,
        ],
      ),
      ["/docs/*", "/favicon.ico"].map((path) => [
        path,
        ["GET", "HEAD"],
        "edge-cache-id",
        "edge-static-request-id",
      ]),
    );
    const { inputs } = only(registered, "aws:cloudfront/originRequestPolicy:OriginRequestPolicy");
    assert.deepEqual(
      [inputs.cookiesConfig, inputs.headersConfig, inputs.queryStringsConfig],
      [
        { cookieBehavior: "none" },
        { headerBehavior: "whitelist", headers: { items: ["x-origin-verify"] } },
        { queryStringBehavior: "none" },
      ],
    );
  });

  it("keeps no error of the API, and hides none (HUB-2)", async () => {
    const { inputs } = await build(api);
    assert.deepEqual(inputs.customErrorResponses, uncachedErrors);
    assert.equal((await build(site)).inputs.customErrorResponses, undefined);
  });

  it("has its function add the secret header on every path, from a store, and knows no value of it (ALL-7)", async () => {
    const { registered, parts } = await build({ ...api, staticPaths: ["/docs/*"] });
    const added = only(registered, "aws:cloudfront/function:Function", "edge-viewer-request");
    assert.equal(added.inputs.code, api.viewerRequestCode);
    assert.deepEqual(added.inputs.keyValueStoreAssociations, [api.keyValueStoreArn]);
    for (const behaviour of [parts.defaultCacheBehavior, ...(parts.orderedCacheBehaviors ?? [])]) {
      assert.deepEqual(behaviour.functionAssociations, [
        { eventType: "viewer-request", functionArn: "arn:mock:edge-viewer-request" },
      ]);
    }
    assert.equal(parts.origins[0]?.customHeaders, undefined, "an update would write an old value back");
  });

  it("forwards the header under the name it was given", async () => {
    const { registered } = await build({ ...api, staticPaths: ["/docs/*"], secretHeaderName: "x-hub-edge" });
    const { inputs } = only(registered, "aws:cloudfront/originRequestPolicy:OriginRequestPolicy");
    assert.deepEqual(inputs.headersConfig, {
      headerBehavior: "whitelist",
      headers: { items: ["x-hub-edge"] },
    });
  });
});

for (const [kind, origin] of [
  ["site", site],
  ["API", api],
] as const) {
  describe(`EdgeDistribution, either kind: ${kind}`, () => {
    it("is modern, compressed and guarded (HUB-2)", async () => {
      const { inputs, parts } = await build(origin, { ...minimal });
      assert.equal(inputs.httpVersion, "http2and3");
      assert.equal(inputs.isIpv6Enabled, true);
      assert.equal(inputs.priceClass, "PriceClass_All");
      assert.equal(inputs.webAclId, "arn:mock:edge-web-acl");
      assert.deepEqual(inputs.viewerCertificate, {
        acmCertificateArn: "arn:mock:edge-certificate-certificate",
        sslSupportMethod: "sni-only",
        minimumProtocolVersion: "TLSv1.2_2021",
      });
      assert.deepEqual(inputs.restrictions, { geoRestriction: { restrictionType: "none" } });
      const behaviours = [parts.defaultCacheBehavior, ...(parts.orderedCacheBehaviors ?? [])];
      for (const behaviour of behaviours) {
        assert.equal(behaviour.compress, true);
        assert.equal(behaviour.responseHeadersPolicyId, "edge-headers-id");
        assert.equal(behaviour.lambdaFunctionAssociations, undefined);
      }
    });

    it("keeps to the price class and the countries it was given", async () => {
      const { inputs } = await build(origin, {
        priceClass: PriceClass.Least,
        geoRestriction: { type: GeoRestrictionType.AllowOnly, countries: ["DE", "PL"] },
      });
      assert.equal(inputs.priceClass, "PriceClass_100");
      assert.deepEqual(inputs.restrictions, {
        geoRestriction: { restrictionType: "whitelist", locations: ["DE", "PL"] },
      });
    });

    it("shows each answer of the origin to the log function, where there is one (HUB-4)", async () => {
      const requestLogFunctionArn = "arn:aws:lambda:us-east-1:111122223333:function:log:3";
      const { parts } = await build(origin, { requestLogFunctionArn });
      assert.deepEqual(parts.defaultCacheBehavior.lambdaFunctionAssociations, [
        { eventType: "origin-response", includeBody: false, lambdaArn: requestLogFunctionArn },
      ]);
    });

    it("keeps every regional child in us-east-1", async () => {
      const { registered } = await build(origin, {
        allowedAddresses: ["203.0.113.0/24"],
        deniedAddresses: ["2001:db8::/32"],
      });
      const regional = registered.filter(({ type }) => /^aws:(acm|wafv2|cloudwatch|kms)\//.test(type));
      assert.equal(regional.length, 2 + 4 + 4 + 2);
      for (const { type, name, inputs } of regional)
        assert.equal(inputs.region, "us-east-1", `${type} ${name}`);
    });

    it("answers to each alias over IPv4 and IPv6, and its certificate names them all", async () => {
      const aliases = ["example.com", "www.example.com"];
      const { registered, inputs } = await build(origin, { aliases });
      assert.deepEqual(inputs.aliases, aliases);
      assert.deepEqual(
        names(registered, "aws:route53/record:Record").filter((name) => /^edge-a/.test(name)),
        [
          "edge-a-example.com",
          "edge-a-www.example.com",
          "edge-aaaa-example.com",
          "edge-aaaa-www.example.com",
        ],
      );
      const record = only(registered, "aws:route53/record:Record", "edge-aaaa-www.example.com");
      assert.deepEqual(record.inputs, {
        zoneId: "Z1",
        name: "www.example.com",
        type: "AAAA",
        aliases: [{ name: "d111.cloudfront.net", zoneId: "Z2FDTNDATAQYW2", evaluateTargetHealth: false }],
      });
      const certificate = only(registered, "aws:acm/certificate:Certificate");
      assert.equal(certificate.inputs.domainName, "example.com");
      assert.deepEqual(certificate.inputs.subjectAlternativeNames, ["www.example.com"]);
    });

    it("demands security headers of every response", async () => {
      const { registered } = await build(origin, { contentSecurityPolicy: "default-src 'self' x" });
      const { inputs } = only(registered, "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy");
      assert.deepEqual(inputs.securityHeadersConfig, {
        strictTransportSecurity: {
          accessControlMaxAgeSec: 63_072_000,
          includeSubdomains: true,
          override: true,
        },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: "DENY", override: true },
        contentSecurityPolicy: { contentSecurityPolicy: "default-src 'self' x", override: true },
        referrerPolicy: { referrerPolicy: "same-origin", override: true },
      });
    });

    it("logs what its web ACL decides, encrypted, for 400 days, without credentials (HUB-3)", async () => {
      const { registered } = await build(origin);
      const log = only(registered, "aws:cloudwatch/logGroup:LogGroup");
      assert.equal(log.inputs.name, "aws-waf-logs-hub-prod-web");
      assert.equal(log.inputs.retentionInDays, 400);
      assert.equal(log.inputs.kmsKeyId, "arn:mock:edge-firewall-log-key-key");
      const key = only(registered, "aws:kms/key:Key");
      assert.match(key.inputs.policy as string, /logs\.us-east-1\.amazonaws\.com/);
      const logging = only(registered, "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration");
      assert.deepEqual(logging.inputs.logDestinationConfigs, ["arn:mock:edge-firewall-log"]);
      assert.equal(logging.inputs.resourceArn, "arn:mock:edge-web-acl");
      assert.deepEqual(logging.inputs.redactedFields, [
        { singleHeader: { name: "authorization" } },
        { singleHeader: { name: "cookie" } },
        { queryString: {} },
      ]);
      const acl = only(registered, WEB_ACL);
      assert.equal(acl.inputs.scope, "CLOUDFRONT");
      assert.match(JSON.stringify(acl.inputs.dataProtectionConfig), /"fieldType":"BODY"/);
    });

    it("delivers its access log to the archive, without cookies, queries and referrers", async () => {
      const { registered } = await build(origin);
      const source = only(registered, "aws:cloudwatch/logDeliverySource:LogDeliverySource");
      assert.equal(source.inputs.resourceArn, "arn:mock:edge-distribution");
      assert.equal(source.inputs.logType, "ACCESS_LOGS");
      const destination = only(registered, "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination");
      assert.deepEqual(destination.inputs.deliveryDestinationConfiguration, {
        destinationResourceArn: "arn:aws:s3:::hub-prod-logs/cloudfront",
      });
      const { inputs } = only(registered, "aws:cloudwatch/logDelivery:LogDelivery");
      assert.equal(inputs.deliverySourceName, source.inputs.name);
      assert.equal(inputs.deliveryDestinationArn, "arn:mock:edge-access-log-destination");
      const fields = inputs.recordFields as string[];
      assert.ok(fields.includes("cs-uri-stem"));
      for (const field of ["cs(Cookie)", "cs-uri-query", "cs(Referer)"]) {
        assert.ok(!fields.includes(field), field);
      }
    });

    it("tells its id, ARN, name and web ACL", async () => {
      const { edge } = await build(origin);
      const outputs = pulumi.all([
        edge.distributionId,
        edge.distributionArn,
        edge.domainName,
        edge.webAclArn,
      ]);
      assert.deepEqual(await new Promise((resolve) => outputs.apply(resolve)), [
        "edge-distribution-id",
        "arn:mock:edge-distribution",
        "d111.cloudfront.net",
        "arn:mock:edge-web-acl",
      ]);
    });
  });
}

describe("EdgeDistribution's web ACL", () => {
  async function ruleNames(origin: EdgeDistributionArgs["origin"], more: Partial<EdgeDistributionArgs> = {}) {
    const { registered } = await build(origin, more);
    const rules = only(registered, WEB_ACL).inputs.rules as { name: string; statement: unknown }[];
    return { rules, text: JSON.stringify(rules), order: rules.map(({ name }) => name) };
  }

  it("limits one address to 2000 requests to a site and 10000 to an API, or to what is given", async () => {
    assert.match((await ruleNames(site)).text, /"limit":2000\b/);
    assert.match((await ruleNames(api)).text, /"limit":10000\b/);
    assert.match((await ruleNames(api, { rateLimit: 123 })).text, /"limit":123\b/);
  });

  it("limits the parts of an API besides", async () => {
    const limit = { name: "login", pathPrefix: "/v1/login", limit: 50 };
    const { order, text } = await ruleNames({ ...api, rateLimitedPaths: [limit] });
    assert.ok(order.includes("rate-limit-login"));
    assert.match(text, /"searchString":"\/v1\/login"/);
  });

  it("turns data centres away from a site and lets partners in them reach an API", async () => {
    assert.doesNotMatch((await ruleNames(site)).text, /HostingProviderIPList/);
    assert.match(
      (await ruleNames(api)).text,
      /"actionToUse":\{"count":\{\}\},"name":"HostingProviderIPList"/,
    );
  });

  it("puts address lists first and Bot Control last", async () => {
    const { order } = await ruleNames(site, {
      allowedAddresses: ["203.0.113.0/24"],
      deniedAddresses: ["198.51.100.0/24", "2001:db8::/32"],
      botControl: true,
    });
    assert.deepEqual(order.slice(0, 3), [
      "allowed-addresses-ipv4",
      "denied-addresses-ipv4",
      "denied-addresses-ipv6",
    ]);
    assert.equal(order.at(-1), "AWSManagedRulesBotControlRuleSet");
  });

  it("keeps the addresses of each list by version", async () => {
    const { registered } = await build(site, { deniedAddresses: ["198.51.100.0/24", "2001:db8::/32"] });
    const set = only(registered, "aws:wafv2/ipSet:IpSet", "edge-denied-ipv6");
    assert.deepEqual(set.inputs, {
      region: "us-east-1",
      scope: "CLOUDFRONT",
      name: "hub-prod-web-denied-ipv6",
      ipAddressVersion: "IPV6",
      addresses: ["2001:db8::/32"],
    });
  });
});

describe("EdgeDistribution's args", () => {
  it("cannot say what CloudFront refuses", () => {
    // @ts-expect-error a site takes no paths of its own, so none that writes
    const pathsOnASite: SiteOriginArgs = { ...site, staticPaths: ["/api/*"] };
    // @ts-expect-error an API has one origin
    const secondApi: ApiOriginArgs = { ...api, secondary: site.secondary };
    // @ts-expect-error the secret is an output, never plain text
    const plainSecret: ApiOriginArgs = { ...api, secretHeaderValue: "plain" };
    assert.ok(pathsOnASite && secondApi && plainSecret, "checked by the compiler");
  });

  it("are refused with their path, value and what is allowed, before any resource", () => {
    const registered = startMocks();
    const resourceName = "x".repeat(54);
    assert.throws(
      () => new EdgeDistribution("edge", { ...minimal, origin: site, resourceName }),
      (error: Error) =>
        pulumi.InputPropertyError.isInstance(error) &&
        error.propertyPath === "resourceName" &&
        error.message ===
          `EdgeDistribution "edge": resourceName: "${resourceName}" is too long with 54 characters, ` +
            `49 are allowed: the CloudFront function "${resourceName}-viewer-request" may have 64`,
    );
    assert.deepEqual(registered, []);
  });
});
