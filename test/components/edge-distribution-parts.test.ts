import assert from "node:assert/strict";
import {
  type ApiOriginArgs,
  type EdgeDistributionArgs,
  GeoRestrictionType,
  OriginKind,
  type SiteOriginArgs,
} from "../../components/edge-distribution/args";
import {
  apiBehaviour,
  siteBehaviour,
  staticPathBehaviours,
  uncachedErrors,
} from "../../components/edge-distribution/behaviours";
import { physicalNames } from "../../components/edge-distribution/names";
import { headerNameMistake } from "../../components/edge-distribution/origin-header";
import { apiOrigin, siteOriginGroup, siteOrigins } from "../../components/edge-distribution/origins";
import { removedHeaders, securityHeaders } from "../../components/edge-distribution/response-headers";
import { mistakes } from "../../components/edge-distribution/validate";
import { byVersion, isAddressRange } from "../../components/web-firewall/address-ranges";
import { type AddressSet, type FirewallPlan, firewallRules } from "../../components/web-firewall/rules";

describe("firewall rules", () => {
  const plan: FirewallPlan = {
    rateLimit: 2000,
    rateLimitedPaths: [],
    admitHostingProviders: false,
    botControl: false,
  };
  const full: FirewallPlan = {
    rateLimit: 2000,
    rateLimitedPaths: [
      { name: "login", pathPrefix: "/v1/login", limit: 50 },
      { name: "payments", pathPrefix: "/v1/payments", limit: 600 },
    ],
    admitHostingProviders: true,
    botControl: true,
  };
  const sets: AddressSet<string>[] = [
    { name: "allowed-addresses-ipv4", arn: "arn:a", action: "allow" },
    { name: "denied-addresses-ipv6", arn: "arn:d", action: "block" },
  ];

  it("are the five managed groups and the overall limit, with the least plan", () => {
    assert.deepEqual(
      firewallRules(plan, []).map(({ name }) => name),
      [
        "AWSManagedRulesAmazonIpReputationList",
        "rate-limit",
        "AWSManagedRulesAnonymousIpList",
        "AWSManagedRulesKnownBadInputsRuleSet",
        "AWSManagedRulesSQLiRuleSet",
        "AWSManagedRulesCommonRuleSet",
      ],
    );
  });

  it("stand in the order of cost, with the fullest plan", () => {
    assert.deepEqual(
      firewallRules(full, sets).map(({ name }) => name),
      [
        "allowed-addresses-ipv4",
        "denied-addresses-ipv6",
        "AWSManagedRulesAmazonIpReputationList",
        "rate-limit",
        "rate-limit-login",
        "rate-limit-payments",
        "AWSManagedRulesAnonymousIpList",
        "AWSManagedRulesKnownBadInputsRuleSet",
        "AWSManagedRulesSQLiRuleSet",
        "AWSManagedRulesCommonRuleSet",
        "AWSManagedRulesBotControlRuleSet",
      ],
    );
  });

  it("have names, metrics and priorities of their own", () => {
    const rules = firewallRules(full, sets);
    const columns: (string | number)[][] = [
      rules.map(({ name }) => name),
      rules.map(({ priority }) => priority),
      rules.map(({ visibilityConfig }) => visibilityConfig.metricName),
    ];
    for (const values of columns) assert.equal(new Set(values).size, rules.length);
    for (const { visibilityConfig } of rules) {
      assert.equal(visibilityConfig.cloudwatchMetricsEnabled, true);
      assert.equal(visibilityConfig.sampledRequestsEnabled, true);
    }
  });

  it("carry an action or, for a managed group, an override that changes nothing", () => {
    for (const { name, action, overrideAction, statement } of firewallRules(full, sets)) {
      const managed = "managedRuleGroupStatement" in statement;
      assert.deepEqual(overrideAction, managed ? { none: {} } : undefined, name);
      const allows = name.startsWith("allowed");
      assert.deepEqual(action, managed ? undefined : allows ? { allow: {} } : { block: {} }, name);
    }
  });

  it("count a path however it is written", () => {
    const [rule] = firewallRules(full, []).filter(({ name }) => name === "rate-limit-login");
    assert.deepEqual(rule?.statement, {
      rateBasedStatement: {
        aggregateKeyType: "IP",
        limit: 50,
        evaluationWindowSec: 300,
        scopeDownStatement: {
          byteMatchStatement: {
            fieldToMatch: { uriPath: {} },
            positionalConstraint: "STARTS_WITH",
            searchString: "/v1/login",
            textTransformations: [
              { priority: 0, type: "URL_DECODE" },
              { priority: 1, type: "NORMALIZE_PATH" },
              { priority: 2, type: "LOWERCASE" },
            ],
          },
        },
      },
    });
  });
});

describe("behaviours", () => {
  const shared = { responseHeadersPolicyId: "headers" };
  const policies = { cachePolicyId: "files", originRequestPolicyId: "header" };
  const writes = ["PUT", "POST", "PATCH", "DELETE"];

  it("surprise 1: no behaviour of an origin group writes, and none that writes has an origin group", () => {
    const site = siteBehaviour(shared, "files");
    const group = siteOriginGroup.originId;
    assert.equal(site.targetOriginId, group);
    assert.deepEqual(
      site.allowedMethods.filter((method) => writes.includes(method)),
      [],
    );
    for (const behaviour of [apiBehaviour(shared), ...staticPathBehaviours(shared, ["/docs/*"], policies)]) {
      assert.notEqual(behaviour.targetOriginId, group);
    }
  });

  it("write to the API's one origin and nowhere else", () => {
    const all = [
      siteBehaviour(shared, "files"),
      apiBehaviour(shared),
      ...staticPathBehaviours(shared, ["/docs/*"], policies),
    ];
    assert.deepEqual(
      all.map(({ targetOriginId, allowedMethods }) => [
        targetOriginId,
        writes.some((method) => allowedMethods.includes(method)),
      ]),
      [
        ["site", false],
        ["api", true],
        ["api", false],
      ],
    );
  });

  it("cache only methods that are allowed", () => {
    for (const { allowedMethods, cachedMethods } of [
      siteBehaviour(shared, "files"),
      apiBehaviour(shared),
      ...staticPathBehaviours(shared, ["/docs/*"], policies),
    ]) {
      for (const method of cachedMethods) assert.ok(allowedMethods.includes(method), method);
    }
  });

  it("never have a function and a Lambda function on the viewer's side together", () => {
    const both = { ...shared, requestLogFunctionArn: "arn:log", viewerRequestArn: "arn:function" };
    for (const behaviour of [
      siteBehaviour(both, "files"),
      apiBehaviour(both),
      ...staticPathBehaviours(both, ["/docs/*"], policies),
    ]) {
      assert.deepEqual(behaviour.functionAssociations, [
        { eventType: "viewer-request", functionArn: "arn:function" },
      ]);
      assert.equal(behaviour.lambdaFunctionAssociations?.[0]?.eventType, "origin-response");
    }
  });

  it("HUB-2 keep no error of an API, not even for CloudFront's ten seconds", () => {
    const codes = uncachedErrors.map(({ errorCode }) => errorCode);
    // Those that CloudFront always keeps: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html
    for (const kept of [404, 405, 414, 500, 501, 502, 503, 504]) assert.ok(codes.includes(kept), `${kept}`);
    for (const { errorCachingMinTtl, ...rest } of uncachedErrors) {
      assert.equal(errorCachingMinTtl, 0);
      assert.deepEqual(Object.keys(rest), ["errorCode"], "an error stays what it is");
    }
  });
});

describe("origins", () => {
  it("give up on a failed bucket within six seconds", () => {
    for (const { connectionAttempts, connectionTimeout } of siteOrigins("a", "b", "oac")) {
      assert.ok(connectionAttempts * connectionTimeout <= 6);
    }
  });

  it("keep no connection to a region that lost its record longer than five seconds", () => {
    assert.ok(apiOrigin("o").customOriginConfig.originKeepaliveTimeout <= 5);
  });
});

describe("response headers", () => {
  it("demand HTTPS for two years, of subdomains only if told so", () => {
    const { strictTransportSecurity } = securityHeaders("x", false);
    assert.deepEqual(strictTransportSecurity, {
      accessControlMaxAgeSec: 2 * 365 * 24 * 3600,
      includeSubdomains: false,
      override: true,
    });
  });

  it("hide the key and the account of a site's bucket, within CloudFront's ten headers", () => {
    const headers = removedHeaders(OriginKind.Site).map(({ header }) => header);
    assert.ok(headers.includes("x-amz-server-side-encryption-aws-kms-key-id"));
    assert.ok(headers.length <= 10);
    assert.deepEqual(removedHeaders(OriginKind.Api), [{ header: "Server" }, { header: "X-Powered-By" }]);
  });
});

describe("physical names", () => {
  it("fit with the longest prefix that is allowed, and one of them is full then", () => {
    const names = Object.values(physicalNames("x".repeat(49)));
    for (const { name, longest } of names) assert.ok(name.length <= longest, name);
    assert.ok(names.some(({ name, longest }) => name.length === longest));
  });

  it("put the web ACL's log where AWS WAF wants it", () => {
    assert.match(physicalNames("hub").firewallLog.name, /^aws-waf-logs-/);
  });
});

describe("address ranges", () => {
  const cases: [string, boolean][] = [
    ["203.0.113.0/24", true],
    ["203.0.113.7/32", true],
    ["2001:db8::/32", true],
    ["2001:db8::1/128", true],
    ["203.0.113.7", false],
    ["203.0.113.0/33", false],
    ["203.0.113.0/0", false],
    ["::/0", false],
    ["2001:db8::/129", false],
    ["203.0.113.0/24/8", false],
    ["203.0.113.0/ 24", false],
    ["example.com/24", false],
    ["", false],
  ];
  for (const [range, sound] of cases) {
    it(`${sound ? "take" : "refuse"} "${range}"`, () => assert.equal(isAddressRange(range), sound));
  }

  it("are told apart by version, in their order", () => {
    assert.deepEqual(byVersion(["10.0.0.0/8", "2001:db8::/32", "192.0.2.0/24"]), {
      IPV4: ["10.0.0.0/8", "192.0.2.0/24"],
      IPV6: ["2001:db8::/32"],
    });
  });
});

describe("the secret header's name", () => {
  for (const name of ["x-origin-verify", "X-Hub", "x-amzn"]) {
    it(`may be ${name}`, () => assert.equal(headerNameMistake(name), undefined));
  }
  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html#add-origin-custom-headers-denylist
  const kept = [
    ...["Accept-Encoding", "Cache-Control", "Connection", "Content-Length", "Cookie", "Host", "If-Match"],
    ...["If-Modified-Since", "If-None-Match", "If-Range", "If-Unmodified-Since", "Max-Forwards", "Pragma"],
    ...["Proxy-Authenticate", "Proxy-Authorization", "Proxy-Connection", "Range", "Request-Range", "TE"],
    ...["Trailer", "Transfer-Encoding", "Upgrade", "Via", "X-Real-Ip"],
  ];
  for (const name of [...kept, "X-Amz-Date", "x-edge-location", "a b", "", "a:b"]) {
    it(`may not be "${name}"`, () => assert.equal(typeof headerNameMistake(name), "string"));
  }
});

describe("EdgeDistribution's mistakes", () => {
  const site: SiteOriginArgs = {
    kind: OriginKind.Site,
    primary: { region: "eu-central-1", domainName: "a" },
    secondary: { region: "eu-west-1", domainName: "b" },
    originAccessControlId: "oac",
  };
  const api: ApiOriginArgs = {
    kind: OriginKind.Api,
    domainName: "api-origin.example.com",
    viewerRequestCode: "function handler(e) { return e.request; }",
    keyValueStoreArn: "arn:aws:cloudfront::111122223333:key-value-store/a",
  };
  const minimal: EdgeDistributionArgs = {
    resourceName: "hub",
    aliases: ["api.example.com"],
    zoneId: "Z",
    origin: api,
    accessLogBucketArn: "arn",
  };
  const limits = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ name: `n${i}`, pathPrefix: `/p${i}`, limit: 10 }));
  const limit = { name: "login", pathPrefix: "/login", limit: 10 };

  const cases: [title: string, more: Partial<EdgeDistributionArgs>, paths: string[]][] = [
    ["the least args", {}, []],
    ["a site", { origin: site }, []],
    ["a prefix with a dot", { resourceName: "hub.web" }, ["resourceName"]],
    ["a prefix that is too long", { resourceName: "x".repeat(50) }, ["resourceName"]],
    ["no alias", { aliases: [] }, ["aliases"]],
    ["an alias that is no name", { aliases: ["https://x.example.com"] }, ["aliases[0]"]],
    ["an alias in capitals", { aliases: ["API.example.com"] }, ["aliases[0]"]],
    ["a wildcard alias", { aliases: ["*.example.com"] }, []],
    ["an alias twice", { aliases: ["a.example.com", "a.example.com"] }, ["aliases[1]"]],
    [
      "both buckets in one region",
      { origin: { ...site, secondary: site.primary } },
      ["origin.secondary.region"],
    ],
    ["an address as origin", { origin: { ...api, domainName: "192.0.2.1" } }, ["origin.domainName"]],
    [
      "a distribution as its own origin",
      { origin: { ...api, domainName: "api.example.com" } },
      ["origin.domainName"],
    ],
    ["a reserved header", { origin: { ...api, secretHeaderName: "Host" } }, ["origin.secretHeaderName"]],
    ["static paths", { origin: { ...api, staticPaths: ["/docs/*", "/*.js"] } }, []],
    [
      "a static path over the whole API",
      { origin: { ...api, staticPaths: ["/*"] } },
      ["origin.staticPaths[0]"],
    ],
    ["a static path without a slash", { origin: { ...api, staticPaths: ["*"] } }, ["origin.staticPaths[0]"]],
    ["a static path twice", { origin: { ...api, staticPaths: ["/a", "/a"] } }, ["origin.staticPaths[1]"]],
    ["nine limits of paths", { origin: { ...api, rateLimitedPaths: limits(9) } }, []],
    [
      "ten limits of paths",
      { origin: { ...api, rateLimitedPaths: limits(10) } },
      ["origin.rateLimitedPaths"],
    ],
    [
      "a limit below ten",
      { origin: { ...api, rateLimitedPaths: [{ ...limit, limit: 9 }] } },
      ["origin.rateLimitedPaths[0].limit"],
    ],
    [
      "two limits of one name",
      { origin: { ...api, rateLimitedPaths: [limit, limit] } },
      ["origin.rateLimitedPaths[1].name"],
    ],
    [
      "a limit's name that is no metric's",
      { origin: { ...api, rateLimitedPaths: [{ ...limit, name: "log in" }] } },
      ["origin.rateLimitedPaths[0].name"],
    ],
    [
      "a path in capitals, which would never match",
      { origin: { ...api, rateLimitedPaths: [{ ...limit, pathPrefix: "/Login" }] } },
      ["origin.rateLimitedPaths[0].pathPrefix"],
    ],
    ["an overall limit below ten", { rateLimit: 9 }, ["rateLimit"]],
    ["a part of a request", { rateLimit: 10.5 }, ["rateLimit"]],
    ["an address that is no range", { allowedAddresses: ["192.0.2.1"] }, ["allowedAddresses[0]"]],
    ["everyone denied", { deniedAddresses: ["0.0.0.0/0"] }, ["deniedAddresses[0]"]],
    [
      "no country",
      { geoRestriction: { type: GeoRestrictionType.Deny, countries: [] } },
      ["geoRestriction.countries"],
    ],
    [
      "a country by its name",
      { geoRestriction: { type: GeoRestrictionType.Deny, countries: ["DE", "Poland"] } },
      ["geoRestriction.countries[1]"],
    ],
    [
      "a retention that CloudWatch lacks",
      { firewallLogRetentionInDays: 100 },
      ["firewallLogRetentionInDays"],
    ],
    ["a retention that CloudWatch has", { firewallLogRetentionInDays: 365 }, []],
    ["several at once", { aliases: [], rateLimit: 1 }, ["aliases", "rateLimit"]],
  ];
  for (const [title, more, paths] of cases) {
    it(`judge ${title}`, () => {
      const found = mistakes({ ...minimal, ...more });
      assert.deepEqual(
        found.map(({ propertyPath }) => propertyPath),
        paths,
      );
      for (const { reason } of found) assert.match(reason, /is not allowed, |too (long|many)/);
    });
  }
});
