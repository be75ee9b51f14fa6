import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { physicalNameMistakes } from "../../components/arguments/physical-names";
import { ColderStorage, PrivateBucket, type PrivateBucketArgs } from "../../components/private-bucket";
import { bucketNameMistakes } from "../../components/private-bucket/bucket-name";
import { lifecycleRule, lifecycleRules, retentionMistakes } from "../../components/private-bucket/lifecycle";
import { bucketPolicy, type PolicyStatement } from "../../components/private-bucket/policy-document";
import { only, type Registered, settled, startMocks } from "../support/mocks";

const minimal: PrivateBucketArgs = {
  region: "us-west-2",
  bucketName: "hub-prod-files",
  kmsKeyArn: "arn:aws:kms:us-west-2:111122223333:key/k",
};

const read: PolicyStatement = {
  Sid: "Read",
  Effect: "Allow",
  Principal: { Service: "cloudfront.amazonaws.com" },
  Action: "s3:GetObject",
  Resource: "arn:mock:files-bucket/*",
};

function statements(registered: Registered[]): PolicyStatement[] {
  const { inputs } = only(registered, "aws:s3/bucketPolicy:BucketPolicy", "files-policy");
  return (JSON.parse(inputs.policy as string) as { Statement: PolicyStatement[] }).Statement;
}

describe("PrivateBucket", () => {
  async function build(more: Partial<PrivateBucketArgs> = {}) {
    const registered = startMocks();
    const bucket = new PrivateBucket("files", { ...minimal, ...more });
    await settled();
    return { registered, bucket };
  }

  it("is one bucket with one of each of its sub-resources, all in the region it was given", async () => {
    const { registered } = await build();
    const children = registered.filter(({ type }) => type.startsWith("aws:"));
    assert.deepEqual(children.map(({ type }) => type).sort(), [
      "aws:s3/bucket:Bucket",
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
      "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
      "aws:s3/bucketPolicy:BucketPolicy",
      "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
      "aws:s3/bucketVersioning:BucketVersioning",
    ]);
    for (const { name, inputs } of children) {
      assert.equal(inputs.region, "us-west-2", name);
      assert.equal(inputs.bucket, "hub-prod-files", name);
    }
  });

  it("keeps its objects when destroyed by mistake, unless the caller says so", async () => {
    const type = "aws:s3/bucket:Bucket";
    assert.equal(only((await build()).registered, type).inputs.forceDestroy, false);
    const { registered } = await build({ forceDestroy: true });
    assert.equal(only(registered, type).inputs.forceDestroy, true);
  });

  it("has no ACLs, no public access, versions, and the given key", async () => {
    const { registered } = await build();
    const ownership = only(registered, "aws:s3/bucketOwnershipControls:BucketOwnershipControls");
    assert.deepEqual(ownership.inputs.rule, { objectOwnership: "BucketOwnerEnforced" });
    const { inputs: access } = only(registered, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock");
    for (const key of ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"]) {
      assert.equal(access[key], true, key);
    }
    const versioning = only(registered, "aws:s3/bucketVersioning:BucketVersioning");
    assert.deepEqual(versioning.inputs.versioningConfiguration, { status: "Enabled" });
    const encryption = only(
      registered,
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    );
    assert.deepEqual(encryption.inputs.rules, [
      {
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: minimal.kmsKeyArn },
        bucketKeyEnabled: true,
        blockedEncryptionTypes: ["SSE-C"],
      },
    ]);
  });

  it("refuses requests without TLS from the start", async () => {
    const { registered } = await build();
    const [tls, ...others] = statements(registered);
    assert.deepEqual(others, []);
    assert.equal(tls?.Effect, "Deny");
    assert.equal(tls?.Principal, "*");
    assert.equal(tls?.Action, "s3:*");
    assert.deepEqual(tls?.Resource, ["arn:mock:files-bucket", "arn:mock:files-bucket/*"]);
    assert.deepEqual(tls?.Condition, { Bool: { "aws:SecureTransport": "false" } });
  });

  it("leaves its policy to one call, which adds statements to the refusal of plain HTTP", async () => {
    const { registered, bucket } = await build({ deferPolicy: true });
    const type = "aws:s3/bucketPolicy:BucketPolicy";
    assert.equal(registered.filter((r) => r.type === type).length, 0);
    bucket.attachPolicy(pulumi.output([read]));
    await settled();
    assert.deepEqual(
      statements(registered).map(({ Sid }) => Sid),
      ["TlsOnly", "Read"],
    );
    assert.throws(
      () => bucket.attachPolicy([]),
      /PrivateBucket "files" has its policy already: pass all statements/,
    );
  });

  it("takes no second policy beside the one it made by itself", async () => {
    const { bucket } = await build();
    assert.throws(
      () => bucket.attachPolicy([read]),
      (error: Error) =>
        pulumi.ResourceError.isInstance(error) && /was made without deferPolicy/.test(error.message),
    );
  });

  it("hands retention to the one lifecycle rule", async () => {
    const { registered } = await build({
      noncurrentVersionExpirationDays: 10,
      abortIncompleteMultipartUploadDays: 2,
      expirationDays: 400,
      transitions: [{ days: 180, storageClass: ColderStorage.GlacierFlexibleRetrieval }],
    });
    const { inputs } = only(registered, "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration");
    assert.deepEqual(inputs.rules, [
      {
        id: "retention",
        status: "Enabled",
        filter: {},
        abortIncompleteMultipartUpload: { daysAfterInitiation: 2 },
        noncurrentVersionExpiration: { noncurrentDays: 10 },
        expiration: { days: 400 },
        transitions: [{ days: 180, storageClass: "GLACIER" }],
      },
    ]);
  });

  it("names the wrong argument, its value and what is allowed, before any resource", () => {
    const registered = startMocks();
    assert.throws(
      () => new PrivateBucket("files", { ...minimal, bucketName: "Hub" }),
      (error: Error) =>
        pulumi.InputPropertyError.isInstance(error) &&
        error.propertyPath === "bucketName" &&
        error.message.startsWith('PrivateBucket "files": bucketName: "Hub" is not allowed, ') &&
        error.stack === undefined,
    );
    assert.deepEqual(registered, []);
  });

  it("names all wrong arguments at once", () => {
    startMocks();
    assert.throws(
      () => new PrivateBucket("files", { ...minimal, bucketName: "no", expirationDays: 0 }),
      (error: Error) =>
        pulumi.InputPropertiesError.isInstance(error) &&
        error.errors.map((e) => e.propertyPath).join() === "bucketName,expirationDays",
    );
  });
});

describe("bucket names", () => {
  const good = ["abc", "a1-b2", "1-a", `a${"b".repeat(61)}c`];
  for (const name of good) {
    it(`allows ${name}`, () => assert.deepEqual(bucketNameMistakes("bucketName", name), []));
  }
  const bad: [string, RegExp][] = [
    ["ab", /3 to 63 characters, this has 2/],
    ["a".repeat(64), /this has 64/],
    ["with.dot", /lower-case letters, digits and hyphens/],
    ["Upper", /lower-case/],
    ["-a-", /at both ends/],
    ["xn--site", /start with "xn--"/],
    ["site-s3alias", /end with "-s3alias"/],
    ["site--x-s3", /end with "--x-s3"/],
  ];
  for (const [name, reason] of bad) {
    it(`refuses ${name}`, () => {
      const found = bucketNameMistakes("bucketName", name);
      assert.equal(found.length, 1);
      assert.match(found[0]?.reason ?? "", reason);
    });
  }
});

describe("lifecycle", () => {
  const retention = {
    noncurrentVersionExpirationDays: 90,
    abortIncompleteMultipartUploadDays: 7,
    transitions: [],
  };

  it("cleans up lone delete markers when objects have no end of their own", () => {
    assert.deepEqual(lifecycleRule(retention).expiration, { expiredObjectDeleteMarker: true });
  });

  it("gives S3 the transitions from young to old, and none when there is none", () => {
    const deep = { days: 180, storageClass: ColderStorage.GlacierDeepArchive };
    const rare = { days: 30, storageClass: ColderStorage.StandardInfrequentAccess };
    assert.deepEqual(lifecycleRule({ ...retention, transitions: [deep, rare] }).transitions, [rare, deep]);
    assert.ok(!("transitions" in lifecycleRule(retention)));
  });

  it("deletes the old objects of one folder, and keeps those beside it", () => {
    const [all, folder, ...others] = lifecycleRules({
      ...retention,
      expirationDays: 31,
      expirationPrefix: "runs/",
    });
    assert.deepEqual(all, lifecycleRule(retention));
    assert.deepEqual(folder, {
      id: "old-objects",
      status: "Enabled",
      filter: { prefix: "runs/" },
      expiration: { days: 31 },
    });
    assert.deepEqual(others, []);
    assert.deepEqual(lifecycleRules({ ...retention, expirationDays: 31 }), [
      lifecycleRule({ ...retention, expirationDays: 31 }),
    ]);
  });

  const rare = ColderStorage.StandardInfrequentAccess;
  const cases: [string, Partial<Parameters<typeof retentionMistakes>[0]>, string[]][] = [
    ["sound days", { expirationDays: 400, transitions: [{ days: 30, storageClass: rare }] }, []],
    [
      "no day to restore a version",
      { noncurrentVersionExpirationDays: 0 },
      ["noncurrentVersionExpirationDays"],
    ],
    ["a part of a day", { abortIncompleteMultipartUploadDays: 1.5 }, ["abortIncompleteMultipartUploadDays"]],
    [
      "infrequent access within thirty days",
      { transitions: [{ days: 29, storageClass: rare }] },
      ["transitions[0].days"],
    ],
    ["a folder without an age", { expirationPrefix: "runs/" }, ["expirationPrefix"]],
    [
      "a move of objects that are gone",
      { expirationDays: 60, transitions: [{ days: 60, storageClass: rare }] },
      ["transitions[0].days"],
    ],
  ];
  for (const [title, more, paths] of cases) {
    it(`judges ${title}`, () => {
      const found = retentionMistakes({ ...retention, ...more });
      assert.deepEqual(
        found.map(({ propertyPath }) => propertyPath),
        paths,
      );
    });
  }
});

describe("bucket policies and physical names", () => {
  it("puts the refusal of plain HTTP before the owner's statements", () => {
    const document = JSON.parse(bucketPolicy("arn:aws:s3:::b", [read])) as { Version: string };
    assert.equal(document.Version, "2012-10-17");
    assert.match(bucketPolicy("arn:aws:s3:::b", [read]), /"TlsOnly".*"Read"/);
  });

  const names = (prefix: string) => [
    { what: "loose thing", name: prefix, longest: 50 },
    { what: "tight thing", name: `${prefix}-tail`, longest: 10 },
  ];
  it("allows a prefix that fits the tightest name exactly, and tells the limit of one that does not", () => {
    assert.deepEqual(physicalNameMistakes("resourceName", "12345", names("12345")), []);
    const found = physicalNameMistakes("resourceName", "123456", names("123456"));
    assert.deepEqual(found, [
      {
        propertyPath: "resourceName",
        reason:
          '"123456" is too long with 6 characters, 5 are allowed: the tight thing "123456-tail" may have 10',
      },
    ]);
  });

  it("refuses a prefix with other characters, and an empty one", () => {
    for (const prefix of ["a.b", "a b", ""]) {
      assert.match(physicalNameMistakes("resourceName", prefix, [])[0]?.reason ?? "", /letters, digits/);
    }
  });
});
