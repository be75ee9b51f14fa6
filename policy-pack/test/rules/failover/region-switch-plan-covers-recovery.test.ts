import assert from "node:assert/strict";
import { regionSwitchPlanCoversRecovery as rule } from "../../../rules/failover/region-switch-plan-covers-recovery";
import { resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const plan = (props: Record<string, unknown> = {}) =>
  resource("aws:arcregionswitch/plan:Plan", "plan", {
    regions: ["us-east-2", "us-west-2"],
    recoveryTimeObjectiveMinutes: 15,
    associatedAlarms: [{ mapBlockKey: "orders", resourceIdentifier: unknown }],
    ...props,
  });
const both = { settings: { regions: ["us-east-2", "us-west-2"] } };

describe("region-switch-plan-covers-recovery", () => {
  it("accepts a plan of all regions within the objective", async () => {
    assert.deepEqual(await said(rule, [plan()], both), []);
    assert.deepEqual(await said(rule, [plan({ recoveryTimeObjectiveMinutes: undefined })], both), []);
  });

  it("refuses a plan that lacks a region, of the setting or of a peer", async () => {
    const settings = { regions: ["us-east-2", "us-west-2", "eu-west-1"] };
    assert.deepEqual(await said(rule, [plan()], { settings }), ["plan: It does not name eu-west-1."]);
    const peers = [{ stack: "peer", region: "eu-west-1", resources: [] }];
    assert.deepEqual(await said(rule, [plan()], { peers }), ["plan: It does not name eu-west-1."]);
  });

  it("refuses a longer objective than the system's", async () => {
    assert.deepEqual(await said(rule, [plan({ recoveryTimeObjectiveMinutes: 16 })], both), [
      "plan: Its recoveryTimeObjectiveMinutes is longer than 900 seconds.",
    ]);
  });

  it("refuses a plan without alarms", async () => {
    assert.deepEqual(await said(rule, [plan({ associatedAlarms: [] })], both), [
      "plan: It has no associatedAlarms.",
    ]);
  });

  it("does not judge regions that nobody states", async () => {
    assert.deepEqual(await said(rule, [plan()]), ["plan? the setting regions names no region"]);
  });

  it("finds the missing alarms behind regions that are not known", async () => {
    assert.deepEqual(await said(rule, [plan({ regions: [unknown], associatedAlarms: undefined })], both), [
      "plan: It has no associatedAlarms.",
      "plan? regions.0 is not known yet",
    ]);
  });

  it("names every region that is missing, and takes peers without a region for none", async () => {
    const settings = { regions: ["us-east-2", "eu-west-1", "eu-west-2"] };
    assert.deepEqual(await said(rule, [plan()], { settings }), [
      "plan: It does not name eu-west-1, eu-west-2.",
    ]);
    const peers = [{ stack: "peer", resources: [] }];
    assert.deepEqual(await said(rule, [plan()], { peers }), ["plan? the setting regions names no region"]);
  });
});
