import assert from "node:assert/strict";
import { paymentPageHeaders as rule } from "../../../rules/edge/payment-page-headers";
import { reference, resource, type TestResource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const goodContent = "default-src 'self'; frame-ancestors 'none'; report-uri https://reports.example.com/csp";
const policy = (change: Record<string, unknown> = {}, contentSecurityPolicy: unknown = goodContent) =>
  resource("aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy", "policy", {
    securityHeadersConfig: {
      contentSecurityPolicy: { contentSecurityPolicy, override: true },
      strictTransportSecurity: { accessControlMaxAgeSec: 31536000, override: true },
      frameOptions: { frameOption: "DENY", override: true },
      contentTypeOptions: { override: true },
      ...change,
    },
  });
const edge = (responseHeadersPolicyId: unknown, pathPattern = "/checkout/*") =>
  resource("aws:cloudfront/distribution:Distribution", "edge", {
    defaultCacheBehavior: {},
    orderedCacheBehaviors: [{ pathPattern, responseHeadersPolicyId }],
  });
const page = (made: TestResource) => [made, edge(reference(made))];
const content = (text: string) => said(rule, page(policy({}, text)));

describe("payment-page-headers", () => {
  it("accepts a page with all headers", async () => {
    assert.deepEqual(await said(rule, page(policy())), []);
    assert.deepEqual(await content("script-src 'nonce-x' 'unsafe-inline'; report-to csp"), []);
  });

  it("asks nothing of other pages, nor of an API", async () => {
    assert.deepEqual(await said(rule, [edge(undefined, "/about/*"), edge(undefined, "/api/payments/*")]), []);
  });

  it("refuses a page without headers, and with managed ones", async () => {
    for (const path of ["/checkout/*", "checkout", "/shop/Payment*", "/pay"]) {
      assert.deepEqual(await said(rule, [edge(undefined, path)]), [
        "edge: The ordered cache behavior 1 has no response headers policy.",
      ]);
    }
    assert.deepEqual(await said(rule, [edge("67f7725c-6f97-4210-82d7-5512b31e9d03")]), [
      "edge: The ordered cache behavior 1 has a managed response headers policy, which names no scripts.",
    ]);
  });

  it("takes paths from the setting, the default behavior too", async () => {
    const settings = { paths: ["default", "/about/*"] };
    assert.deepEqual(await said(rule, [edge(undefined, "/about/*")], { settings }), [
      "edge: The default cache behavior has no response headers policy.",
      "edge: The ordered cache behavior 1 has no response headers policy.",
    ]);
  });

  it("misses each header", async () => {
    const missing: Record<string, string> = {
      strictTransportSecurity: "Its strictTransportSecurity is missing or shorter than a year.",
      contentTypeOptions: "It has no contentTypeOptions (nosniff).",
      contentSecurityPolicy: "It has no contentSecurityPolicy.",
    };
    for (const [header, message] of Object.entries(missing)) {
      assert.deepEqual(await said(rule, page(policy({ [header]: undefined }))), [`policy: ${message}`]);
    }
    const short = { strictTransportSecurity: { accessControlMaxAgeSec: 31535999 } };
    assert.deepEqual(await said(rule, page(policy(short))), [`policy: ${missing.strictTransportSecurity}`]);
  });

  it("takes frame-ancestors for frame options, but not nothing", async () => {
    assert.deepEqual(await said(rule, page(policy({ frameOptions: undefined }))), []);
    const open = policy({ frameOptions: undefined }, "default-src 'self'; report-to csp");
    assert.deepEqual(await said(rule, page(open)), [
      "policy: It lets other pages frame this one: it has no frameOptions.",
    ]);
  });

  it("reads the content security policy", async () => {
    assert.deepEqual(await content("frame-ancestors 'none'; report-to csp"), [
      "policy: Its contentSecurityPolicy names no scripts: neither script-src nor default-src.",
    ]);
    assert.deepEqual(await content("default-src 'none'; Script-Src 'self' 'unsafe-inline'; report-to csp"), [
      "policy: Its contentSecurityPolicy lets inline scripts run.",
    ]);
    for (const source of ["*", "https:", "data:", "'unsafe-eval'"]) {
      assert.deepEqual(await content(`script-src 'self' ${source}; report-to csp`), [
        "policy: Its contentSecurityPolicy lets scripts of anybody run.",
      ]);
    }
    assert.deepEqual(await content("default-src 'self'"), [
      "policy: Its contentSecurityPolicy reports nothing: neither report-to nor report-uri.",
    ]);
  });

  it("finds the policy by a known id, and judges it once for two pages", async () => {
    const { type, name, props } = policy({ contentTypeOptions: undefined });
    const made = resource(type, name, props, { outputs: { id: "p-1" } });
    const both = resource("aws:cloudfront/distribution:Distribution", "edge", {
      orderedCacheBehaviors: ["/pay", "/checkout"].map((pathPattern) => ({
        pathPattern,
        responseHeadersPolicyId: "p-1",
      })),
    });
    assert.deepEqual(await said(rule, [made, both]), ["policy: It has no contentTypeOptions (nosniff)."]);
  });

  it("can't tell a policy of another stack, one of several, nor headers that are not known", async () => {
    assert.deepEqual(await said(rule, [edge("p-9")]), [
      "edge? its response headers policy is not in this stack",
    ]);
    assert.deepEqual(await said(rule, [edge(unknown)]), [
      "edge? its response headers policy is not known yet",
    ]);
    assert.deepEqual(await said(rule, page(policy({ contentTypeOptions: undefined }, unknown))), [
      "policy: It has no contentTypeOptions (nosniff).",
      "policy? securityHeadersConfig.contentSecurityPolicy.contentSecurityPolicy is not known yet",
    ]);
  });
});
