import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { replicationPolicy } from "../../components/bucket-replication/documents";
import { replicationRules } from "../../components/bucket-replication/rules";
import { ColderStorage } from "../../components/private-bucket";
import type { PolicyStatement } from "../../components/private-bucket/policy-document";
import { StaticSite, type StaticSiteArgs } from "../../components/static-site";
import { readStatements } from "../../components/static-site/documents";
import { mistakes } from "../../components/static-site/validate";
import { names, only, type Registered, settled, startMocks } from "../support/mocks";

const source = { region: "us-east-1", bucketName: "hub-web-us-east-1" };
const replica = { region: "us-west-2", bucketName: "hub-web-us-west-2" };
const third = { region: "eu-west-1", bucketName: "hub-web-eu-west-1" };
const minimal: StaticSiteArgs = { resourceName: "hub-prod-web", source, replicas: [replica] };

const BUCKET = "aws:s3/bucket:Bucket";
const POLICY = "aws:s3/bucketPolicy:BucketPolicy";
const REPLICATION = "aws:s3/bucketReplicationConfig:BucketReplicationConfig";

interface RoleStatement {
  Sid: string;
  Action: string[];
  Resource: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

function statementsOf(document: unknown): RoleStatement[] {
  return (JSON.parse(document as string) as { Statement: RoleStatement[] }).Statement;
}

describe("StaticSite", () => {
  async function build(more: Partial<StaticSiteArgs> = {}) {
    const registered = startMocks({
      [BUCKET]: ({ bucket, region }) => ({
        bucketRegionalDomainName: `${bucket}.s3.${region}.amazonaws.com`,
      }),
    });
    const site = new StaticSite("site", { ...minimal, ...more });
    await settled();
    return { registered, site };
  }

  function rules(registered: Registered[]) {
    return only(registered, REPLICATION).inputs.rules as ReturnType<typeof replicationRules<string>>;
  }

  it("is a bucket and a key in each region, with one replication, one role and one access control", async () => {
    const { registered } = await build({ replicas: [replica, third] });
    assert.deepEqual(names(registered, "tandem:components:PrivateBucket"), [
      "site-bucket-eu-west-1",
      "site-bucket-us-east-1",
      "site-bucket-us-west-2",
    ]);
    assert.deepEqual(names(registered, "tandem:components:RegionalKey"), [
      "site-key-eu-west-1",
      "site-key-us-east-1",
      "site-key-us-west-2",
    ]);
    for (const type of [
      REPLICATION,
      "aws:iam/role:Role",
      "aws:iam/rolePolicy:RolePolicy",
      "aws:cloudfront/originAccessControl:OriginAccessControl",
    ]) {
      assert.equal(registered.filter((r) => r.type === type).length, 1, type);
    }
    assert.equal(registered.length, 1 + 3 + 3 + 3 * 2 + 3 * 6 + 4);
  });

  it("keeps every child of a bucket in the bucket's region", async () => {
    const { registered } = await build({ replicas: [replica, third] });
    const regional = registered.filter(({ type }) => /^aws:(s3|kms)\//.test(type));
    assert.equal(regional.length, 3 * 2 + 3 * 6 + 1);
    for (const { type, name, inputs } of regional) {
      const expected = type === REPLICATION ? "us-east-1" : /(us|eu)-\w+-\d/.exec(name)?.[0];
      assert.equal(inputs.region, expected, `${type} ${name}`);
    }
  });

  it("encrypts each bucket under the key of its own region, which CloudFront may use", async () => {
    const { registered } = await build();
    for (const { region } of [source, replica]) {
      const { inputs } = only(
        registered,
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        `site-bucket-${region}-encryption`,
      );
      assert.match(JSON.stringify(inputs.rules), new RegExp(`arn:mock:site-key-${region}-key`));
      const key = only(registered, "aws:kms/key:Key", `site-key-${region}-key`);
      assert.match(key.inputs.policy as string, /cloudfront\.amazonaws\.com/);
    }
  });

  it("copies the source to each replica under the replica's key", async () => {
    const { registered } = await build({ replicas: [replica, third] });
    const { inputs } = only(registered, REPLICATION);
    assert.equal(inputs.bucket, "hub-web-us-east-1");
    assert.equal(inputs.role, "arn:mock:site-replication-role");
    assert.deepEqual(
      rules(registered).map(({ id, priority, destination }) => [
        id,
        priority,
        destination.bucket,
        destination.encryptionConfiguration.replicaKmsKeyId,
      ]),
      [
        ["to-us-west-2", 1, "arn:mock:site-bucket-us-west-2-bucket", "arn:mock:site-key-us-west-2-key"],
        ["to-eu-west-1", 2, "arn:mock:site-bucket-eu-west-1-bucket", "arn:mock:site-key-eu-west-1-key"],
      ],
    );
  });

  it("gives the replication role these buckets and keys only", async () => {
    const { registered } = await build();
    const role = only(registered, "aws:iam/role:Role");
    assert.equal(role.inputs.name, "hub-prod-web-replication");
    const { inputs } = only(registered, "aws:iam/rolePolicy:RolePolicy");
    const resources = statementsOf(inputs.policy).flatMap(({ Resource }) => Resource);
    assert.deepEqual([...new Set(resources)].sort(), [
      "arn:mock:site-bucket-us-east-1-bucket",
      "arn:mock:site-bucket-us-east-1-bucket/*",
      "arn:mock:site-bucket-us-west-2-bucket/*",
      "arn:mock:site-key-us-east-1-key",
      "arn:mock:site-key-us-west-2-key",
    ]);
  });

  it("signs every request of CloudFront", async () => {
    const { registered } = await build();
    const { inputs } = only(registered, "aws:cloudfront/originAccessControl:OriginAccessControl");
    assert.equal(inputs.name, "hub-prod-web");
    assert.equal(inputs.originAccessControlOriginType, "s3");
    assert.equal(inputs.signingBehavior, "always");
    assert.equal(inputs.signingProtocol, "sigv4");
  });

  it("tells its origins, source first, by their regional names", async () => {
    const { site } = await build({ replicas: [replica, third] });
    assert.deepEqual(
      site.origins.map(({ region, bucketName }) => ({ region, bucketName })),
      [source, replica, third],
    );
    const domain = await new Promise((resolve) => site.origins[1].domainName.apply(resolve));
    assert.equal(domain, "hub-web-us-west-2.s3.us-west-2.amazonaws.com");
  });

  it("is closed until one distribution may read all buckets, and only that one", async () => {
    const { registered, site } = await build();
    assert.deepEqual(names(registered, POLICY), []);
    site.allowReadFrom(pulumi.output("arn:aws:cloudfront::111122223333:distribution/E1"));
    await settled();
    assert.deepEqual(names(registered, POLICY), [
      "site-bucket-us-east-1-policy",
      "site-bucket-us-west-2-policy",
    ]);
    for (const { region } of [source, replica]) {
      const { inputs } = only(registered, POLICY, `site-bucket-${region}-policy`);
      const statements = statementsOf(inputs.policy);
      assert.deepEqual(
        statements.map(({ Sid }) => Sid),
        ["TlsOnly", "DistributionReads", "DistributionSeesMissing"],
      );
      assert.equal(statements[1]?.Resource, `arn:mock:site-bucket-${region}-bucket/*`);
      for (const { Condition } of statements.slice(1)) {
        assert.deepEqual(Condition, {
          StringEquals: { "AWS:SourceArn": "arn:aws:cloudfront::111122223333:distribution/E1" },
        });
      }
    }
    assert.throws(() => site.allowReadFrom("arn:other"), /has its policy already/);
  });

  it("destroys files only when told to, and keeps versions as long as it is told", async () => {
    const { registered } = await build({ forceDestroy: true, noncurrentVersionExpirationDays: 5 });
    for (const bucket of registered.filter((r) => r.type === BUCKET)) {
      assert.equal(bucket.inputs.forceDestroy, true, bucket.name);
    }
    const type = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
    for (const { inputs } of registered.filter((r) => r.type === type)) {
      assert.match(JSON.stringify(inputs.rules), /"noncurrentDays":5/);
    }
    for (const bucket of (await build()).registered.filter((r) => r.type === BUCKET)) {
      assert.equal(bucket.inputs.forceDestroy, false, bucket.name);
    }
  });

  it("WEB-6 moves files to colder storage by their age in every bucket, and nowhere unless told to", async () => {
    const type = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
    const moves = ({ registered }: Awaited<ReturnType<typeof build>>) =>
      registered
        .filter((one) => one.type === type)
        .map(({ inputs }) => (inputs.rules as { transitions?: unknown }[])[0]?.transitions);
    const transitions = [{ days: 180, storageClass: ColderStorage.GlacierInstantRetrieval }];
    const cold = moves(await build({ transitions }));
    assert.ok(cold.length > 1);
    for (const move of cold) assert.deepEqual(move, transitions);
    for (const move of moves(await build())) assert.equal(move, undefined);
  });

  it("refuses bad args before any resource", () => {
    const registered = startMocks();
    assert.throws(
      () => new StaticSite("site", { ...minimal, replicas: [] }),
      (error: Error) =>
        pulumi.InputPropertyError.isInstance(error) &&
        error.message ===
          'StaticSite "site": replicas: [] is not allowed, at least one bucket in another region is',
    );
    assert.deepEqual(registered, []);
  });
});

describe("StaticSite's mistakes", () => {
  const cases: [string, Partial<StaticSiteArgs>, string[]][] = [
    ["sound args", {}, []],
    ["no replica", { replicas: [] }, ["replicas"]],
    [
      "a replica beside its source",
      { replicas: [{ ...replica, region: "us-east-1" }] },
      ["replicas[0].region"],
    ],
    [
      "two replicas in one region",
      { replicas: [replica, { ...third, region: "us-west-2" }] },
      ["replicas[1].region"],
    ],
    [
      "one name for two buckets",
      { replicas: [{ ...replica, bucketName: source.bucketName }] },
      ["replicas[0].bucketName"],
    ],
    ["a bad bucket name", { source: { ...source, bucketName: "Hub" } }, ["source.bucketName"]],
    ["a prefix that makes the role's name too long", { resourceName: "x".repeat(53) }, ["resourceName"]],
    ["a prefix that just fits", { resourceName: "x".repeat(52) }, []],
    ["a prefix with a dot", { resourceName: "hub.web" }, ["resourceName"]],
  ];
  for (const [title, more, paths] of cases) {
    it(`judge ${title}`, () => {
      const found = mistakes({ ...minimal, ...more });
      assert.deepEqual(
        found.map(({ propertyPath }) => propertyPath),
        paths,
      );
    });
  }
});

describe("StaticSite's documents", () => {
  it("let the distribution see files and what is missing", () => {
    const statements: PolicyStatement[] = readStatements("arn:aws:s3:::b", "arn:d");
    assert.deepEqual(
      statements.map(({ Action, Resource }) => [Action, Resource]),
      [
        ["s3:GetObject", "arn:aws:s3:::b/*"],
        ["s3:ListBucket", "arn:aws:s3:::b"],
      ],
    );
  });

  const from = {
    region: "cn-north-1",
    bucketArn: "arn:aws-cn:s3:::a",
    keyArn: "arn:aws-cn:kms:cn-north-1:1:key/a",
  };
  const to = {
    region: "cn-northwest-1",
    bucketArn: "arn:aws-cn:s3:::b",
    keyArn: "arn:aws-cn:kms:cn-northwest-1:1:key/b",
  };

  it("bind each key to S3 of its own region and to its own bucket", () => {
    const statements = statementsOf(replicationPolicy(from, [to], "amazonaws.com.cn"));
    const keys = statements.filter(({ Condition }) => Condition !== undefined);
    assert.deepEqual(
      keys.map(({ Sid, Action, Resource, Condition }) => [Sid, Action, Resource, Condition]),
      [
        [
          "DecryptSource",
          ["kms:Decrypt"],
          from.keyArn,
          {
            StringEquals: { "kms:ViaService": "s3.cn-north-1.amazonaws.com.cn" },
            StringLike: {
              "kms:EncryptionContext:aws:s3:arn": ["arn:aws-cn:s3:::a", "arn:aws-cn:s3:::a/*"],
            },
          },
        ],
        [
          "EncryptReplicacnnorthwest1",
          ["kms:Encrypt", "kms:GenerateDataKey"],
          to.keyArn,
          {
            StringEquals: { "kms:ViaService": "s3.cn-northwest-1.amazonaws.com.cn" },
            StringLike: {
              "kms:EncryptionContext:aws:s3:arn": ["arn:aws-cn:s3:::b", "arn:aws-cn:s3:::b/*"],
            },
          },
        ],
      ],
    );
  });

  it("write replicas, never the source", () => {
    const writes = statementsOf(replicationPolicy(from, [to], "amazonaws.com.cn")).filter(({ Action }) =>
      Action.some((action) => action.startsWith("s3:Replicate")),
    );
    assert.deepEqual(
      writes.map(({ Resource }) => Resource),
      [["arn:aws-cn:s3:::b/*"]],
    );
  });

  it("replicate encrypted objects, deletions and changes, timed and measured", () => {
    const [rule] = replicationRules([{ region: "r", bucketArn: "b", keyArn: "k" }], 15);
    const enabled = { status: "Enabled" };
    assert.deepEqual(rule, {
      id: "to-r",
      status: "Enabled",
      priority: 1,
      filter: {},
      deleteMarkerReplication: enabled,
      sourceSelectionCriteria: { sseKmsEncryptedObjects: enabled, replicaModifications: enabled },
      destination: {
        bucket: "b",
        storageClass: "STANDARD",
        encryptionConfiguration: { replicaKmsKeyId: "k" },
        replicationTime: { status: "Enabled", time: { minutes: 15 } },
        metrics: { status: "Enabled", eventThreshold: { minutes: 15 } },
      },
    });
  });
});
