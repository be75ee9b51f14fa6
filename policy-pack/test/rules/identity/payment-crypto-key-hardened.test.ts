import assert from "node:assert/strict";
import { paymentCryptoKeyHardened as rule } from "../../../rules/identity/payment-crypto-key-hardened";
import { resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const modes = { encrypt: true, decrypt: true };
const key = (attributes: Record<string, unknown> = {}, props: Record<string, unknown> = {}) =>
  resource("aws:paymentcryptography/key:Key", "pin", {
    exportable: false,
    keyAttributes: [{ keyAlgorithm: "AES_256", keyModesOfUses: [modes], ...attributes }],
    ...props,
  });
const everything = "pin: It may be used for everything: noRestrictions is on.";

describe("payment-crypto-key-hardened", () => {
  it("accepts a strong key with one job that stays inside", async () => {
    assert.deepEqual(await said(rule, [key()]), []);
  });

  it("refuses an exportable key, unless it is one that is exchanged", async () => {
    const exportable = key({}, { exportable: true });
    assert.deepEqual(await said(rule, [exportable]), ["pin: It is exportable."]);
    assert.deepEqual(await said(rule, [exportable], { settings: { exchanged: ["p*"] } }), []);
  });

  it("refuses a weak algorithm, and others by setting", async () => {
    const weak = "pin: Its keyAlgorithm is too weak.";
    assert.deepEqual(await said(rule, [key({ keyAlgorithm: "TDES_2KEY" })]), [weak]);
    assert.deepEqual(await said(rule, [key()], { settings: { weakAlgorithms: ["AES_256"] } }), [weak]);
  });

  it("refuses a key without restrictions, in lists and in blocks", async () => {
    const free = { ...modes, noRestrictions: true };
    assert.deepEqual(await said(rule, [key({ keyModesOfUses: [free] })]), [everything]);
    const blocks = { keyAttributes: { keyAlgorithm: "AES_256", keyModesOfUses: free } };
    assert.deepEqual(await said(rule, [key({}, blocks)]), [everything]);
  });

  it("can't tell what is not known, but the rest", async () => {
    assert.deepEqual(
      await said(rule, [key({ keyAlgorithm: unknown, keyModesOfUses: [{ noRestrictions: true }] })]),
      [everything, "pin? keyAttributes.0.keyAlgorithm is not known yet"],
    );
  });
});
