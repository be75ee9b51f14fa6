import assert from "node:assert/strict";
import { healthCheckMissingDataUnhealthy as rule } from "../../../rules/failover/health-check-missing-data-unhealthy";
import { resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const check = (props: Record<string, unknown> = {}) =>
  resource("aws:route53/healthCheck:HealthCheck", "check", {
    type: "CLOUDWATCH_METRIC",
    cloudwatchAlarmName: unknown,
    insufficientDataHealthStatus: "Unhealthy",
    ...props,
  });

describe("health-check-missing-data-unhealthy", () => {
  it("accepts Unhealthy, while the alarm's name is not known", async () => {
    assert.deepEqual(await said(rule, [check()]), []);
  });

  for (const status of ["Healthy", "LastKnownStatus", undefined]) {
    it(`refuses ${status ?? "no status"}, and mends it`, async () => {
      const trusting = check({ insufficientDataHealthStatus: status });
      assert.deepEqual(await said(rule, [trusting]), [
        "check: Missing data of its alarm do not make it unhealthy.",
      ]);
      assert.deepEqual(await said(rule, [trusting], { remediate: true }), []);
    });
  }

  it("asks nothing of other checks, nor of an inverted one, which is a switch", async () => {
    const others = [
      check({ type: "HTTPS", insufficientDataHealthStatus: undefined }),
      check({ invertHealthcheck: true, insufficientDataHealthStatus: "LastKnownStatus" }),
    ];
    assert.deepEqual(await said(rule, others), []);
  });

  it("does not judge a status that is not known", async () => {
    assert.deepEqual(await said(rule, [check({ insufficientDataHealthStatus: unknown })]), [
      "check? insufficientDataHealthStatus is not known yet",
    ]);
  });
});
