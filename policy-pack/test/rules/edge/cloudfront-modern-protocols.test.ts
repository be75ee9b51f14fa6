import assert from "node:assert/strict";
import { cloudfrontModernProtocols as rule } from "../../../rules/edge/cloudfront-modern-protocols";
import { resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";
import { mended } from "../mended";

const disabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
const edge = (props: Record<string, unknown> = {}) =>
  resource("aws:cloudfront/distribution:Distribution", "edge", {
    httpVersion: "http2and3",
    isIpv6Enabled: true,
    defaultCacheBehavior: { compress: true },
    ...props,
  });

describe("cloudfront-modern-protocols", () => {
  it("accepts HTTP/2 and 3, and CloudFront's default", async () => {
    for (const httpVersion of ["http2and3", "http3", "http2", undefined]) {
      assert.deepEqual(await said(rule, [edge({ httpVersion })]), []);
    }
  });

  it("refuses HTTP/1.1 and IPv4 alone", async () => {
    for (const httpVersion of ["http1.1", "HTTP1.1"]) {
      assert.deepEqual(await said(rule, [edge({ httpVersion })]), ["edge: It speaks HTTP/1.1 only."]);
    }
    for (const isIpv6Enabled of [false, undefined]) {
      assert.deepEqual(await said(rule, [edge({ isIpv6Enabled })]), ["edge: isIpv6Enabled is not on."]);
    }
  });

  it("refuses behaviors that don't compress, but for those that cache nothing", async () => {
    const behaviors = [{ compress: true }, {}, { cachePolicyId: disabled }];
    assert.deepEqual(
      await said(rule, [edge({ defaultCacheBehavior: {}, orderedCacheBehaviors: behaviors })]),
      [
        "edge: The default cache behavior does not compress.",
        "edge: The ordered cache behavior 2 does not compress.",
      ],
    );
  });

  it("can't tell what is not known, but the rest", async () => {
    assert.deepEqual(await said(rule, [edge({ isIpv6Enabled: unknown, defaultCacheBehavior: {} })]), [
      "edge: The default cache behavior does not compress.",
      "edge? isIpv6Enabled is not known yet",
    ]);
  });

  it("mends all of it, and adds nothing to a good distribution", async () => {
    const bad = edge({
      httpVersion: "http1.1",
      isIpv6Enabled: false,
      defaultCacheBehavior: { targetOriginId: "a" },
      orderedCacheBehaviors: [{ pathPattern: "/a", compress: false }, { cachePolicyId: disabled }],
    });
    const better = mended(rule, bad);
    assert.deepEqual(await said(rule, [better]), []);
    assert.deepEqual(better.props.defaultCacheBehavior, { targetOriginId: "a", compress: true });
    assert.deepEqual(better.props.orderedCacheBehaviors, [
      { pathPattern: "/a", compress: true },
      { cachePolicyId: disabled },
    ]);
    assert.deepEqual(mended(rule, edge()).props, edge().props);
  });
});
