import assert from "node:assert/strict";
import { cdeStoreNeedsCmk as rule } from "../../../rules/identity/cde-store-needs-cmk";
import { reference, resource, unknown } from "../../../testing";
import { cardholder } from "../../support/network";
import { said } from "../../support/outcome";

const arn = "arn:aws:kms:us-east-2:111122223333:key/1234";
/** A good one of each kind, and where its key is. */
const stores: Record<string, Record<string, unknown>> = {
  "aws:backup/vault:Vault": { kmsKeyArn: arn },
  "aws:cloudwatch/logGroup:LogGroup": { kmsKeyId: arn },
  "aws:docdb/cluster:Cluster": { kmsKeyId: arn },
  "aws:dynamodb/table:Table": { serverSideEncryption: { enabled: true, kmsKeyArn: arn } },
  "aws:ebs/volume:Volume": { kmsKeyId: arn },
  "aws:ecr/repository:Repository": { encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: arn }] },
  "aws:efs/fileSystem:FileSystem": { kmsKeyId: arn },
  "aws:elasticache/replicationGroup:ReplicationGroup": { kmsKeyId: arn },
  "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": { serverSideEncryption: { keyArn: arn } },
  "aws:kinesis/stream:Stream": { kmsKeyId: arn },
  "aws:lambda/function:Function": { kmsKeyArn: arn },
  "aws:msk/cluster:Cluster": { encryptionInfo: { encryptionAtRestKmsKeyArn: arn } },
  "aws:neptune/cluster:Cluster": { kmsKeyArn: arn },
  "aws:opensearch/domain:Domain": { encryptAtRest: { enabled: true, kmsKeyId: arn } },
  "aws:rds/cluster:Cluster": { kmsKeyId: arn },
  "aws:rds/instance:Instance": { kmsKeyId: arn },
  "aws:redshift/cluster:Cluster": { kmsKeyId: arn },
  "aws:secretsmanager/secret:Secret": { kmsKeyId: arn },
  "aws:sns/topic:Topic": { kmsMasterKeyId: "alias/payments" },
  "aws:sqs/queue:Queue": { kmsMasterKeyId: "1234abcd" },
  "aws:athena/workgroup:Workgroup": {
    configuration: {
      resultConfiguration: { encryptionConfiguration: { encryptionOption: "SSE_KMS", kmsKeyArn: arn } },
    },
  },
  "aws:backup/logicallyAirGappedVault:LogicallyAirGappedVault": { encryptionKeyArn: arn },
  "aws:cloudtrail/eventDataStore:EventDataStore": { kmsKeyId: arn },
  "aws:cloudwatch/eventArchive:EventArchive": { kmsKeyIdentifier: arn },
  "aws:cloudwatch/eventBus:EventBus": { kmsKeyIdentifier: arn },
  "aws:cloudwatch/eventConnection:EventConnection": { kmsKeyIdentifier: arn },
  "aws:codebuild/project:Project": { encryptionKey: arn },
  "aws:codepipeline/pipeline:Pipeline": {
    artifactStores: [{ location: "b", type: "S3", encryptionKey: { id: arn, type: "KMS" } }],
  },
  "aws:dms/endpoint:Endpoint": { kmsKeyArn: arn },
  "aws:dms/replicationInstance:ReplicationInstance": { kmsKeyArn: arn },
  "aws:dsql/cluster:Cluster": { kmsEncryptionKey: arn },
  "aws:dynamodb/tableReplica:TableReplica": { kmsKeyArn: arn },
  "aws:elasticache/serverlessCache:ServerlessCache": { kmsKeyId: arn },
  "aws:elasticsearch/domain:Domain": { encryptAtRest: { enabled: true, kmsKeyId: arn } },
  "aws:memorydb/cluster:Cluster": { kmsKeyArn: arn },
  "aws:mq/broker:Broker": { encryptionOptions: { useAwsOwnedKey: false, kmsKeyId: arn } },
  "aws:networkfirewall/firewall:Firewall": { encryptionConfiguration: { type: "CUSTOMER_KMS", keyId: arn } },
  "aws:pipes/pipe:Pipe": { kmsKeyIdentifier: arn },
  "aws:redshiftserverless/namespace:Namespace": { kmsKeyId: arn },
  "aws:scheduler/schedule:Schedule": { kmsKeyArn: arn },
  "aws:sfn/activity:Activity": {
    encryptionConfiguration: { type: "CUSTOMER_MANAGED_KMS_KEY", kmsKeyId: arn },
  },
  "aws:sfn/stateMachine:StateMachine": {
    encryptionConfiguration: { type: "CUSTOMER_MANAGED_KMS_KEY", kmsKeyId: arn },
  },
  "aws:synthetics/canary:Canary": {
    artifactConfig: { s3Encryption: { encryptionMode: "SSE_KMS", kmsKeyArn: arn } },
  },
  "aws:ssm/parameter:Parameter": { type: "SecureString", keyId: arn },
};
const none = "store: It names no key, so it is not encrypted or only with AWS's own.";
const aws = "store: It is encrypted with AWS's own key.";

describe("cde-store-needs-cmk", () => {
  it("knows the types of this table and buckets", () => {
    const buckets = rule.types.filter((type) => type.startsWith("aws:s3/"));
    assert.deepEqual([...rule.types].sort(), [...Object.keys(stores), ...buckets].sort());
  });

  for (const [type, props] of Object.entries(stores)) {
    it(`judges a ${type}`, async () => {
      assert.deepEqual(await said(rule, [resource(type, "store", { ...cardholder, ...props })]), []);
      assert.deepEqual(await said(rule, [resource(type, "store", cardholder)]), [none]);
      assert.deepEqual(await said(rule, [resource(type, "store", {})]), []);
      const text = JSON.stringify(props).replace(/arn:[^"]+|alias\/payments|1234abcd/g, "alias/aws/store");
      assert.deepEqual(await said(rule, [resource(type, "store", { ...cardholder, ...JSON.parse(text) })]), [
        aws,
      ]);
    });
  }

  it("judges a bucket by its encryption, inline and separate, of both generations", async () => {
    const config = (kmsMasterKeyId: unknown) => ({
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId } }],
    });
    for (const type of ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"]) {
      const bucket = resource(type, "store", cardholder);
      const encryption = (keyId: unknown) =>
        resource(
          "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
          "encryption",
          { bucket: reference(bucket), ...config(keyId) },
        );
      assert.deepEqual(await said(rule, [bucket, encryption(arn)]), []);
      assert.deepEqual(await said(rule, [bucket, encryption(unknown)]), []);
      assert.deepEqual(await said(rule, [bucket, encryption(undefined)]), [none]);
      assert.deepEqual(await said(rule, [bucket]), [none]);
    }
    const inline = {
      serverSideEncryptionConfiguration: {
        rule: { applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: arn } },
      },
    };
    assert.deepEqual(
      await said(rule, [resource("aws:s3/bucket:Bucket", "store", { ...cardholder, ...inline })]),
      [],
    );
  });

  it("takes a key that is not known yet for the program's, not one that AWS filled in", async () => {
    const table = resource("aws:rds/cluster:Cluster", "store", { ...cardholder, kmsKeyId: unknown });
    assert.deepEqual(await said(rule, [table]), []);
    const filled = resource("aws:rds/cluster:Cluster", "store", cardholder, { outputs: { kmsKeyId: arn } });
    assert.deepEqual(await said(rule, [filled]), [none]);
  });

  it("asks nothing of a read replica, and takes names from the setting", async () => {
    const replica = resource("aws:rds/instance:Instance", "store", {
      ...cardholder,
      replicateSourceDb: "payments",
    });
    assert.deepEqual(await said(rule, [replica]), []);
    const queue = resource("aws:sqs/queue:Queue", "store", {});
    assert.deepEqual(await said(rule, [queue], { settings: { resources: ["sto*"] } }), [none]);
  });

  it("can't tell tags that are not known", async () => {
    const queue = resource("aws:sqs/queue:Queue", "store", { tags: unknown });
    assert.deepEqual(await said(rule, [queue]), ["store? tags is not known yet"]);
  });
});
