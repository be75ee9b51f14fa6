import assert from "node:assert/strict";
import { edgeTlsFloor as rule } from "../../../rules/edge/edge-tls-floor";
import { resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const origin = { originProtocolPolicy: "https-only", originSslProtocols: ["TLSv1.2"] };

function distribution(change: Record<string, unknown> = {}) {
  return resource("aws:cloudfront/distribution:Distribution", "edge", {
    viewerCertificate: { acmCertificateArn: unknown, minimumProtocolVersion: "TLSv1.2_2021" },
    defaultCacheBehavior: { viewerProtocolPolicy: "redirect-to-https" },
    orderedCacheBehaviors: [{ viewerProtocolPolicy: "https-only" }],
    origins: [{ originId: "bucket" }, { originId: "api", customOriginConfig: origin }],
    ...change,
  });
}
const withOrigin = (change: Record<string, unknown>) =>
  distribution({ origins: [{ customOriginConfig: { ...origin, ...change } }] });
const withCertificate = (viewerCertificate: unknown) => distribution({ viewerCertificate });

const listenerTypes = ["lb", "alb", "elasticloadbalancingv2", "applicationloadbalancing"].map(
  (module) => `aws:${module}/listener:Listener`,
);
const listener = (change: Record<string, unknown>, type = listenerTypes[0] ?? "") =>
  resource(type, "listener", {
    protocol: "HTTPS",
    sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
    ...change,
  });

describe("edge-tls-floor", () => {
  it("accepts a distribution with TLS 1.2 on both sides", async () => {
    assert.deepEqual(await said(rule, [distribution()]), []);
  });

  const policies = "minimumProtocolVersion is none of TLSv1.2_2021, TLSv1.2_2025, TLSv1.3_2025.";
  const cases: Record<string, [ReturnType<typeof distribution>, string]> = {
    "an old viewer policy": [withCertificate({ minimumProtocolVersion: "TLSv1.1_2016" }), policies],
    "no viewer policy": [withCertificate({ acmCertificateArn: unknown }), policies],
    "no viewer certificate": [withCertificate(undefined), policies],
    "CloudFront's certificate": [
      withCertificate({ cloudfrontDefaultCertificate: true, minimumProtocolVersion: "TLSv1.2_2021" }),
      "The viewer certificate is CloudFront's own, which allows TLS 1.0.",
    ],
    "plain HTTP by default": [
      distribution({ defaultCacheBehavior: { viewerProtocolPolicy: "allow-all" } }),
      "The default cache behavior answers plain HTTP: viewerProtocolPolicy is allow-all.",
    ],
    "plain HTTP on a path": [
      distribution({ orderedCacheBehaviors: [{ viewerProtocolPolicy: "allow-all" }] }),
      "The ordered cache behavior 1 answers plain HTTP: viewerProtocolPolicy is allow-all.",
    ],
    "an origin over HTTP": [
      withOrigin({ originProtocolPolicy: "http-only" }),
      "Origin 1 may be asked over plain HTTP: originProtocolPolicy is not https-only.",
    ],
    "an origin as the viewer likes": [
      withOrigin({ originProtocolPolicy: "match-viewer" }),
      "Origin 1 may be asked over plain HTTP: originProtocolPolicy is not https-only.",
    ],
    "an origin with old versions": [
      withOrigin({ originSslProtocols: ["TLSv1", "TLSv1.1", "TLSv1.2"] }),
      "Origin 1 allows TLSv1, TLSv1.1 in originSslProtocols.",
    ],
  };
  for (const [name, [edge, message]] of Object.entries(cases)) {
    it(`refuses ${name}`, async () => {
      assert.deepEqual(await said(rule, [edge]), [`edge: ${message}`]);
    });
  }

  it("judges a VPC origin like any origin", async () => {
    const vpcOrigin = (vpcOriginEndpointConfig: unknown) =>
      resource("aws:cloudfront/vpcOrigin:VpcOrigin", "origin", { vpcOriginEndpointConfig });
    const good = {
      originProtocolPolicy: "https-only",
      originSslProtocols: { items: ["TLSv1.2"], quantity: 1 },
    };
    const bad = {
      originProtocolPolicy: "http-only",
      originSslProtocols: { items: ["TLSv1.1"], quantity: 1 },
    };
    assert.deepEqual(await said(rule, [vpcOrigin(good)]), []);
    assert.deepEqual(await said(rule, [vpcOrigin(bad)]), [
      "origin: The origin may be asked over plain HTTP: originProtocolPolicy is not https-only.",
      "origin: The origin allows TLSv1.1 in originSslProtocols.",
    ]);
  });

  for (const type of listenerTypes) {
    it(`judges ${type}`, async () => {
      assert.deepEqual(await said(rule, [listener({}, type)]), []);
      assert.deepEqual(await said(rule, [listener({ sslPolicy: undefined }, type)]), [
        "listener: sslPolicy is not set: the default allows TLS 1.0.",
      ]);
    });
  }

  it("knows the listeners' policies", async () => {
    const good = [
      "TLS13-1-3-2021-06",
      "TLS13-1-2-Res-PQ-2025-09",
      "TLS-1-2-Ext-2018-06",
      "FS-1-2-Res-2020-10",
    ];
    for (const name of good) {
      assert.deepEqual(await said(rule, [listener({ sslPolicy: `ELBSecurityPolicy-${name}` })]), [], name);
    }
    for (const name of [
      "2016-08",
      "TLS13-1-0-2021-06",
      "TLS13-1-1-2021-06",
      "TLS-1-1-2017-01",
      "FS-2018-06",
    ]) {
      assert.deepEqual(
        await said(rule, [listener({ protocol: "TLS", sslPolicy: `ELBSecurityPolicy-${name}` })]),
        ["listener: sslPolicy allows versions before TLS 1.2."],
        name,
      );
    }
  });

  it("asks nothing of a TCP listener", async () => {
    assert.deepEqual(await said(rule, [listener({ protocol: "TCP", sslPolicy: undefined })]), []);
  });

  it("judges the domains of both kinds of API", async () => {
    const rest = (securityPolicy?: string) =>
      resource("aws:apigateway/domainName:DomainName", "domain", { securityPolicy });
    const http = (securityPolicy?: string) =>
      resource("aws:apigatewayv2/domainName:DomainName", "domain", {
        domainNameConfiguration: { securityPolicy },
      });
    for (const domain of [rest, http]) {
      assert.deepEqual(await said(rule, [domain("TLS_1_2"), domain("SecurityPolicy_TLS13_1_3_2025_09")]), []);
      assert.deepEqual(await said(rule, [domain("TLS_1_0")]), [
        "domain: securityPolicy allows versions before TLS 1.2.",
      ]);
      assert.deepEqual(await said(rule, [domain()]), [
        "domain: securityPolicy is not set; the default depends on the kind of endpoint.",
      ]);
    }
  });

  it("finds the open origin behind a certificate block and a policy that are not known", async () => {
    const edge = distribution({
      viewerCertificate: unknown,
      origins: [{ customOriginConfig: { ...origin, originProtocolPolicy: "http-only" } }],
    });
    assert.deepEqual(await said(rule, [edge, listener({ sslPolicy: unknown })]), [
      "edge: Origin 1 may be asked over plain HTTP: originProtocolPolicy is not https-only.",
      "edge? viewerCertificate is not known yet",
      "listener? sslPolicy is not known yet",
    ]);
  });
});
