import assert from "node:assert/strict";
import { backupFrequencyMeetsRpo as rule } from "../../../rules/backup/backup-frequency-meets-rpo";
import { longestGapHours } from "../../../rules/backup/schedules";
import { resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const daily = { schedule: "cron(0 5 ? * * *)", lifecycle: { deleteAfter: 35 } };
const plan = (...rules: unknown[]) => resource("aws:backup/plan:Plan", "plan", { rules });

describe("backup-frequency-meets-rpo", () => {
  it("accepts a daily backup that is kept for 35 days, or for ever", async () => {
    for (const change of [{}, { lifecycle: undefined }, { schedule: undefined }]) {
      assert.deepEqual(await said(rule, [plan({ ...daily, ...change })]), []);
    }
  });

  it("accepts rules that share the work: often and short, seldom and long", async () => {
    const short = { schedule: "rate(12 hours)", lifecycle: { deleteAfter: 7 } };
    const long = { schedule: "cron(0 5 1 * ? *)", lifecycle: { deleteAfter: 365 } };
    assert.deepEqual(await said(rule, [plan(short, long)]), []);
  });

  it("accepts continuous backups whatever their schedule", async () => {
    const continuous = { ...daily, schedule: "cron(0 5 1 * ? *)", enableContinuousBackup: true };
    assert.deepEqual(await said(rule, [plan(continuous)]), []);
  });

  it("refuses a plan that runs too seldom", async () => {
    const seldom = ["plan: It lets more than 24 hours pass between two backups."];
    for (const schedule of ["cron(0 5 ? * SUN *)", "cron(0 5 ? * MON-FRI *)", "rate(2 days)"]) {
      assert.deepEqual(await said(rule, [plan({ ...daily, schedule })]), seldom);
    }
    assert.deepEqual(await said(rule, [plan(daily)], { settings: { maximumHours: 12 } }), [
      "plan: It lets more than 12 hours pass between two backups.",
    ]);
  });

  it("refuses a plan that keeps nothing long enough", async () => {
    const short = plan({ ...daily, lifecycle: { deleteAfter: 7 } });
    assert.deepEqual(await said(rule, [short]), ["plan: It keeps no backup for 35 days."]);
    assert.deepEqual(await said(rule, [short], { settings: { retentionDays: 7 } }), []);
  });

  it("does not judge a schedule that it can't tell, and still finds the short retention", async () => {
    const open = plan({ schedule: "cron(0 5 L * ? *)", lifecycle: { deleteAfter: 7 } });
    assert.deepEqual(await said(rule, [open]), [
      "plan? a schedule is one that can't be told",
      "plan: It keeps no backup for 35 days.",
    ]);
    assert.deepEqual(await said(rule, [plan({ schedule: unknown, lifecycle: { deleteAfter: 7 } })]), [
      "plan: It keeps no backup for 35 days.",
      "plan? rules.0.schedule is not known yet",
    ]);
  });
});

describe("longestGapHours", () => {
  const table: [string, number | undefined][] = [
    ["rate(30 minutes)", 0.5],
    ["rate(1 hour)", 1],
    ["rate(7 days)", 168],
    ["cron(0 5 ? * * *)", 24],
    ["cron(0 5 * * ? *)", 24],
    ["cron(0/15 * * * ? *)", 0.25],
    ["cron(0 */6 * * ? *)", 6],
    ["cron(0 0,18 * * ? *)", 18],
    ["cron(0 8-10 * * ? *)", 22],
    ["cron(0 5 ? * SUN *)", 168],
    ["cron(0 5 ? * 2-6 *)", 72],
    ["cron(0 5 ? * mon,thu *)", 96],
    ["cron(0 5 1 * ? *)", 31 * 24],
    ["cron(0 5 1 JAN,JUL ? *)", 184 * 24],
    ["cron(0 5 1 1 ? 2020)", undefined],
    ["cron(0 5 L * ? *)", undefined],
    ["cron(0 5 ? * 6#3 *)", undefined],
    ["cron(0 5 * *)", undefined],
    ["every day", undefined],
    ["", undefined],
  ];
  for (const [schedule, hours] of table) {
    it(`${schedule || "nothing"}: ${hours ?? "can't tell"}`, () => {
      assert.equal(longestGapHours(schedule), hours);
    });
  }
});
