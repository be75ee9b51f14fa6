import assert from "node:assert/strict";
import { s3CriticalReplicationComplete as rule } from "../../../rules/data/s3-critical-replication-complete";
import { reference, resource, type TestResource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const bucket = (name: string, region: unknown, props: Record<string, unknown> = {}) =>
  resource("aws:s3/bucket:Bucket", name, { region, bucket: name, ...props });
const source = bucket("source", "us-east-2");
const copy = bucket("copy", "us-west-2");
const versioning = (of: TestResource, status: unknown = "Enabled") =>
  resource("aws:s3/bucketVersioning:BucketVersioning", `${of.name}-versioning`, {
    bucket: reference(of),
    versioningConfiguration: { status },
  });
const encryption = (sseAlgorithm: string) =>
  resource(
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    "encryption",
    { bucket: reference(source), rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm } }] },
  );
const time = { replicationTime: { status: "Enabled" } };
const replication = (
  to: TestResource | string,
  change: Record<string, unknown> = {},
  destination: Record<string, unknown> = time,
) =>
  resource("aws:s3/bucketReplicationConfig:BucketReplicationConfig", "replication", {
    bucket: reference(source),
    rules: [
      {
        status: "Enabled",
        destination: { bucket: typeof to === "string" ? to : reference(to), ...destination },
        ...change,
      },
    ],
  });
const both = [source, copy, versioning(source), versioning(copy)];
const critical = { settings: { critical: ["source"] } };

describe("s3-critical-replication-complete", () => {
  it("accepts a critical bucket that is replicated completely, to a bucket by edge or by ARN", async () => {
    for (const to of [copy, "arn:aws:s3:::copy"]) {
      assert.deepEqual(await said(rule, [...both, replication(to)], critical), []);
    }
  });

  it("accepts versioning in the bucket's own block", async () => {
    const versioned = (name: string, region: string) =>
      bucket(name, region, { versioning: { enabled: true } });
    const copied = versioned("copy", "us-west-2");
    const inline = bucket("source", "us-east-2", {
      versioning: { enabled: true },
      replicationConfiguration: {
        rules: [{ status: "Enabled", destination: { bucket: reference(copied), ...time } }],
      },
    });
    assert.deepEqual(await said(rule, [inline, copied], critical), []);
  });

  it("refuses a critical bucket without replication, by name or by its tag, but not the copy", async () => {
    assert.deepEqual(await said(rule, [source], critical), ["source: It is not replicated."]);
    const tags = { "data-classification": "cardholder" };
    assert.deepEqual(await said(rule, [bucket("tagged", "us-east-2", { tags })]), [
      "tagged: It is not replicated.",
    ]);
    const all = { settings: { critical: ["*"] } };
    assert.deepEqual(await said(rule, [...both, replication(copy)], all), []);
    const off = replication(copy, { status: "Disabled" });
    assert.deepEqual(await said(rule, [...both, off], critical), ["source: It is not replicated."]);
  });

  it("asks nothing of a bucket that is neither critical nor replicated", async () => {
    assert.deepEqual(await said(rule, [source]), []);
  });

  it("refuses a copy in the same region", async () => {
    const near = bucket("near", "us-east-2");
    const resources = [source, near, versioning(source), versioning(near), replication(near)];
    assert.deepEqual(await said(rule, resources), ["source: It is copied within us-east-2 only."]);
  });

  it("accepts a second copy in the same region", async () => {
    const near = bucket("near", "us-east-2");
    const two = resource("aws:s3/bucketReplicationConfig:BucketReplicationConfig", "replication", {
      bucket: reference(source),
      rules: [near, copy].map((to) => ({ status: "Enabled", destination: { bucket: reference(to) } })),
    });
    assert.deepEqual(await said(rule, [...both, near, versioning(near), two]), []);
  });

  it("refuses missing versions on either side", async () => {
    assert.deepEqual(await said(rule, [source, copy, versioning(copy), replication(copy)]), [
      "source: It is replicated but not versioned.",
    ]);
    for (const others of [[], [versioning(copy, "Suspended")]]) {
      assert.deepEqual(await said(rule, [source, copy, versioning(source), ...others, replication(copy)]), [
        "source: Its copy copy is not versioned.",
      ]);
    }
  });

  it("refuses a rule that leaves out what the bucket encrypts", async () => {
    const out = replication(copy);
    assert.deepEqual(await said(rule, [...both, encryption("aws:kms"), out]), [
      "source: Replication rule 1 leaves out objects that are encrypted with KMS.",
    ]);
    assert.deepEqual(await said(rule, [...both, encryption("AES256"), out]), []);
    const selected = replication(copy, {
      sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } },
    });
    assert.deepEqual(await said(rule, [...both, encryption("aws:kms"), selected]), []);
  });

  it("wants time control of critical buckets when minutes count", async () => {
    const slow = replication(copy, {}, {});
    assert.deepEqual(await said(rule, [...both, slow], critical), [
      "source: Replication rule 1 has no replication time control.",
    ]);
    assert.deepEqual(await said(rule, [...both, slow]), []);
    const hours = { settings: { ...critical.settings, rpoSeconds: 3600 } };
    assert.deepEqual(await said(rule, [...both, slow], hours), []);
  });

  it("sees the copy in a peer by its ARN", async () => {
    const own = [source, versioning(source), replication("arn:aws:s3:::copy")];
    const peer = (...resources: TestResource[]) => ({ peers: [{ stack: "west", resources }] });
    assert.deepEqual(await said(rule, own, peer(copy, versioning(copy))), []);
    assert.deepEqual(await said(rule, own, peer(copy)), ["source: Its copy copy is not versioned."]);
  });

  it("does not judge a copy that is not in sight, nor a region that nobody states", async () => {
    assert.deepEqual(await said(rule, [source, versioning(source), replication("arn:aws:s3:::elsewhere")]), [
      "source? the bucket that it is copied to is not in this stack",
    ]);
    const placeless = bucket("copy", undefined);
    const resources = [source, placeless, versioning(source), versioning(placeless), replication(placeless)];
    assert.deepEqual(await said(rule, resources), [
      "source? the region of the bucket or of its copy is not stated",
    ]);
  });

  it("finds a missing version behind another that is not known", async () => {
    const resources = [source, copy, versioning(source, unknown), replication(copy)];
    assert.deepEqual(await said(rule, resources), [
      "source: Its copy copy is not versioned.",
      "source? versioningConfiguration.status is not known yet",
    ]);
  });

  it("asks for time control below its fifteen minutes, not at them", async () => {
    const resources = [...both, replication(copy, {}, {})];
    const within = (rpoSeconds: number) => ({ settings: { ...critical.settings, rpoSeconds } });
    assert.deepEqual(await said(rule, resources, within(900)), []);
    assert.deepEqual(await said(rule, resources, within(899)), [
      "source: Replication rule 1 has no replication time control.",
    ]);
  });
});
