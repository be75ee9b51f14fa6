import assert from "node:assert/strict";
import { logRetentionFloor as rule } from "../../../rules/detection/log-retention-floor";
import { resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";
import { mended } from "../mended";

const group = (change: Record<string, unknown> = {}) =>
  resource("aws:cloudwatch/logGroup:LogGroup", "audit", {
    retentionInDays: 400,
    kmsKeyId: "arn:aws:kms:us-east-2:111122223333:key/1",
    ...change,
  });
const mending = { remediate: true };

describe("log-retention-floor", () => {
  it("accepts a year and more under a key, also one that is not known yet", async () => {
    for (const retentionInDays of [365, 400, 3653]) {
      assert.deepEqual(await said(rule, [group({ retentionInDays, kmsKeyId: unknown })]), []);
    }
  });

  it("refuses less than a year and for ever, and mends both", async () => {
    for (const retentionInDays of [1, 30, 180]) {
      const broken = group({ retentionInDays });
      assert.deepEqual(await said(rule, [broken]), ["audit: retentionInDays is less than 365."]);
      assert.deepEqual(await said(rule, [broken], mending), []);
    }
    for (const retentionInDays of [0, undefined]) {
      const broken = group({ retentionInDays });
      assert.deepEqual(await said(rule, [broken]), [
        "audit: retentionInDays is not set: the logs are kept for ever.",
      ]);
      assert.deepEqual(await said(rule, [broken], mending), []);
    }
  });

  it("mends to a number of days that CloudWatch takes", async () => {
    const settings = { retentionDays: 366 };
    const subject = { ...group({ retentionInDays: 1 }), urn: "", region: undefined, opts: undefined };
    assert.deepEqual(rule.remediate?.(subject, { ...settings, customerKey: "required" }), {
      retentionInDays: 400,
    });
    assert.deepEqual(await said(rule, [group({ retentionInDays: 1 })], { settings, ...mending }), []);
  });

  it("refuses AWS's own key, unless the setting allows it", async () => {
    const plain = group({ kmsKeyId: undefined });
    assert.deepEqual(await said(rule, [plain]), [
      "audit: kmsKeyId is not set: the logs are under AWS's own key.",
    ]);
    assert.deepEqual(await said(rule, [plain], { settings: { customerKey: "optional" } }), []);
  });

  it("asks no retention of a group that only delivers", async () => {
    const delivery = group({ logGroupClass: "DELIVERY", retentionInDays: undefined });
    assert.deepEqual(await said(rule, [delivery]), []);
    const subject = { ...delivery, urn: "", region: undefined };
    assert.equal(rule.remediate?.(subject, { retentionDays: 365, customerKey: "required" }), undefined);
  });

  it("finds the missing key behind a retention that is not known", async () => {
    assert.deepEqual(await said(rule, [group({ retentionInDays: unknown, kmsKeyId: undefined })]), [
      "audit: kmsKeyId is not set: the logs are under AWS's own key.",
      "audit? retentionInDays is not known yet",
    ]);
  });

  it("leaves what is enough as it is, and mends to just enough", () => {
    const fine = [group({ retentionInDays: 365 }), group({ retentionInDays: 366 })];
    for (const one of fine) assert.equal(mended(rule, one), one);
    assert.equal(mended(rule, group({ retentionInDays: 364 })).props.retentionInDays, 365);
    assert.equal(mended(rule, group({ retentionInDays: 0 })).props.retentionInDays, 365);
  });
});
