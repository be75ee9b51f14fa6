import assert from "node:assert/strict";
import { healthCheckNotDisabled as rule } from "../../../rules/failover/health-check-not-disabled";
import { resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";
import { mended } from "../mended";

const check = (props: Record<string, unknown> = {}) =>
  resource("aws:route53/healthCheck:HealthCheck", "check", { type: "HTTPS", ...props });
const inverted = "check: It is inverted: its endpoint counts as healthy while it does not answer.";

describe("health-check-not-disabled", () => {
  it("accepts a check that is on", async () => {
    assert.deepEqual(await said(rule, [check(), check({ disabled: false, invertHealthcheck: false })]), []);
  });

  it("refuses a disabled check, and mends it", async () => {
    const off = check({ disabled: true });
    assert.deepEqual(await said(rule, [off]), ["check: It is disabled, so it counts as healthy for ever."]);
    assert.deepEqual(await said(rule, [off], { remediate: true }), []);
  });

  for (const type of ["HTTP", "HTTPS", "HTTP_STR_MATCH", "HTTPS_STR_MATCH", "TCP"]) {
    it(`refuses an inverted check by ${type}, and mends it`, async () => {
      const turned = check({ type, invertHealthcheck: true });
      assert.deepEqual(await said(rule, [turned]), [inverted]);
      assert.deepEqual(await said(rule, [turned], { remediate: true }), []);
    });
  }

  it("accepts switches: inverted checks of alarms, routing controls and other checks", async () => {
    const switches = ["CLOUDWATCH_METRIC", "RECOVERY_CONTROL", "CALCULATED"].map((type) =>
      check({ type, invertHealthcheck: true }),
    );
    assert.deepEqual(await said(rule, switches), []);
  });

  it("accepts an inverted check that the settings name, and leaves it as it is", async () => {
    const settings = { inverted: ["che*"] };
    const turned = check({ invertHealthcheck: true });
    assert.deepEqual(await said(rule, [turned], { settings }), []);
    assert.deepEqual(await said(rule, [turned], { settings: { inverted: ["other"] } }), [inverted]);
  });

  it("finds the inversion behind a switch that is not known", async () => {
    assert.deepEqual(await said(rule, [check({ disabled: unknown, invertHealthcheck: true })]), [
      inverted,
      "check? disabled is not known yet",
    ]);
  });

  it("changes only what is wrong", () => {
    const fine = check();
    assert.equal(mended(rule, fine), fine);
    const off = mended(rule, check({ disabled: true }));
    assert.deepEqual(off.props, { type: "HTTPS", disabled: false });
    const turned = mended(rule, check({ invertHealthcheck: true }));
    assert.deepEqual(turned.props, { type: "HTTPS", invertHealthcheck: false });
  });
});
