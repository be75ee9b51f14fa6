import assert from "node:assert/strict";
import { backupVaultImmutable as rule } from "../../../rules/backup/backup-vault-immutable";
import { reference, resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const vault = resource("aws:backup/vault:Vault", "vault", { name: "vault" });
const lock = (
  props: Record<string, unknown> = { changeableForDays: 3 },
  backupVaultName: unknown = "vault",
) =>
  resource("aws:backup/vaultLockConfiguration:VaultLockConfiguration", "lock", { backupVaultName, ...props });
const policy = (...statements: Record<string, unknown>[]) =>
  resource("aws:backup/vaultPolicy:VaultPolicy", "policy", {
    backupVaultName: reference(vault),
    policy: JSON.stringify({ Version: "2012-10-17", Statement: statements }),
  });

describe("backup-vault-immutable", () => {
  it("accepts a lock in compliance mode, by name or by edge", async () => {
    for (const name of ["vault", reference(vault)]) {
      assert.deepEqual(await said(rule, [vault, lock({ changeableForDays: 3 }, name)]), []);
    }
    assert.deepEqual(await said(rule, [vault, lock({ changeableForDays: unknown })]), []);
  });

  it("refuses a vault without a lock, or with the lock of another vault", async () => {
    for (const others of [[], [lock({ changeableForDays: 3 }, "other")]]) {
      assert.deepEqual(await said(rule, [vault, ...others]), ["vault: It has no VaultLockConfiguration."]);
    }
  });

  it("accepts a vault that everything is copied out of", async () => {
    const plan = (...rules: Record<string, unknown>[]) => resource("aws:backup/plan:Plan", "plan", { rules });
    const copied = {
      targetVaultName: reference(vault, "vault"),
      copyActions: [{ destinationVaultArn: unknown }],
    };
    const missing = ["vault: It has no VaultLockConfiguration."];
    assert.deepEqual(await said(rule, [vault, plan(copied)]), []);
    assert.deepEqual(await said(rule, [vault, plan(copied, { targetVaultName: "vault" })]), missing);
    assert.deepEqual(await said(rule, [vault, plan({ ...copied, targetVaultName: "other" })]), missing);
    assert.deepEqual(await said(rule, [vault, plan({ ...copied, targetVaultName: unknown })]), [
      "vault? rules.0.targetVaultName is not known yet",
    ]);
  });

  it("takes governance mode for enough, and no lock for too little", async () => {
    assert.deepEqual(await said(rule, [vault, lock({})]), []);
    assert.equal((await said(rule, [vault])).length, 1);
  });

  it("refuses governance mode where the setting demands compliance", async () => {
    assert.deepEqual(await said(rule, [vault, lock({})], { settings: { lock: "compliance" } }), [
      "vault: Its lock is in governance mode: changeableForDays is not set.",
    ]);
  });

  it("refuses a policy that allows deletion, and accepts one that denies it", async () => {
    const principal = { Principal: { AWS: "arn:aws:iam::111122223333:role/a" }, Resource: "*" };
    const allow = { Effect: "Allow", Action: ["backup:DeleteRecoveryPoint"], ...principal };
    assert.deepEqual(await said(rule, [vault, lock(), policy(allow)]), [
      "vault: Statement 1 of its policy allows backup:DeleteRecoveryPoint.",
    ]);
    const everything = { ...allow, Action: "backup:*" };
    assert.deepEqual(await said(rule, [vault, lock(), policy(everything)]), [
      "vault: Statement 1 of its policy allows everything.",
    ]);
    const harmless = { ...allow, Action: "backup:CopyIntoBackupVault" };
    const denied = { ...everything, Effect: "Deny" };
    assert.deepEqual(await said(rule, [vault, lock(), policy(harmless, denied)]), []);
  });

  it("does not judge a lock or policy that is not known", async () => {
    assert.deepEqual(await said(rule, [vault, lock({}, unknown)]), [
      "vault? backupVaultName is not known yet",
    ]);
    const open = resource("aws:backup/vaultPolicy:VaultPolicy", "policy", {
      backupVaultName: "vault",
      policy: unknown,
    });
    assert.deepEqual(await said(rule, [vault, open]), [
      "vault: It has no VaultLockConfiguration.",
      "vault? policy is not known yet",
    ]);
  });
});
