import { resourceRule } from "../../frame/rule";
import { block, flag, given, type Props } from "../../frame/values";
import {
  type Expectations,
  each,
  expect,
  judgeBy,
  notOff,
  off,
  on,
  oneOf,
  set,
  where,
  within,
} from "../expectations";

const storage = on("storageEncrypted");
const globalStorage = where((props) => !given(props, "sourceDbClusterIdentifier"), storage);
const volumes = [on("rootBlockDevice.encrypted"), each("ebsBlockDevices", on("encrypted"))];
const searchDomain = [on("encryptAtRest.enabled")];
const modes = "encryptionConfiguration";
const catalog = "dataCatalogEncryptionSettings";
const results = "configuration.resultConfiguration.encryptionConfiguration";

/**
 * What is not encrypted unless the program says so, or what a program can turn off. DynamoDB, S3, Secrets Manager, ECR,
 * CloudWatch Logs, MSK, Lambda, AWS Backup, DSQL and Step Functions always encrypt: there only the key is a choice, which
 * `cde-store-needs-cmk` looks at.
 */
const expectations: Expectations = {
  // A replica is as its source is. What joins an Aurora global database has a rule of its own.
  "aws:rds/cluster:Cluster": [
    where(
      (props) => !given(props, "globalClusterIdentifier") && !given(props, "replicationSourceIdentifier"),
      storage,
    ),
  ],
  "aws:rds/instance:Instance": [where((props) => !given(props, "replicateSourceDb"), storage)],
  "aws:docdb/cluster:Cluster": [storage],
  "aws:docdb/globalCluster:GlobalCluster": [globalStorage],
  "aws:neptune/cluster:Cluster": [where((props) => !given(props, "replicationSourceIdentifier"), storage)],
  "aws:neptune/globalCluster:GlobalCluster": [globalStorage],
  "aws:redshift/cluster:Cluster": [on("encrypted")],
  "aws:dax/cluster:Cluster": [on("serverSideEncryption.enabled")],
  // A member of a global datastore takes it from the primary.
  "aws:elasticache/replicationGroup:ReplicationGroup": [
    where((props) => !given(props, "globalReplicationGroupId"), on("atRestEncryptionEnabled")),
  ],
  "aws:opensearch/domain:Domain": searchDomain,
  "aws:elasticsearch/domain:Domain": searchDomain,
  "aws:ebs/volume:Volume": [on("encrypted")],
  "aws:ec2/instance:Instance": volumes,
  "aws:ec2/launchConfiguration:LaunchConfiguration": volumes,
  "aws:ec2/launchTemplate:LaunchTemplate": [each("blockDeviceMappings", within("ebs", on("encrypted")))],
  "aws:ebs/encryptionByDefault:EncryptionByDefault": [
    expect((props) => flag(props, "enabled") !== false, "It turns off that new volumes are encrypted."),
  ],
  "aws:efs/fileSystem:FileSystem": [on("encrypted")],
  // SNS encrypts only under a key that is named; SQS does it under its own unless it is told not to.
  "aws:sns/topic:Topic": [set("kmsMasterKeyId", "is not set: messages are stored without encryption")],
  "aws:sqs/queue:Queue": [
    expect(
      (props) => given(props, "kmsMasterKeyId") || flag(props, "sqsManagedSseEnabled") !== false,
      "sqsManagedSseEnabled is off and no key is named: messages are stored without encryption.",
    ),
  ],
  "aws:kinesis/stream:Stream": [oneOf("encryptionType", ["KMS"])],
  // A delivery stream that reads from another stream stores nothing of its own.
  "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": [
    where(
      (props) => !given(props, "kinesisSourceConfiguration") && !given(props, "mskSourceConfiguration"),
      on("serverSideEncryption.enabled"),
    ),
  ],
  "aws:apigateway/methodSettings:MethodSettings": [
    within(
      "settings",
      where((settings) => flag(settings, "cachingEnabled") === true, on("cacheDataEncrypted")),
    ),
  ],
  "aws:athena/workgroup:Workgroup": [
    where((props) => !managesResults(props), set(results, "is not set: the client decides")),
    notOff("configuration.enforceWorkgroupConfiguration"),
  ],
  "aws:athena/database:Database": [set("encryptionConfiguration")],
  "aws:codebuild/project:Project": [
    off("artifacts.encryptionDisabled"),
    each("secondaryArtifacts", off("encryptionDisabled")),
    off("logsConfig.s3Logs.encryptionDisabled"),
  ],
  "aws:codebuild/reportGroup:ReportGroup": [off("exportConfig.s3Destination.encryptionDisabled")],
  "aws:glue/securityConfiguration:SecurityConfiguration": [
    oneOf(`${modes}.cloudwatchEncryption.cloudwatchEncryptionMode`, ["SSE-KMS"]),
    oneOf(`${modes}.jobBookmarksEncryption.jobBookmarksEncryptionMode`, ["CSE-KMS"]),
    oneOf(`${modes}.s3Encryption.s3EncryptionMode`, ["SSE-KMS", "SSE-S3"]),
  ],
  "aws:glue/dataCatalogEncryptionSettings:DataCatalogEncryptionSettings": [
    on(`${catalog}.connectionPasswordEncryption.returnConnectionPasswordEncrypted`),
    oneOf(`${catalog}.encryptionAtRest.catalogEncryptionMode`, ["SSE-KMS", "SSE-KMS-WITH-SERVICE-ROLE"]),
  ],
  "aws:glue/job:Job": [set("securityConfiguration")],
  "aws:glue/crawler:Crawler": [set("securityConfiguration")],
};

export const storedDataEncrypted = resourceRule({
  id: "stored-data-encrypted",
  area: "identity",
  title: "What is stored is encrypted",
  severity: "high",
  why: "A copied snapshot, a lost disk or a bucket that somebody may read is then worth nothing without the key. Most stores can be encrypted only when they are created, so a store that starts in clear stays so until it is replaced.",
  mend: "Turn encryption on where the resource is declared. For a store that exists already, copy its data to an encrypted one: a change of the switch replaces it.",
  example: `
new aws.elasticache.ReplicationGroup("sessions", { atRestEncryptionEnabled: true, ... });
new aws.efs.FileSystem("uploads", { encrypted: true, kmsKeyId: key.arn });`,
  wellArchitected: ["SEC08-BP02"],
  pci: ["3.5.1"],
  types: Object.keys(expectations),
  check: (resource, judgement) => judgeBy(expectations, resource, judgement),
});

/** Athena always encrypts results that it keeps itself. */
function managesResults(props: Props): boolean {
  const configuration = block(props, "configuration") ?? {};
  return flag(block(configuration, "managedQueryResultsConfiguration") ?? {}, "enabled") === true;
}
