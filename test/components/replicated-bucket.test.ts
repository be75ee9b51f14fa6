import assert from "node:assert/strict";
import { BucketReplication, mistakes } from "../../components/bucket-replication";
import { ReplicatedBucket, type ReplicatedBucketArgs } from "../../components/replicated-bucket";
import { names, only, settled, startMocks } from "../support/mocks";

const REPLICATION = "aws:s3/bucketReplicationConfig:BucketReplicationConfig";
const ROLE = "aws:iam/role:Role";
const store = (region: string) => ({
  region,
  bucketName: `images-${region}`,
  bucketArn: `arn:aws:s3:::images-${region}`,
  keyArn: `arn:aws:kms:${region}:111122223333:key/k`,
});
const own: ReplicatedBucketArgs = {
  region: "eu-west-1",
  bucketName: "images-eu-west-1",
  resourceName: "images-eu-west-1-replication",
};

async function build(args: ReplicatedBucketArgs) {
  const registered = startMocks();
  const bucket = new ReplicatedBucket("images", args);
  await settled();
  return { registered, bucket };
}

interface Rule {
  id: string;
  deleteMarkerReplication: unknown;
  sourceSelectionCriteria: unknown;
  destination: Record<string, unknown>;
}

describe("ReplicatedBucket", () => {
  it("is a bucket alone while no other is there", async () => {
    const { registered, bucket } = await build(own);
    for (const none of [REPLICATION, ROLE]) assert.deepEqual(names(registered, none), [], none);
    assert.equal(bucket.store.bucketName, "images-eu-west-1");
    assert.equal(only(registered, "aws:kms/key:Key").inputs.region, "eu-west-1");
    assert.match(String(only(registered, "aws:s3/bucketPolicy:BucketPolicy").inputs.policy), /TlsOnly/);
  });

  it("NET-11 is followed by the bucket of another region, with deletions, changes of copies and a measured lag", async () => {
    const { registered } = await build({ ...own, replicateTo: [store("us-east-1")] });
    const { region, bucket, rules } = only(registered, REPLICATION).inputs;
    assert.deepEqual([region, bucket], ["eu-west-1", "images-eu-west-1"]);
    const [rule, ...others] = rules as Rule[];
    assert.deepEqual(others, []);
    const enabled = { status: "Enabled" };
    assert.deepEqual(rule?.deleteMarkerReplication, enabled);
    assert.deepEqual(rule?.sourceSelectionCriteria, {
      sseKmsEncryptedObjects: enabled,
      replicaModifications: enabled,
    });
    assert.deepEqual(rule?.destination, {
      bucket: "arn:aws:s3:::images-us-east-1",
      storageClass: "STANDARD",
      encryptionConfiguration: { replicaKmsKeyId: "arn:aws:kms:us-east-1:111122223333:key/k" },
      replicationTime: { status: "Enabled", time: { minutes: 15 } },
      metrics: { status: "Enabled", eventThreshold: { minutes: 15 } },
    });
    assert.equal(only(registered, ROLE).inputs.name, "images-eu-west-1-replication");
    const policy = String(only(registered, "aws:iam/rolePolicy:RolePolicy").inputs.policy);
    assert.match(policy, /arn:mock:images-bucket-bucket\/\*/);
    assert.match(policy, /arn:aws:s3:::images-us-east-1\/\*/);
  });

  it("NET-11 follows the other one by a rule that the stack which joins makes on it", async () => {
    const registered = startMocks();
    const [first, second] = [store("us-east-1"), store("eu-west-1")];
    new BucketReplication("back", { resourceName: "back", source: first, destinations: [second] });
    await settled();
    const { region, bucket, rules } = only(registered, REPLICATION).inputs;
    assert.deepEqual([region, bucket], ["us-east-1", "images-us-east-1"]);
    assert.equal((rules as Rule[])[0]?.destination.bucket, "arn:aws:s3:::images-eu-west-1");
    const policy = String(only(registered, "aws:iam/rolePolicy:RolePolicy").inputs.policy);
    assert.match(policy, /"kms:ViaService":"s3.us-east-1.amazonaws.com"/);
  });

  it("is read by one distribution where it is made for that", async () => {
    const { registered, bucket } = await build({ ...own, readByDistribution: true });
    assert.deepEqual(names(registered, "aws:s3/bucketPolicy:BucketPolicy"), []);
    bucket.allowReadFrom("arn:aws:cloudfront::111122223333:distribution/E1");
    await settled();
    const policy = String(only(registered, "aws:s3/bucketPolicy:BucketPolicy").inputs.policy);
    assert.match(policy, /TlsOnly.*DistributionReads.*distribution\/E1/);
    assert.match(String(only(registered, "aws:kms/key:Key").inputs.policy), /cloudfront\.amazonaws\.com/);
    const { bucket: other } = await build(own);
    assert.throws(() => other.allowReadFrom("arn:d"), /without deferPolicy/);
  });

  it("refuses names that S3 and IAM refuse, and buckets of its own region or of one region twice", () => {
    startMocks();
    const wrong: [Partial<ReplicatedBucketArgs>, RegExp][] = [
      [{ bucketName: "With.Dots" }, /bucketName/],
      [
        { resourceName: "r".repeat(65), replicateTo: [store("us-east-1")] },
        /resourceName.*IAM role.*may have 64/,
      ],
      [{ replicateTo: [store("eu-west-1")] }, /replicateTo\[0\]\.region: "eu-west-1" is not allowed, other/],
      [{ replicateTo: [store("us-east-1"), store("us-east-1")] }, /replicateTo\[1\]\.region.*twice/],
    ];
    for (const [more, sentence] of wrong) {
      assert.throws(() => new ReplicatedBucket("images", { ...own, ...more }), sentence);
    }
    assert.deepEqual(
      mistakes({ resourceName: "r", source: store("eu-west-1"), destinations: [] }).map(
        ({ propertyPath }) => propertyPath,
      ),
      ["destinations"],
    );
  });
});

describe("the origin access of replicated buckets", () => {
  it("NET-11 is made by one bucket of the set, which signs every request of the distribution", async () => {
    const { registered, bucket } = await build({
      ...own,
      readByDistribution: true,
      originAccessName: "cart-images",
    });
    const access = only(registered, "aws:cloudfront/originAccessControl:OriginAccessControl").inputs;
    assert.deepEqual(access, {
      name: "cart-images",
      description: "Reads images-eu-west-1 and its copies",
      originAccessControlOriginType: "s3",
      signingBehavior: "always",
      signingProtocol: "sigv4",
    });
    assert.notEqual(bucket.originAccessControlId, undefined);
  });

  it("is not made where no name is given for it", async () => {
    const { registered, bucket } = await build(own);
    assert.deepEqual(names(registered, "aws:cloudfront/originAccessControl:OriginAccessControl"), []);
    assert.equal(bucket.originAccessControlId, undefined);
  });
});
