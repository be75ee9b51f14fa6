import assert from "node:assert/strict";
import { paymentPathsNotCached as rule } from "../../../rules/edge/payment-paths-not-cached";
import { reference, resource, type TestResource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const disabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
const optimized = "658327ea-f89d-4fab-a63d-7e88639e58f6";
const allViewer = "b689b0a8-53d0-40ab-baf2-68738e2966ac";
const good = { cachePolicyId: disabled, originRequestPolicyId: allViewer };
const all = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"];
const edge = (behavior: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  resource("aws:cloudfront/distribution:Distribution", "edge", {
    origins: [
      { originId: "api", customOriginConfig: { originProtocolPolicy: "https-only" } },
      { originId: "bucket", domainName: unknown },
    ],
    defaultCacheBehavior: { targetOriginId: "api", allowedMethods: all, ...behavior },
    ...more,
  });
const cachePolicy = (props: Record<string, unknown>) =>
  resource("aws:cloudfront/cachePolicy:CachePolicy", "cache", props);
const requestPolicy = (props: Record<string, unknown>) =>
  resource("aws:cloudfront/originRequestPolicy:OriginRequestPolicy", "request", props);
const caches = "edge: The default cache behavior caches what its origin answers.";
const silent = "edge: The default cache behavior does not forward who asks.";
const withCache = (made: TestResource) =>
  said(rule, [made, edge({ cachePolicyId: reference(made), originRequestPolicyId: allViewer })]);

describe("payment-paths-not-cached", () => {
  it("accepts an API that passes everything on, by any policy that does", async () => {
    assert.deepEqual(await said(rule, [edge(good)]), []);
    for (const cachePolicyId of [
      "83da9c7e-98b4-4e11-a168-04f0df8e2c65",
      "4cc15a8a-d715-48a4-82b8-cc0b614638fe",
    ]) {
      assert.deepEqual(await said(rule, [edge({ ...good, cachePolicyId })]), []);
    }
    assert.deepEqual(await withCache(cachePolicy({ minTtl: 0, defaultTtl: 0, maxTtl: 60 })), []);
    assert.deepEqual(await withCache(cachePolicy({ maxTtl: 0 })), []);
  });

  it("accepts a cache with the caller in its key", async () => {
    const keys = { headersConfig: { headerBehavior: "whitelist", headers: { items: ["authorization"] } } };
    const made = cachePolicy({ defaultTtl: 60, parametersInCacheKeyAndForwardedToOrigin: keys });
    assert.deepEqual(await said(rule, [made, edge({ cachePolicyId: reference(made) })]), []);
  });

  it("asks nothing of reads, but on payment paths, and nothing of buckets", async () => {
    const cached = { cachePolicyId: optimized, allowedMethods: ["GET", "HEAD"] };
    assert.deepEqual(await said(rule, [edge(cached)]), []);
    assert.deepEqual(
      await said(rule, [edge({ ...cached, targetOriginId: "bucket", allowedMethods: all })]),
      [],
    );
    const group = { originGroups: [{ originId: "group", members: [{ originId: "bucket" }] }] };
    assert.deepEqual(
      await said(rule, [edge({ ...cached, targetOriginId: "group" }, group)], {
        settings: { paths: ["default"] },
      }),
      [],
    );
    const ordered = {
      pathPattern: "checkout/*",
      targetOriginId: "api",
      originRequestPolicyId: allViewer,
      ...cached,
    };
    assert.deepEqual(await said(rule, [edge(good, { orderedCacheBehaviors: [ordered] })]), [
      "edge: The ordered cache behavior 1 caches what its origin answers.",
    ]);
  });

  it("refuses caching policies, managed and own, also by CloudFront's defaults", async () => {
    assert.deepEqual(await said(rule, [edge({ ...good, cachePolicyId: optimized })]), [caches]);
    for (const ttl of [{}, { defaultTtl: 60 }, { minTtl: 1, defaultTtl: 0 }]) {
      assert.deepEqual(await withCache(cachePolicy(ttl)), [caches]);
    }
  });

  it("reads behaviors without policies", async () => {
    const old = (headers: string[], ttl: Record<string, unknown> = {}, cookies = "all") =>
      said(rule, [edge({ forwardedValues: { headers, cookies: { forward: cookies } }, ...ttl })]);
    assert.deepEqual(await old([]), [caches]);
    assert.deepEqual(await old(["*"]), []);
    assert.deepEqual(await old(["Authorization"]), []);
    assert.deepEqual(await old([], { maxTtl: 0 }), []);
    assert.deepEqual(await old([], { defaultTtl: 0 }, "none"), [silent]);
  });

  it("refuses to forget who asks", async () => {
    const few = "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf";
    for (const originRequestPolicyId of [undefined, few]) {
      assert.deepEqual(await said(rule, [edge({ ...good, originRequestPolicyId })]), [silent]);
    }
    const asks = (props: Record<string, unknown>) => {
      const made = requestPolicy(props);
      return said(rule, [made, edge({ ...good, originRequestPolicyId: reference(made) })]);
    };
    assert.deepEqual(await asks({ headersConfig: { headerBehavior: "allExcept" } }), []);
    assert.deepEqual(await asks({ cookiesConfig: { cookieBehavior: "whitelist" } }), []);
    assert.deepEqual(await asks({ headersConfig: { headerBehavior: "whitelist" } }), [silent]);
  });

  it("can't tell policies of other stacks, nor what is not known, but the rest", async () => {
    assert.deepEqual(await said(rule, [edge({ cachePolicyId: "c-9", originRequestPolicyId: unknown })]), [
      "edge? its cache policy is not known yet or not in this stack",
      "edge? its origin request policy is not known yet or not in this stack",
    ]);
    const ordered = {
      pathPattern: "/pay",
      targetOriginId: "api",
      cachePolicyId: optimized,
      ...{ originRequestPolicyId: allViewer },
    };
    assert.deepEqual(
      await said(rule, [edge({ allowedMethods: unknown }, { orderedCacheBehaviors: [ordered] })]),
      [
        "edge: The ordered cache behavior 1 caches what its origin answers.",
        "edge? defaultCacheBehavior.allowedMethods is not known yet",
      ],
    );
  });
});
