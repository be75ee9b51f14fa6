import assert from "node:assert/strict";
import { healthCheckHttpsDeepPath as rule } from "../../../rules/failover/health-check-https-deep-path";
import { resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";
import { mended } from "../mended";

const check = (props: Record<string, unknown> = {}) =>
  resource("aws:route53/healthCheck:HealthCheck", "check", {
    type: "HTTPS",
    fqdn: unknown,
    resourcePath: "/healthz/ready",
    regions: ["us-west-1", "eu-west-1", "ap-southeast-1"],
    ...props,
  });

describe("health-check-https-deep-path", () => {
  it("accepts a path over HTTPS, from three regions or from all", async () => {
    const all = check({ type: "HTTPS_STR_MATCH", regions: undefined, enableSni: true });
    assert.deepEqual(await said(rule, [check(), all]), []);
  });

  const bad: Record<string, [Record<string, unknown>, string[]]> = {
    "clear text": [{ type: "HTTP" }, ["It asks by HTTP instead of HTTPS."]],
    "an open port": [{ type: "TCP", resourcePath: undefined }, ["It asks by TCP instead of HTTPS."]],
    "no path": [{ resourcePath: undefined }, ["It asks no path of its own."]],
    "the start page": [{ resourcePath: "/" }, ["It asks no path of its own."]],
    "no SNI": [
      { enableSni: false },
      ["enableSni is off, so a shared endpoint answers with any certificate."],
    ],
    "two checkers": [{ regions: ["us-west-1", "eu-west-1"] }, ["Fewer than 3 regions check it."]],
  };
  for (const [what, [change, messages]] of Object.entries(bad)) {
    it(`refuses ${what}`, async () => {
      const wanted = messages.map((message) => `check: ${message}`);
      assert.deepEqual(await said(rule, [check(change)]), wanted);
    });
  }

  it("mends SNI, and leaves the rest to people", async () => {
    assert.deepEqual(await said(rule, [check({ enableSni: false })], { remediate: true }), []);
    assert.equal((await said(rule, [check({ type: "HTTP" })], { remediate: true })).length, 1);
  });

  it("asks nothing of lower tiers and of checks of alarms", async () => {
    assert.deepEqual(await said(rule, [check({ type: "TCP" })], { settings: { tier: "tier-1" } }), []);
    assert.deepEqual(await said(rule, [check({ type: "CLOUDWATCH_METRIC", resourcePath: undefined })]), []);
  });

  it("finds the missing SNI behind a path that is not known", async () => {
    assert.deepEqual(await said(rule, [check({ resourcePath: unknown, enableSni: false })]), [
      "check: enableSni is off, so a shared endpoint answers with any certificate.",
      "check? resourcePath is not known yet",
    ]);
  });

  it("has nothing to mend where nobody asks for SNI", () => {
    const off = { enableSni: false };
    const clear = check({ type: "HTTP", ...off });
    assert.equal(mended(rule, clear), clear);
    const untyped = check({ type: undefined, ...off });
    assert.equal(mended(rule, untyped), untyped);
    const low = check(off);
    assert.equal(mended(rule, low, { tier: "tier-1" }), low);
    assert.deepEqual(mended(rule, low).props.enableSni, true);
    const match = check({ type: "HTTPS_STR_MATCH", ...off });
    assert.deepEqual(mended(rule, match).props.enableSni, true);
  });
});
