import assert from "node:assert/strict";
import { backupVaultRegionalCmk as rule } from "../../../rules/backup/backup-vault-regional-cmk";
import { reference, resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const arn = (region: string) => `arn:aws:kms:${region}:111122223333:key/1`;
const vault = (kmsKeyArn: unknown, region: unknown = "us-west-2") =>
  resource("aws:backup/vault:Vault", "vault", { region, kmsKeyArn });
const keyIn = (region: string) => resource("aws:kms/key:Key", "key", { region });

describe("backup-vault-regional-cmk", () => {
  it("accepts a key of the vault's region, known or by edge", async () => {
    const key = keyIn("us-west-2");
    assert.deepEqual(await said(rule, [vault(arn("us-west-2"))]), []);
    assert.deepEqual(await said(rule, [key, vault(reference(key))]), []);
  });

  it("refuses AWS's own key", async () => {
    assert.deepEqual(await said(rule, [vault(undefined)]), [
      "vault: kmsKeyArn is not set: the vault gets AWS's own key.",
    ]);
    assert.deepEqual(await said(rule, [vault("arn:aws:kms:us-west-2:111122223333:alias/aws/backup")]), [
      "vault: kmsKeyArn is the alias of AWS's own key.",
    ]);
  });

  it("refuses a key of another region, known or by edge", async () => {
    const key = keyIn("us-east-2");
    const expected = ["vault: Its key is in us-east-2, the vault in us-west-2."];
    assert.deepEqual(await said(rule, [vault(arn("us-east-2"))]), expected);
    assert.deepEqual(await said(rule, [key, vault(reference(key))]), expected);
  });

  it("does not judge a key or a region that is not known", async () => {
    assert.deepEqual(await said(rule, [vault(unknown)]), ["vault? kmsKeyArn is not known yet"]);
    assert.deepEqual(await said(rule, [vault(arn("us-west-2"), undefined)]), []);
    const placeless = resource("aws:backup/vault:Vault", "vault", { kmsKeyArn: arn("us-west-2") });
    assert.deepEqual(await said(rule, [placeless]), [
      "vault? the region of the vault or of its key is not stated",
    ]);
  });
});
