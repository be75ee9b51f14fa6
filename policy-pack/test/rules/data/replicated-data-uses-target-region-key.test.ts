import assert from "node:assert/strict";
import { replicatedDataUsesTargetRegionKey as rule } from "../../../rules/data/replicated-data-uses-target-region-key";
import { reference, resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const arn = (region: string) => `arn:aws:kms:${region}:111122223333:key/1`;
const keyIn = (region: string) => resource("aws:kms/key:Key", `key-${region}`, { region });
const [east, west] = [keyIn("us-east-2"), keyIn("us-west-2")];

const secret = (kmsKeyId: unknown) =>
  resource("aws:secretsmanager/secret:Secret", "secret", { replicas: [{ region: "us-west-2", kmsKeyId }] });
const table = (kmsKeyArn: unknown) =>
  resource("aws:dynamodb/table:Table", "table", { replicas: [{ regionName: "us-west-2", kmsKeyArn }] });
const tableReplica = (kmsKeyArn: unknown) =>
  resource("aws:dynamodb/tableReplica:TableReplica", "replica", { region: "us-west-2", kmsKeyArn });

const source = resource("aws:s3/bucket:Bucket", "source", { region: "us-east-2", bucket: "source" });
const copy = resource("aws:s3/bucket:Bucket", "copy", { region: "us-west-2", bucket: "copy" });
const replication = (replicaKmsKeyId: unknown, change: Record<string, unknown> = {}) =>
  resource("aws:s3/bucketReplicationConfig:BucketReplicationConfig", "replication", {
    bucket: reference(source),
    rules: [
      {
        status: "Enabled",
        sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } },
        destination: { bucket: reference(copy), encryptionConfiguration: { replicaKmsKeyId } },
        ...change,
      },
    ],
  });
const buckets = [source, copy, east, west];

describe("replicated-data-uses-target-region-key", () => {
  it("accepts keys of the replica's region, known, by edge or looked up there", async () => {
    for (const key of [arn("us-west-2"), reference(west), "alias/replicas", undefined]) {
      const resources = [east, west, secret(key), table(key), tableReplica(key)];
      assert.deepEqual(await said(rule, resources), []);
    }
    for (const key of [arn("us-west-2"), reference(west)]) {
      assert.deepEqual(await said(rule, [...buckets, replication(key)]), []);
    }
  });

  it("refuses keys of another region, known or by edge", async () => {
    for (const key of [arn("us-east-2"), reference(east)]) {
      assert.deepEqual(await said(rule, [east, west, secret(key), table(key), tableReplica(key)]), [
        "secret: Replica 1 has a key of another region than its own: us-east-2.",
        "table: Replica 1 has a key of another region than its own: us-east-2.",
        "replica: Its key is in us-east-2, the replica in us-west-2.",
      ]);
      assert.deepEqual(await said(rule, [...buckets, replication(key)]), [
        "source: Replication rule 1 copies to us-west-2 under a key of us-east-2.",
      ]);
    }
  });

  it("reads the replication that stands in the bucket itself", async () => {
    const inline = (replicaKmsKeyId: string) =>
      resource("aws:s3/bucket:Bucket", "inline", {
        region: "us-east-2",
        replicationConfiguration: {
          rules: [{ status: "Enabled", destination: { bucket: "arn:aws:s3:::copy", replicaKmsKeyId } }],
        },
      });
    assert.deepEqual(await said(rule, [copy, inline(arn("us-west-2"))]), []);
    assert.deepEqual(await said(rule, [copy, inline(arn("us-east-2"))]), [
      "inline: Replication rule 1 copies to us-west-2 under a key of us-east-2.",
    ]);
  });

  it("refuses a rule that selects KMS objects but names no key", async () => {
    assert.deepEqual(await said(rule, [...buckets, replication(undefined)]), [
      "source: Replication rule 1 copies objects that are encrypted with KMS but names no key.",
    ]);
    const plain = replication(undefined, { sourceSelectionCriteria: undefined });
    assert.deepEqual(await said(rule, [...buckets, plain]), []);
  });

  it("does not judge a key that is not known, nor a bucket that is not in sight", async () => {
    assert.deepEqual(await said(rule, [secret(unknown)]), ["secret? replicas.0.kmsKeyId is not known yet"]);
    const away = replication(arn("us-east-2"), {
      destination: {
        bucket: "arn:aws:s3:::elsewhere",
        encryptionConfiguration: { replicaKmsKeyId: arn("us-east-2") },
      },
    });
    assert.deepEqual(await said(rule, [source, away]), [
      "source? the region of the bucket that it is copied to is not known",
    ]);
  });

  it("finds a foreign key behind one that is not known", async () => {
    const mixed = resource("aws:secretsmanager/secret:Secret", "secret", {
      replicas: [
        { region: "eu-west-1", kmsKeyId: unknown },
        { region: "us-west-2", kmsKeyId: arn("us-east-2") },
      ],
    });
    assert.deepEqual(await said(rule, [mixed]), [
      "secret: Replica 2 has a key of another region than its own: us-east-2.",
      "secret? replicas.0.kmsKeyId is not known yet",
    ]);
  });
});
