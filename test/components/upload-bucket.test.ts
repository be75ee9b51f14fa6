import assert from "node:assert/strict";
import type * as pulumi from "@pulumi/pulumi";
import { ColderStorage } from "../../components/private-bucket";
import { retentionMistakes } from "../../components/private-bucket/lifecycle";
import { defaults, UploadBucket, type UploadBucketArgs } from "../../components/upload-bucket";
import { uploadStatements } from "../../components/upload-bucket/documents";
import { mistakes } from "../../components/upload-bucket/validate";
import { names, only, type Registered, settled, startMocks } from "../support/mocks";

const minimal: UploadBucketArgs = { region: "eu-west-1", bucketName: "shop-uploads" };
const ACCELERATION = "aws:s3/bucketAccelerateConfiguration:BucketAccelerateConfiguration";
const TIERING = "aws:s3/bucketIntelligentTieringConfiguration:BucketIntelligentTieringConfiguration";
const CORS = "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration";
const EVENTS = "aws:s3/bucketNotification:BucketNotification";
const LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";

async function build(more: Partial<UploadBucketArgs> = {}) {
  const registered = startMocks({
    "aws:s3/bucket:Bucket": ({ bucket }) => ({ bucketRegionalDomainName: `${String(bucket)}.regional` }),
  });
  const bucket = new UploadBucket("uploads", { ...minimal, ...more });
  await settled();
  return { registered, bucket };
}

const known = <T>(output: pulumi.Output<T>): Promise<T> =>
  new Promise((resolve) => {
    output.apply(resolve);
  });

interface Statement {
  Sid: string;
  Effect: string;
  Action: string | string[];
  Resource: string;
  Condition: Record<string, Record<string, unknown>>;
}
function statements(registered: Registered[]): Statement[] {
  const { policy } = only(registered, "aws:s3/bucketPolicy:BucketPolicy").inputs;
  return (JSON.parse(policy as string) as { Statement: Statement[] }).Statement;
}

describe("UploadBucket", () => {
  it("REQ-10 takes uploads near to clients, in Intelligent-Tiering from the first day, and tells of them", async () => {
    const { registered, bucket } = await build();
    assert.equal(only(registered, ACCELERATION).inputs.status, "Enabled");
    const [rule] = only(registered, LIFECYCLE).inputs.rules as Record<string, unknown>[];
    assert.deepEqual(rule?.transitions, [{ days: 0, storageClass: "INTELLIGENT_TIERING" }]);
    assert.deepEqual(rule?.abortIncompleteMultipartUpload, { daysAfterInitiation: 1 });
    assert.equal(only(registered, EVENTS).inputs.eventbridge, true);
    assert.equal(await known(bucket.uploadHost), "shop-uploads.s3-accelerate.amazonaws.com");
    for (const none of [TIERING, CORS]) assert.deepEqual(names(registered, none), [], none);
  });

  it("is under a key of its own in its own region, and stays there with all that belongs to it", async () => {
    const { registered } = await build({ origins: ["https://www.example.com"], archiveAfterDays: 90 });
    for (const { type, name, inputs } of registered) {
      if (type.startsWith("aws:")) assert.equal(inputs.region, "eu-west-1", name);
    }
    const encryption = only(
      registered,
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    ).inputs.rules as { applyServerSideEncryptionByDefault: unknown }[];
    assert.deepEqual(encryption[0]?.applyServerSideEncryptionByDefault, {
      sseAlgorithm: "aws:kms",
      kmsMasterKeyId: "arn:mock:uploads-key-key",
    });
    assert.equal(only(registered, "aws:s3/bucket:Bucket").inputs.forceDestroy, false);
  });

  it("answers at the region's host without acceleration, and keeps silent without events", async () => {
    const { registered, bucket } = await build({ accelerate: false, events: false });
    assert.equal(await known(bucket.uploadHost), "shop-uploads.regional");
    for (const none of [ACCELERATION, EVENTS]) assert.deepEqual(names(registered, none), [], none);
  });

  it("archives what nobody uses where it is told to", async () => {
    const { registered } = await build({ archiveAfterDays: 120, deepArchiveAfterDays: 365 });
    assert.deepEqual(only(registered, TIERING).inputs.tierings, [
      { accessTier: "ARCHIVE_ACCESS", days: 120 },
      { accessTier: "DEEP_ARCHIVE_ACCESS", days: 365 },
    ]);
  });

  it("lets pages of the given origins put, and nothing else", async () => {
    const { registered } = await build({ origins: ["https://www.example.com"] });
    const [rule, ...others] = only(registered, CORS).inputs.corsRules as Record<string, unknown>[];
    assert.deepEqual(others, []);
    assert.deepEqual(rule?.allowedOrigins, ["https://www.example.com"]);
    assert.deepEqual(rule?.allowedMethods, ["PUT"]);
    assert.doesNotMatch(JSON.stringify(rule?.allowedHeaders), /"\*"/);
  });

  it("refuses plain HTTP, other encryption than its own, and presigned addresses that are too old", async () => {
    const { registered } = await build({ presignedSeconds: 300 });
    const all = statements(registered);
    assert.deepEqual(
      all.map(({ Sid, Effect }) => [Sid, Effect]),
      ["TlsOnly", "OtherEncryption", "OtherKey", "OldPresignedAddress"].map((sid) => [sid, "Deny"]),
    );
    const old = all.find(({ Sid }) => Sid === "OldPresignedAddress");
    assert.deepEqual(old?.Condition, {
      StringEquals: { "s3:authType": "REST-QUERY-STRING" },
      NumericGreaterThan: { "s3:signatureAge": "300000" },
    });
  });

  it("refuses only uploads that name another encryption: those that name none get the bucket's key", () => {
    for (const { Condition } of uploadStatements("arn:b", "arn:key", 900).slice(0, 2)) {
      const header = Object.keys(Condition?.StringNotEquals ?? {})[0] ?? "";
      assert.match(header, /^s3:x-amz-server-side-encryption/);
      assert.deepEqual(Condition?.Null, { [header]: "false" });
    }
  });

  it("lets a role upload below a prefix, with the bucket's key, and read nothing", async () => {
    const { bucket } = await build();
    const policy = JSON.parse(await known(bucket.uploadPolicy("incoming/"))) as { Statement: Statement[] };
    const [upload, encrypt] = policy.Statement;
    assert.equal(upload?.Resource, "arn:mock:uploads-bucket-bucket/incoming/*");
    assert.deepEqual(upload?.Action, [
      "s3:AbortMultipartUpload",
      "s3:ListMultipartUploadParts",
      "s3:PutObject",
    ]);
    assert.equal(encrypt?.Resource, "arn:mock:uploads-key-key");
    assert.deepEqual(encrypt?.Condition.StringEquals, { "kms:ViaService": "s3.eu-west-1.amazonaws.com" });
  });

  it("has its posture in one place", () => {
    assert.deepEqual(defaults, {
      accelerate: true,
      presignedSeconds: 900,
      abortIncompleteMultipartUploadDays: 1,
      events: true,
      protect: true,
      forceDestroy: false,
      corsMaxAgeSeconds: 3000,
    });
  });

  const glacier = (days: number) => [{ days, storageClass: ColderStorage.GlacierFlexibleRetrieval }];
  const refused: [string, Partial<UploadBucketArgs>, RegExp][] = [
    ["bucketName", { bucketName: "with.dots" }, /lower-case letters, digits and hyphens/],
    ["origins[0]", { origins: ["http://www.example.com"] }, /https/],
    ["origins[0]", { origins: ["https://www.example.com/"] }, /without a path/],
    ["origins[0]", { origins: ["*"] }, /an origin such as/],
    ["presignedSeconds", { presignedSeconds: 59 }, /60 to 604800/],
    ["archiveAfterDays", { archiveAfterDays: 89 }, /90 to 730/],
    ["deepArchiveAfterDays", { deepArchiveAfterDays: 179 }, /180 to 730/],
    [
      "deepArchiveAfterDays",
      { archiveAfterDays: 300, deepArchiveAfterDays: 300 },
      /more than archiveAfterDays/,
    ],
    ["transitions[0].days", { transitions: glacier(-1) }, /from 0 up/],
    [
      "expirationDays",
      { transitions: glacier(180), expirationDays: 200 },
      /270 or more is: objects in GLACIER/,
    ],
    ["abortIncompleteMultipartUploadDays", { abortIncompleteMultipartUploadDays: 0 }, /from 1 up/],
  ];
  for (const [path, more, sentence] of refused) {
    it(`refuses ${path} of ${JSON.stringify(more)}`, () => {
      const found = mistakes({ ...minimal, ...more });
      assert.deepEqual(
        found.map(({ propertyPath }) => propertyPath),
        [path],
      );
      assert.match(found[0]?.reason ?? "", sentence);
    });
  }

  it("finds nothing wrong with sound arguments", () => {
    const sound: Partial<UploadBucketArgs>[] = [
      {},
      { origins: ["https://www.example.com:8443"], archiveAfterDays: 90, deepArchiveAfterDays: 180 },
      { transitions: glacier(180), expirationDays: 270 },
    ];
    for (const more of sound) assert.deepEqual(mistakes({ ...minimal, ...more }), []);
  });
});

describe("how long objects stay in a storage class", () => {
  const retention = { noncurrentVersionExpirationDays: 90, abortIncompleteMultipartUploadDays: 7 };
  const { StandardInfrequentAccess: rare, GlacierFlexibleRetrieval, GlacierDeepArchive } = ColderStorage;
  const cases: [string, Partial<Parameters<typeof retentionMistakes>[0]>, string[]][] = [
    [
      "a move after thirty days of infrequent access",
      {
        transitions: [
          { days: 30, storageClass: rare },
          { days: 60, storageClass: GlacierDeepArchive },
        ],
      },
      [],
    ],
    [
      "a move before they are over",
      {
        transitions: [
          { days: 30, storageClass: rare },
          { days: 59, storageClass: GlacierDeepArchive },
        ],
      },
      ["transitions[1].days"],
    ],
    [
      "a move before what Glacier is paid for is over, whatever the order of the args",
      {
        transitions: [
          { days: 100, storageClass: GlacierDeepArchive },
          { days: 30, storageClass: GlacierFlexibleRetrieval },
        ],
      },
      ["transitions[0].days"],
    ],
    [
      "a move to a warmer class",
      {
        transitions: [
          { days: 180, storageClass: GlacierDeepArchive },
          { days: 400, storageClass: GlacierFlexibleRetrieval },
        ],
      },
      ["transitions[1].storageClass"],
    ],
    [
      "an end before what is paid for is over",
      { expirationDays: 359, transitions: [{ days: 180, storageClass: GlacierDeepArchive }] },
      ["expirationDays"],
    ],
    [
      "an end on the day that it is over",
      { expirationDays: 360, transitions: [{ days: 180, storageClass: GlacierDeepArchive }] },
      [],
    ],
    [
      "an end of one folder, which says nothing of the others",
      {
        expirationDays: 31,
        expirationPrefix: "runs/",
        transitions: [{ days: 30, storageClass: GlacierFlexibleRetrieval }],
      },
      [],
    ],
  ];
  for (const [title, more, paths] of cases) {
    it(`judges ${title}`, () => {
      const found = retentionMistakes({ ...retention, transitions: [], ...more });
      assert.deepEqual(
        found.map(({ propertyPath }) => propertyPath),
        paths,
      );
    });
  }
});
