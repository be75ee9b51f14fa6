import assert from "node:assert/strict";
import { longestGapHours } from "../rules/backup/schedules";

/** The longest time between two runs, in hours. */
const table: Record<string, number | undefined> = {
  "rate(12 hours)": 12,
  "rate(1 hour)": 1,
  "rate(90 minutes)": 1.5,
  "rate(7 days)": 168,
  " rate( 2   days ) ": 48,
  "rate(hours)": undefined,
  "rate(x 2 hours)": undefined,
  "rate(2 hours x)": undefined,
  "rate(2 weeks)": undefined,
  "cron(0 5 ? * * *)": 24,
  "cron(0 5 * * ? *)": 24,
  "cron( 0  5  *  *  ?  * )": 24,
  "cron(0 5,17 * * ? *)": 12,
  "cron(0 17,5 * * ? *)": 12,
  "cron(30,0 8 * * ? *)": 23.5,
  "cron(0 0/6 * * ? *)": 6,
  "cron(0 */8 * * ? *)": 8,
  "cron(0 2-5 * * ? *)": 21,
  "cron(0 2-10/4 * * ? *)": 16,
  "cron(0/15 * * * ? *)": 0.25,
  "cron(0 5 ? * MON-FRI *)": 72,
  "cron(0 5 ? * mon-fri *)": 72,
  "cron(0 5 ? * 2-6 *)": 72,
  "cron(0 5 ? * SUN *)": 168,
  "cron(0 5 ? * SAT,WED *)": 96,
  "cron(0 5 1 * ? *)": 31 * 24,
  "cron(0 5 1 JAN,JUL ? *)": 184 * 24,
  "cron(0 5 1 1/6 ? *)": 184 * 24,
  "cron(0 5 1 DEC ? *)": 365 * 24,
  "cron(0 5 31 12 ? 2026)": undefined,
  "cron(0 5 L * ? *)": undefined,
  "cron(0 5 ? * 2#1 *)": undefined,
  "cron(0 5-x * * ? *)": undefined,
  "cron(0 5/0 * * ? *)": undefined,
  "cron(0 , * * ? *)": undefined,
  "cron(0 /5 * * ? *)": undefined,
  "cron(x 5 * * ? *)": undefined,
  "cron(0 x * * ? *)": undefined,
  "cron(0 5 * x ? *)": undefined,
  "cron(0 5 * * x *)": undefined,
  "cron(0 5 * * ? x)": undefined,
  "cron(0 5/6/7 * * ? *)": undefined,
  "cron(0 5/6x * * ? *)": undefined,
  "cron(0 5 * * ?)": undefined,
  "cron(0 5 * * ? * *)": undefined,
  "cron()": undefined,
  "cron(0 5 * * ? *) and more": undefined,
  "my cron(0 5 * * ? *)": undefined,
  "at(2026-11-21T05:00:00)": undefined,
  "0 5 * * ? *": undefined,
  "": undefined,
};

describe("the longest gap of a schedule", () => {
  for (const [schedule, hours] of Object.entries(table)) {
    it(`${schedule || "nothing"}: ${hours ?? "not known"}`, () => {
      assert.equal(longestGapHours(schedule), hours);
    });
  }
});
