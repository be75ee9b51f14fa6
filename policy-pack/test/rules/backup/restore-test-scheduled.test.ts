import assert from "node:assert/strict";
import { restoreTestScheduled as rule } from "../../../rules/backup/restore-test-scheduled";
import { reference, resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const plan = resource("aws:backup/plan:Plan", "plan", { rules: [] });
const trial = resource("aws:backup/restoreTestingPlan:RestoreTestingPlan", "trial", { name: "weekly" });
const selection = (restoreTestingPlanName: unknown) =>
  resource("aws:backup/restoreTestingSelection:RestoreTestingSelection", "selection", {
    restoreTestingPlanName,
  });

describe("restore-test-scheduled", () => {
  it("accepts a trial with a selection, by name or by edge", async () => {
    for (const name of ["weekly", reference(trial)]) {
      assert.deepEqual(await said(rule, [plan, trial, selection(name)]), []);
    }
  });

  it("refuses backups that are never restored on trial", async () => {
    assert.deepEqual(await said(rule, [plan]), ["plan: Nothing restores its backups on trial."]);
  });

  it("refuses a trial that selects nothing", async () => {
    for (const others of [[], [selection("monthly")]]) {
      assert.deepEqual(await said(rule, [plan, trial, ...others]), [
        "trial: It has no selection, so it restores nothing.",
      ]);
    }
  });

  it("asks nothing of a system that is not tier-0, nor of one without backups", async () => {
    assert.deepEqual(await said(rule, [plan, trial], { settings: { tier: "tier-1" } }), []);
    assert.deepEqual(await said(rule, [resource("aws:rds/cluster:Cluster", "data")]), []);
  });

  it("does not judge a selection whose trial is not known", async () => {
    assert.deepEqual(await said(rule, [plan, trial, selection(unknown)]), [
      "trial? restoreTestingPlanName is not known yet",
    ]);
  });
});
