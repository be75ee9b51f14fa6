import assert from "node:assert/strict";
import { eksSecretEncryption as rule } from "../../../rules/kubernetes/eks-secret-encryption";
import { resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const arn = (region: string) => `arn:aws:kms:${region}:111122223333:key/1234`;
const cluster = (encryptionConfig: unknown, region: unknown = "us-east-2") =>
  resource("aws:eks/cluster:Cluster", "payments", { region, encryptionConfig });
const config = (keyArn: unknown, resources: unknown = ["secrets"]) => ({ provider: { keyArn }, resources });

describe("eks-secret-encryption", () => {
  it("accepts a key of the cluster's region, and one that is not made yet", async () => {
    assert.deepEqual(await said(rule, [cluster(config(arn("us-east-2")))]), []);
  });

  it("refuses a cluster without a key", async () => {
    for (const none of [undefined, { resources: ["secrets"] }, config(undefined), config("")]) {
      assert.deepEqual(await said(rule, [cluster(none)]), [
        "payments: It has no encryptionConfig with a key.",
      ]);
    }
  });

  it("refuses a config for something else than secrets", async () => {
    for (const resources of [null, [], ["pods"]]) {
      assert.deepEqual(await said(rule, [cluster(config(arn("us-east-2"), resources))]), [
        "payments: The resources of its encryptionConfig do not name secrets.",
      ]);
    }
  });

  it("refuses a key of another region", async () => {
    assert.deepEqual(await said(rule, [cluster(config(arn("us-west-2")))]), [
      "payments: Its key is in us-west-2, the cluster in us-east-2.",
    ]);
  });

  it("can't tell the region of a key that is not known nor of a cluster that says none, but the rest", async () => {
    assert.deepEqual(await said(rule, [cluster(config(unknown, []))]), [
      "payments: The resources of its encryptionConfig do not name secrets.",
      "payments? encryptionConfig.provider.keyArn is not known yet",
    ]);
    assert.deepEqual(await said(rule, [cluster(config(arn("us-west-2")), "")]), [
      "payments? neither the cluster nor its provider says its region",
    ]);
  });
});
