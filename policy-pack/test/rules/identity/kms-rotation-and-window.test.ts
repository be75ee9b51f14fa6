import assert from "node:assert/strict";
import { kmsRotationAndWindow as rule } from "../../../rules/identity/kms-rotation-and-window";
import { resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";
import { mended } from "../mended";

const key = (props: Record<string, unknown> = {}) =>
  resource("aws:kms/key:Key", "key", { enableKeyRotation: true, ...props });
const still = "key: It does not rotate: enableKeyRotation is not on.";
const soon = "key: Its deletion waits less than 30 days.";

describe("kms-rotation-and-window", () => {
  it("accepts a key that rotates, with KMS's own periods or stated ones", async () => {
    assert.deepEqual(await said(rule, [key()]), []);
    assert.deepEqual(await said(rule, [key({ rotationPeriodInDays: 90, deletionWindowInDays: 30 })]), []);
  });

  it("refuses a key that does not rotate, also when nobody asked for it", async () => {
    for (const enableKeyRotation of [false, undefined]) {
      assert.deepEqual(await said(rule, [key({ enableKeyRotation })]), [still]);
    }
  });

  it("refuses a long period, a short window and a bypass", async () => {
    assert.deepEqual(await said(rule, [key({ rotationPeriodInDays: 366 })]), [
      "key: It rotates later than every 365 days.",
    ]);
    assert.deepEqual(await said(rule, [key({ deletionWindowInDays: 29 })]), [soon]);
    assert.deepEqual(await said(rule, [key({ bypassPolicyLockoutSafetyCheck: true })]), [
      "key: bypassPolicyLockoutSafetyCheck is on.",
    ]);
  });

  it("takes other limits from the settings", async () => {
    const settings = { rotationDays: 90, windowDays: 7 };
    assert.deepEqual(await said(rule, [key({ deletionWindowInDays: 7 })], { settings }), [
      "key: It rotates later than every 90 days.",
    ]);
  });

  it("asks no rotation of keys that KMS does not rotate", async () => {
    for (const props of [
      { customerMasterKeySpec: "RSA_4096", keyUsage: "SIGN_VERIFY" },
      { customerMasterKeySpec: "HMAC_256", keyUsage: "GENERATE_VERIFY_MAC" },
      { customKeyStoreId: "cks-1" },
    ]) {
      assert.deepEqual(await said(rule, [key({ enableKeyRotation: undefined, ...props })]), []);
    }
  });

  for (const type of [
    "replicaKey:ReplicaKey",
    "externalKey:ExternalKey",
    "replicaExternalKey:ReplicaExternalKey",
  ]) {
    it(`asks the window, not the rotation, of a ${type}`, async () => {
      const replica = (props: Record<string, unknown>) => resource(`aws:kms/${type}`, "key", props);
      assert.deepEqual(await said(rule, [replica({})]), []);
      assert.deepEqual(await said(rule, [replica({ deletionWindowInDays: 7 })]), [soon]);
    });
  }

  it("can't tell what is not known, but the rest", async () => {
    assert.deepEqual(await said(rule, [key({ enableKeyRotation: unknown, deletionWindowInDays: 7 })]), [
      soon,
      "key? enableKeyRotation is not known yet",
    ]);
  });

  it("mends all of it, and adds nothing to a good key", async () => {
    const bad = key({
      enableKeyRotation: false,
      rotationPeriodInDays: 400,
      deletionWindowInDays: 7,
      bypassPolicyLockoutSafetyCheck: true,
    });
    assert.deepEqual(await said(rule, [mended(rule, bad)]), []);
    assert.deepEqual(mended(rule, key()).props, key().props);
    const replica = resource("aws:kms/replicaKey:ReplicaKey", "key", { deletionWindowInDays: 7 });
    assert.deepEqual(mended(rule, replica).props, { deletionWindowInDays: 30 });
  });
});
