import assert from "node:assert/strict";
import { trailMultiRegionImmutable as rule } from "../../../rules/detection/trail-multi-region-immutable";
import { reference, resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const bucket = resource("aws:s3/bucket:Bucket", "logs", { bucket: "logs" });
const lock = (rule: unknown = { defaultRetention: { mode: "COMPLIANCE", days: 365 } }) =>
  resource("aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration", "lock", {
    bucket: reference(bucket),
    rule,
  });
const block = (change: Record<string, unknown> = {}) =>
  resource("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "block", {
    bucket: reference(bucket),
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
    ...change,
  });
const replication = resource("aws:s3/bucketReplicationConfig:BucketReplicationConfig", "replication", {
  bucket: reference(bucket),
  rules: [{ status: "Enabled", destination: { bucket: "arn:aws:s3:::copy" } }],
});
const data = [{ fieldSelectors: [{ field: "eventCategory", equals: ["Data"] }] }];
const trail = (change: Record<string, unknown> = {}) =>
  resource("aws:cloudtrail/trail:Trail", "audit", {
    s3BucketName: reference(bucket),
    isMultiRegionTrail: true,
    enableLogFileValidation: true,
    kmsKeyId: "arn:aws:kms:us-east-2:111122223333:key/1",
    advancedEventSelectors: data,
    ...change,
  });
const kept = [bucket, lock(), block(), replication];

describe("trail-multi-region-immutable", () => {
  it("accepts a trail of all regions over a bucket that keeps everything", async () => {
    assert.deepEqual(await said(rule, [...kept, trail()]), []);
    assert.deepEqual(await said(rule, [...kept, trail({ s3BucketName: "logs" })]), []);
    const classic = trail({
      advancedEventSelectors: undefined,
      eventSelectors: [{ dataResources: [{ type: "AWS::S3::Object", values: ["arn:aws:s3"] }] }],
    });
    assert.deepEqual(await said(rule, [...kept, classic]), []);
  });

  const wrong: Record<string, [Record<string, unknown>, string]> = {
    "one region": [
      { isMultiRegionTrail: undefined },
      "isMultiRegionTrail is not on: what happens in other regions is not in it.",
    ],
    "files that nobody can check": [
      { enableLogFileValidation: false },
      "enableLogFileValidation is not on: nobody can tell whether a log file was changed.",
    ],
    "no key": [{ kmsKeyId: undefined }, "kmsKeyId is not set: its files are under no key of their own."],
    "a trail that is off": [{ enableLogging: false }, "enableLogging is off: it records nothing."],
    "no data events": [
      { advancedEventSelectors: [{ fieldSelectors: [{ field: "eventCategory", equals: ["Management"] }] }] },
      "It records no data events: reads and writes of objects are not in it.",
    ],
  };
  for (const [what, [change, message]] of Object.entries(wrong)) {
    it(`refuses ${what}`, async () => {
      assert.deepEqual(await said(rule, [...kept, trail(change)]), [`audit: ${message}`]);
    });
  }

  it("refuses a bucket whose files can be deleted, seen or lost", async () => {
    const lacks = ["audit: Its bucket has no object lock with a default retention."];
    assert.deepEqual(await said(rule, [bucket, block(), replication, trail()]), lacks);
    assert.deepEqual(await said(rule, [bucket, lock(undefined), block(), replication, trail()]), []);
    assert.deepEqual(await said(rule, [bucket, lock({}), block(), replication, trail()]), lacks);
    for (const others of [[], [block({ ignorePublicAcls: false })]]) {
      assert.deepEqual(await said(rule, [bucket, lock(), ...others, replication, trail()]), [
        "audit: Its bucket does not block all public access.",
      ]);
    }
    assert.deepEqual(await said(rule, [bucket, lock(), block(), trail()]), [
      "audit: Its bucket is not replicated.",
    ]);
  });

  it("does not judge a bucket of another stack, but the trail itself", async () => {
    assert.deepEqual(await said(rule, [trail({ s3BucketName: "elsewhere", kmsKeyId: undefined })]), [
      "audit: kmsKeyId is not set: its files are under no key of their own.",
      "audit? its bucket is not in this stack",
    ]);
  });

  it("finds what is known beside what is not", async () => {
    const open = trail({ isMultiRegionTrail: unknown, enableLogFileValidation: false });
    assert.deepEqual(await said(rule, [bucket, lock(), block({ blockPublicAcls: unknown }), open]), [
      "audit: enableLogFileValidation is not on: nobody can tell whether a log file was changed.",
      "audit: Its bucket is not replicated.",
      "audit? isMultiRegionTrail is not known yet",
    ]);
  });
});
