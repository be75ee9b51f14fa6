import assert from "node:assert/strict";
import { kmsMultiRegionReplicaPresent as rule } from "../../../rules/data/kms-multi-region-replica-present";
import { reference, resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const arn = "arn:aws:kms:us-east-2:111122223333:key/mrk-1";
const key = resource(
  "aws:kms/key:Key",
  "key",
  { region: "us-east-2", multiRegion: true, policy: "{}" },
  { outputs: { arn } },
);
const replica = (change: Record<string, unknown> = {}) =>
  resource("aws:kms/replicaKey:ReplicaKey", "replica", {
    region: "us-west-2",
    primaryKeyArn: reference(key),
    policy: "{}",
    ...change,
  });
const inWest = resource("aws:ec2/vpc:Vpc", "network", { region: "us-west-2" });
const both = { settings: { regions: ["us-east-2", "us-west-2"] } };

describe("kms-multi-region-replica-present", () => {
  it("accepts a replica in the other region, by edge or by the primary's ARN", async () => {
    for (const primaryKeyArn of [reference(key), arn]) {
      assert.deepEqual(await said(rule, [key, replica({ primaryKeyArn })], both), []);
    }
  });

  it("refuses a key without a replica in a region that it sees", async () => {
    assert.deepEqual(await said(rule, [key, inWest], both), ["key: It has no replica in us-west-2."]);
    const other = resource("aws:kms/key:Key", "other", { region: "us-east-2" });
    assert.deepEqual(await said(rule, [key, other, replica({ primaryKeyArn: reference(other) })], both), [
      "key: It has no replica in us-west-2.",
    ]);
  });

  it("sees the replica of a peer by the primary's ARN, and leaves judging it to the peer", async () => {
    const far = replica({ primaryKeyArn: arn, enabled: false });
    const peer = (...resources: (typeof far)[]) => ({ ...both, peers: [{ stack: "west", resources }] });
    assert.deepEqual(await said(rule, [key], peer(far)), []);
    assert.deepEqual(await said(rule, [key], peer(inWest)), ["key: It has no replica in us-west-2."]);
  });

  it("refuses a replica that is disabled", async () => {
    assert.deepEqual(await said(rule, [key, replica({ enabled: false })], both), [
      "replica: It is disabled.",
    ]);
  });

  it("refuses a replica without a policy when its primary has one", async () => {
    const bare = replica({ policy: undefined });
    assert.deepEqual(await said(rule, [key, bare], both), [
      "replica: It has no policy of its own, unlike its primary key.",
    ]);
    const policy = resource("aws:kms/keyPolicy:KeyPolicy", "policy", { keyId: reference(bare) });
    assert.deepEqual(await said(rule, [key, bare, policy], both), []);
  });

  it("asks no policy of a replica whose primary has none", async () => {
    const plain = resource("aws:kms/key:Key", "plain", { region: "us-east-2", multiRegion: true });
    const bare = replica({ primaryKeyArn: reference(plain), policy: undefined });
    assert.deepEqual(await said(rule, [plain, bare], both), []);
  });

  it("asks nothing of a key of one region", async () => {
    const single = resource("aws:kms/key:Key", "single", { region: "us-east-2" });
    assert.deepEqual(await said(rule, [single, inWest], both), []);
  });

  it("does not judge what it can't see or does not know", async () => {
    assert.deepEqual(await said(rule, [key], both), [
      "key? the resources of us-west-2 are neither in this stack nor in the snapshot of a peer",
    ]);
    assert.deepEqual(await said(rule, [key, inWest]), ["key? the setting regions names no region"]);
    assert.deepEqual(await said(rule, [key, replica({ primaryKeyArn: unknown })], both), [
      "key? the primary or the region of a replica is not known",
    ]);
    const open = resource("aws:kms/key:Key", "open", { multiRegion: unknown });
    assert.deepEqual(await said(rule, [open], both), ["open? multiRegion is not known yet"]);
    const placeless = resource("aws:kms/key:Key", "placeless", { multiRegion: true });
    assert.deepEqual(await said(rule, [placeless], both), [
      "placeless? neither the key nor its provider says its region",
    ]);
  });
});
