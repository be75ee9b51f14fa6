import assert from "node:assert/strict";
import { auroraGlobalRegionalCmk as rule } from "../../../rules/data/aurora-global-regional-cmk";
import { provider, reference, resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const key = (region: unknown, type = "aws:kms/key:Key") => resource(type, "key", { region });
const arn = (region: string) => `arn:aws:kms:${region}:111122223333:key/1234`;

function global(change: Record<string, unknown> = {}) {
  return resource("aws:rds/globalCluster:GlobalCluster", "global", { storageEncrypted: true, ...change });
}

function member(change: Record<string, unknown> = {}) {
  return resource("aws:rds/cluster:Cluster", "west", {
    region: "us-west-2",
    globalClusterIdentifier: "payments",
    storageEncrypted: true,
    kmsKeyId: arn("us-west-2"),
    ...change,
  });
}

describe("aurora-global-regional-cmk", () => {
  it("accepts a known key of the member's region", async () => {
    assert.deepEqual(await said(rule, [global(), member()]), []);
  });

  for (const type of ["aws:kms/key:Key", "aws:kms/replicaKey:ReplicaKey", "aws:kms/alias:Alias"]) {
    it(`accepts a ${type} of its region that is not created yet, by its edge`, async () => {
      const own = key("us-west-2", type);
      assert.deepEqual(await said(rule, [own, member({ kmsKeyId: reference(own) })]), []);
    });
  }

  it("refuses a key of another region, known or by its edge", async () => {
    const foreign = key("us-east-2");
    const expected = ["west: Its key is in us-east-2, the member in us-west-2."];
    assert.deepEqual(await said(rule, [foreign, member({ kmsKeyId: reference(foreign) })]), expected);
    assert.deepEqual(await said(rule, [member({ kmsKeyId: arn("us-east-2") })]), expected);
  });

  it("refuses a member without a key of its own", async () => {
    for (const kmsKeyId of [undefined, ""]) {
      assert.deepEqual(await said(rule, [member({ kmsKeyId })]), [
        "west: kmsKeyId is not set: the member gets AWS's own key.",
      ]);
    }
    assert.deepEqual(await said(rule, [member({ kmsKeyId: "alias/aws/rds" })]), [
      "west: kmsKeyId is the alias of AWS's own key.",
    ]);
  });

  it("refuses an unencrypted member and an unencrypted global cluster", async () => {
    const resources = [global({ storageEncrypted: false }), member({ storageEncrypted: undefined })];
    assert.deepEqual(await said(rule, resources), [
      "global: storageEncrypted is not set on the global cluster.",
      "west: storageEncrypted is not set on this member.",
    ]);
  });

  it("asks nothing of a global cluster that takes over a cluster's encryption, nor of single clusters", async () => {
    const made = global({ storageEncrypted: undefined, sourceDbClusterIdentifier: "arn:aws:rds:..." });
    const single = member({ globalClusterIdentifier: undefined, storageEncrypted: false });
    assert.deepEqual(await said(rule, [made, single]), []);
  });

  it("does not judge a key that is not known, but the encryption beside it", async () => {
    assert.deepEqual(await said(rule, [member({ kmsKeyId: unknown, storageEncrypted: false })]), [
      "west: storageEncrypted is not set on this member.",
      "west? kmsKeyId is not known yet",
    ]);
  });

  it("misses a key that the program did not set, although AWS will name or has named its own", async () => {
    for (const kmsKeyId of [unknown, arn("us-west-2")]) {
      const filled = resource(
        "aws:rds/cluster:Cluster",
        "west",
        { region: "us-west-2", globalClusterIdentifier: "payments", storageEncrypted: true },
        { outputs: { kmsKeyId } },
      );
      assert.deepEqual(await said(rule, [filled]), [
        "west: kmsKeyId is not set: the member gets AWS's own key.",
      ]);
    }
  });

  it("takes regions from the providers", async () => {
    const west = { provider: provider("aws", "aws", { region: "us-west-2" }) };
    const foreign = resource("aws:kms/key:Key", "key", { region: "eu-west-1" }, west);
    const props = {
      globalClusterIdentifier: "payments",
      storageEncrypted: true,
      kmsKeyId: reference(foreign),
    };
    const cluster = resource("aws:rds/cluster:Cluster", "west", props, west);
    assert.deepEqual(await said(rule, [foreign, cluster]), [
      "west: Its key is in eu-west-1, the member in us-west-2.",
    ]);
  });
});
