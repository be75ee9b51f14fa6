import assert from "node:assert/strict";
import { cloudfrontOriginGroupWriteMethods as rule } from "../../../rules/failover/cloudfront-origin-group-write-methods";
import { resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const reads = ["GET", "HEAD", "OPTIONS"];
const all = [...reads, "PUT", "POST", "PATCH", "DELETE"];

function distribution(change: Record<string, unknown> = {}) {
  return resource("aws:cloudfront/distribution:Distribution", "edge", {
    originGroups: [{ originId: "site", members: [{ originId: "a" }, { originId: "b" }] }],
    defaultCacheBehavior: { targetOriginId: "site", allowedMethods: reads },
    orderedCacheBehaviors: [{ pathPattern: "/api/*", targetOriginId: "api", allowedMethods: all }],
    ...change,
  });
}

describe("cloudfront-origin-group-write-methods", () => {
  it("accepts reads on the group and writes on one origin", async () => {
    assert.deepEqual(await said(rule, [distribution()]), []);
  });

  it("refuses writes of the default behavior", async () => {
    const edge = distribution({ defaultCacheBehavior: { targetOriginId: "site", allowedMethods: all } });
    assert.deepEqual(await said(rule, [edge]), [
      "edge: The default cache behavior sends POST, PUT, PATCH, DELETE to an origin group.",
    ]);
  });

  for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
    it(`refuses ${method} of an ordered behavior, and does not print its path`, async () => {
      const orderedCacheBehaviors = [
        { pathPattern: "/a", targetOriginId: "site", allowedMethods: reads },
        { pathPattern: "/b", targetOriginId: "site", allowedMethods: [...reads, method] },
      ];
      assert.deepEqual(await said(rule, [distribution({ orderedCacheBehaviors })]), [
        `edge: The ordered cache behavior 2 sends ${method} to an origin group.`,
      ]);
    });
  }

  it("accepts a distribution without origin groups", async () => {
    assert.deepEqual(await said(rule, [distribution({ originGroups: undefined })]), []);
  });

  it("finds the violation behind a behavior that is not known", async () => {
    const edge = distribution({
      defaultCacheBehavior: { targetOriginId: unknown, allowedMethods: reads },
      orderedCacheBehaviors: [{ targetOriginId: "site", allowedMethods: all }],
    });
    assert.deepEqual(await said(rule, [edge]), [
      "edge: The ordered cache behavior 1 sends POST, PUT, PATCH, DELETE to an origin group.",
      "edge? defaultCacheBehavior.targetOriginId is not known yet",
    ]);
  });
});
