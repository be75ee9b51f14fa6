import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { LogArchive, type LogArchiveArgs, LogWriter } from "../../components/log-archive";
import { balancerStatements, deliveryStatements } from "../../components/log-archive/delivery-policy";
import type { PolicyStatement } from "../../components/private-bucket/policy-document";
import { only, settled, startMocks } from "../support/mocks";

const minimal: LogArchiveArgs = { region: "eu-central-1", bucketName: "hub-prod-logs" };

describe("LogArchive", () => {
  async function build(more: Partial<LogArchiveArgs> = {}) {
    const registered = startMocks();
    const archive = new LogArchive("logs", { ...minimal, ...more });
    await settled();
    return { registered, archive };
  }

  function expiration(registered: Awaited<ReturnType<typeof build>>["registered"]) {
    const type = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
    const [rule] = only(registered, type).inputs.rules as { expiration: unknown }[];
    return rule?.expiration;
  }

  it("is one private bucket with a key of its own, in the region it was given", async () => {
    const { registered } = await build();
    const count = (type: string) => registered.filter((r) => r.type === type).length;
    assert.equal(
      registered.length,
      1 + 2 + 2 + 1 + 6,
      "archive, two components, key and alias, bucket and parts",
    );
    assert.equal(count("tandem:components:PrivateBucket"), 1);
    assert.equal(count("tandem:components:RegionalKey"), 1);
    for (const { type, name, inputs } of registered.filter((r) => r.type.startsWith("aws:"))) {
      assert.equal(inputs.region, "eu-central-1", `${type} ${name}`);
    }
    const encryption = only(
      registered,
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    );
    assert.match(JSON.stringify(encryption.inputs.rules), /"kmsMasterKeyId":"arn:mock:logs-key-key"/);
  });

  it("has a key that log delivery may use, under the bucket's name", async () => {
    const { registered } = await build();
    const key = only(registered, "aws:kms/key:Key");
    assert.match(key.inputs.policy as string, /"delivery\.logs\.amazonaws\.com"/);
    assert.equal(only(registered, "aws:kms/alias:Alias").inputs.name, "alias/hub-prod-logs");
  });

  it("for load balancers is under S3's own keys, and admits those of its account and region alone", async () => {
    const { registered } = await build({ writer: LogWriter.LoadBalancers });
    assert.deepEqual(
      registered.filter(({ type }) => type.startsWith("aws:kms")),
      [],
    );
    const encryption = only(
      registered,
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    );
    assert.match(JSON.stringify(encryption.inputs.rules), /"sseAlgorithm":"AES256"/);
    const { inputs } = only(registered, "aws:s3/bucketPolicy:BucketPolicy");
    const { Statement } = JSON.parse(inputs.policy as string) as { Statement: PolicyStatement[] };
    const scope = { partition: "aws", accountId: "111122223333", region: "eu-central-1" };
    const arn = "arn:aws:s3:::archive";
    const [own] = balancerStatements({ ...scope, bucketArn: arn });
    assert.deepEqual(own?.Condition, {
      StringEquals: { "aws:SourceAccount": "111122223333" },
      ArnLike: { "aws:SourceArn": "arn:aws:elasticloadbalancing:eu-central-1:111122223333:loadbalancer/*" },
    });
    assert.equal(own?.Resource, `${arn}/*/AWSLogs/111122223333/*`);
    assert.deepEqual(
      Statement.filter(({ Effect }) => Effect === "Allow").map(({ Principal }) => Principal),
      [{ Service: "logdelivery.elasticloadbalancing.amazonaws.com" }],
    );
  });

  it("keeps logs for more than the twelve months of PCI DSS 10.5.1, or as long as it is told", async () => {
    assert.deepEqual(expiration((await build()).registered), { days: 400 });
    assert.deepEqual(expiration((await build({ retentionInDays: 30 })).registered), { days: 30 });
  });

  it("lets log delivery of this account write over TLS, and nobody else", async () => {
    const { registered } = await build();
    const { inputs } = only(registered, "aws:s3/bucketPolicy:BucketPolicy");
    const { Statement } = JSON.parse(inputs.policy as string) as { Statement: PolicyStatement[] };
    assert.deepEqual(
      Statement.map(({ Sid, Effect }) => [Sid, Effect]),
      [
        ["TlsOnly", "Deny"],
        ["LogDeliveryWrite", "Allow"],
        ["LogDeliveryCheck", "Allow"],
      ],
    );
    const allows = Statement.slice(1);
    for (const { Sid, Principal, Condition } of allows) {
      assert.deepEqual(Principal, { Service: "delivery.logs.amazonaws.com" }, Sid);
      assert.equal(Condition?.StringEquals?.["aws:SourceAccount"], "111122223333", Sid);
      assert.equal(Condition?.ArnLike?.["aws:SourceArn"], "arn:aws:logs:*:111122223333:*", Sid);
    }
    assert.equal(allows[0]?.Resource, "arn:mock:logs-bucket-bucket/*");
  });

  it("tells its ARN for deliveries", async () => {
    const { archive } = await build();
    const arn = await new Promise((resolve) => archive.bucketArn.apply(resolve));
    assert.equal(arn, "arn:mock:logs-bucket-bucket");
  });

  it("destroys logs only when told to", async () => {
    const { registered } = await build({ forceDestroy: true });
    assert.equal(only(registered, "aws:s3/bucket:Bucket").inputs.forceDestroy, true);
    assert.equal(only((await build()).registered, "aws:s3/bucket:Bucket").inputs.forceDestroy, false);
  });

  it("refuses a bad name and a bad retention, before any resource", () => {
    const registered = startMocks();
    assert.throws(
      () => new LogArchive("logs", { ...minimal, bucketName: "hub.logs", retentionInDays: 0 }),
      (error: Error) =>
        pulumi.InputPropertiesError.isInstance(error) &&
        error.errors.map((e) => e.propertyPath).join() === "bucketName,retentionInDays" &&
        /0 is not allowed, a whole number of days from 1 up is/.test(error.message),
    );
    assert.deepEqual(registered, []);
  });
});

describe("delivery statements", () => {
  it("follow the partition", () => {
    const scope = {
      partition: "aws-us-gov",
      accountId: "444455556666",
      bucketArn: "arn:aws-us-gov:s3:::logs",
    };
    for (const { Condition } of deliveryStatements(scope)) {
      assert.equal(Condition?.ArnLike?.["aws:SourceArn"], "arn:aws-us-gov:logs:*:444455556666:*");
    }
  });

  it("take no log that its own account would not own", () => {
    const [write] = deliveryStatements({ partition: "aws", accountId: "1", bucketArn: "arn:aws:s3:::logs" });
    assert.equal(write?.Condition?.StringEquals?.["s3:x-amz-acl"], "bucket-owner-full-control");
  });
});
