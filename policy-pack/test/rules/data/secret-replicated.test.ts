import assert from "node:assert/strict";
import { secretReplicated as rule } from "../../../rules/data/secret-replicated";
import { provider, reference, resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const key = resource("aws:kms/key:Key", "key");
const east = { provider: provider("aws", "aws", { region: "us-east-2" }) };

function secret(change: Record<string, unknown> = {}, options = {}) {
  const replicas = [{ region: "us-west-2", kmsKeyId: reference(key) }];
  return resource(
    "aws:secretsmanager/secret:Secret",
    "credentials",
    { kmsKeyId: reference(key), replicas, ...change },
    options,
  );
}

const both = { settings: { requiredRegions: ["us-east-2", "us-west-2"] } };

describe("secret-replicated", () => {
  it("accepts a replica in another region with a key that is not created yet", async () => {
    assert.deepEqual(await said(rule, [secret()]), []);
  });

  it("accepts replicas under AWS's own key when the secret is under it too", async () => {
    assert.deepEqual(
      await said(rule, [secret({ kmsKeyId: undefined, replicas: [{ region: "us-west-2" }] })]),
      [],
    );
  });

  it("refuses a secret without replicas", async () => {
    for (const replicas of [undefined, []]) {
      assert.deepEqual(await said(rule, [secret({ replicas })]), [
        "credentials: It has no replica in another region.",
      ]);
    }
  });

  it("refuses a replica without a key when the secret has one", async () => {
    assert.deepEqual(await said(rule, [secret({ replicas: [{ region: "us-west-2" }] })]), [
      "credentials: Replica 1 has no kmsKeyId: it gets AWS's own key, unlike the secret.",
    ]);
  });

  it("wants every required region but the secret's own, wherever it says it", async () => {
    assert.deepEqual(await said(rule, [secret({ region: "us-east-2" })], both), []);
    assert.deepEqual(await said(rule, [secret({}, east)], both), []);
    assert.deepEqual(await said(rule, [secret({ region: "eu-west-1" })], both), [
      "credentials: It has no replica in us-east-2.",
    ]);
  });

  it("does not judge required regions while the secret's own is not stated, unless all are there", async () => {
    assert.deepEqual(await said(rule, [secret()], both), [
      "credentials? neither the secret nor its provider says its region",
    ]);
    const settings = { requiredRegions: ["us-west-2"] };
    assert.deepEqual(await said(rule, [secret()], { settings }), []);
  });

  it("takes the regions of the whole pack where it has none of its own", async () => {
    const regions = ["us-east-2", "us-west-2", "eu-west-1"];
    const own = secret({ region: "us-east-2" });
    assert.deepEqual(await said(rule, [own], { settings: { regions } }), [
      "credentials: It has no replica in eu-west-1.",
    ]);
    const settings = { regions, requiredRegions: ["us-west-2"] };
    assert.deepEqual(await said(rule, [own], { settings }), []);
  });

  it("mends a secret under AWS's own key, and leaves others alone", async () => {
    const mending = { settings: { regions: ["us-east-2", "us-west-2", "eu-west-1"] }, remediate: true };
    const plain = { kmsKeyId: undefined, region: "us-east-2" };
    for (const replicas of [undefined, [{ region: "us-west-2" }]]) {
      assert.deepEqual(await said(rule, [secret({ ...plain, replicas })], mending), []);
    }
    const kept = secret({ region: "us-east-2" });
    assert.deepEqual(await said(rule, [kept], mending), ["credentials: It has no replica in eu-west-1."]);
    const settings = { ...mending.settings, requiredRegions: [], exempt: [] };
    for (const change of [{ region: "us-east-2" }, {}]) {
      const one = { ...secret({ ...change, kmsKeyId: "alias/own" }), urn: "", region: change.region };
      assert.equal(rule.remediate?.(one, settings), undefined);
    }
    const placeless = { ...secret({ kmsKeyId: undefined }), urn: "", region: undefined };
    assert.equal(rule.remediate?.(placeless, settings), undefined);
    const exempt = { ...mending.settings, exempt: ["cred*"] };
    const subject = { ...secret(plain), urn: "", region: "us-east-2" };
    assert.equal(rule.remediate?.(subject, { ...exempt, requiredRegions: [] }), undefined);
  });

  it("leaves secrets with an exempt name alone, and only those", async () => {
    const bare = secret({ replicas: undefined });
    assert.deepEqual(await said(rule, [bare], { settings: { exempt: ["cred*als"] } }), []);
    assert.equal((await said(rule, [bare], { settings: { exempt: ["cred", "c.edentials"] } })).length, 1);
  });

  it("does not judge replicas that are not known", async () => {
    assert.deepEqual(await said(rule, [secret({ replicas: unknown })]), [
      "credentials? replicas is not known yet",
    ]);
  });
});
