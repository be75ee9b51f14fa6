import type { ResourceGraph, StackResource } from "../../frame/graph";
import { stackRule } from "../../frame/rule";
import { isOneOf, types } from "../../frame/types";
import { eachBlock, given, known, type Props, text } from "../../frame/values";
import { cardholderSettings, isCardholder } from "../cardholder";
import { meant } from "../related";

/** Where a store names its key, from the outermost property to the innermost; a list may stand for a block. */
const keyPaths: Readonly<Record<string, readonly string[]>> = {
  "aws:athena/workgroup:Workgroup": [
    "configuration",
    "resultConfiguration",
    "encryptionConfiguration",
    "kmsKeyArn",
  ],
  "aws:backup/logicallyAirGappedVault:LogicallyAirGappedVault": ["encryptionKeyArn"],
  "aws:backup/vault:Vault": ["kmsKeyArn"],
  "aws:cloudtrail/eventDataStore:EventDataStore": ["kmsKeyId"],
  "aws:cloudwatch/eventArchive:EventArchive": ["kmsKeyIdentifier"],
  "aws:cloudwatch/eventBus:EventBus": ["kmsKeyIdentifier"],
  "aws:cloudwatch/eventConnection:EventConnection": ["kmsKeyIdentifier"],
  "aws:cloudwatch/logGroup:LogGroup": ["kmsKeyId"],
  "aws:codebuild/project:Project": ["encryptionKey"],
  "aws:codepipeline/pipeline:Pipeline": ["artifactStores", "encryptionKey", "id"],
  "aws:dms/endpoint:Endpoint": ["kmsKeyArn"],
  "aws:dms/replicationInstance:ReplicationInstance": ["kmsKeyArn"],
  "aws:docdb/cluster:Cluster": ["kmsKeyId"],
  "aws:dsql/cluster:Cluster": ["kmsEncryptionKey"],
  "aws:dynamodb/table:Table": ["serverSideEncryption", "kmsKeyArn"],
  "aws:dynamodb/tableReplica:TableReplica": ["kmsKeyArn"],
  "aws:ebs/volume:Volume": ["kmsKeyId"],
  "aws:ecr/repository:Repository": ["encryptionConfigurations", "kmsKey"],
  "aws:efs/fileSystem:FileSystem": ["kmsKeyId"],
  "aws:elasticache/replicationGroup:ReplicationGroup": ["kmsKeyId"],
  "aws:elasticache/serverlessCache:ServerlessCache": ["kmsKeyId"],
  "aws:elasticsearch/domain:Domain": ["encryptAtRest", "kmsKeyId"],
  "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": ["serverSideEncryption", "keyArn"],
  "aws:kinesis/stream:Stream": ["kmsKeyId"],
  "aws:lambda/function:Function": ["kmsKeyArn"],
  "aws:memorydb/cluster:Cluster": ["kmsKeyArn"],
  "aws:mq/broker:Broker": ["encryptionOptions", "kmsKeyId"],
  "aws:msk/cluster:Cluster": ["encryptionInfo", "encryptionAtRestKmsKeyArn"],
  "aws:neptune/cluster:Cluster": ["kmsKeyArn"],
  "aws:networkfirewall/firewall:Firewall": ["encryptionConfiguration", "keyId"],
  "aws:opensearch/domain:Domain": ["encryptAtRest", "kmsKeyId"],
  "aws:pipes/pipe:Pipe": ["kmsKeyIdentifier"],
  "aws:rds/cluster:Cluster": ["kmsKeyId"],
  "aws:rds/instance:Instance": ["kmsKeyId"],
  "aws:redshift/cluster:Cluster": ["kmsKeyId"],
  "aws:redshiftserverless/namespace:Namespace": ["kmsKeyId"],
  "aws:scheduler/schedule:Schedule": ["kmsKeyArn"],
  "aws:secretsmanager/secret:Secret": ["kmsKeyId"],
  "aws:sfn/activity:Activity": ["encryptionConfiguration", "kmsKeyId"],
  "aws:sfn/stateMachine:StateMachine": ["encryptionConfiguration", "kmsKeyId"],
  "aws:sns/topic:Topic": ["kmsMasterKeyId"],
  "aws:sqs/queue:Queue": ["kmsMasterKeyId"],
  "aws:ssm/parameter:Parameter": ["keyId"],
  "aws:synthetics/canary:Canary": ["artifactConfig", "s3Encryption", "kmsKeyArn"],
};
const bucketPath = ["rules", "applyServerSideEncryptionByDefault", "kmsMasterKeyId"];
const oldBucketPath = ["serverSideEncryptionConfiguration", "rule", ...bucketPath.slice(1)];

export const cdeStoreNeedsCmk = stackRule({
  id: "cde-store-needs-cmk",
  area: "identity",
  title: "What stores or carries cardholder data is encrypted with a customer managed key",
  severity: "high",
  why: "With AWS's own key everybody who may read the store may decrypt it. A key of your own is a second door with its own policy, its own log, and a lock that can be turned.",
  mend: "Name a customer managed key of the resource's region where the resource takes one; most stores can't be encrypted with another key later.",
  example: `
new aws.dynamodb.Table("cards", {
  tags: { "data-classification": "cardholder" },
  serverSideEncryption: { enabled: true, kmsKeyArn: key.arn },
  ...
});`,
  wellArchitected: ["SEC08-BP02"],
  pci: ["3.5.1", "3.6.1"],
  settings: cardholderSettings,
  types: [...Object.keys(keyPaths), ...types.bucket, ...types.bucketEncryption],
  check(stack, settings) {
    const { graph } = stack;
    for (const store of graph.own([...Object.keys(keyPaths), ...types.bucket])) {
      stack.judge(store, ({ violation }) => {
        if (!isCardholder(store, settings) || inheritsKey(store.props)) return;
        const states = isOneOf(types.bucket, store.type)
          ? [
              stateOf(store.props, oldBucketPath),
              ...encryptionsOf(graph, store).map(({ props }) => stateOf(props, bucketPath)),
            ]
          : [stateOf(store.props, keyPaths[store.type] ?? [])];
        if (states.includes("own")) return;
        if (states.includes("aws")) violation("It is encrypted with AWS's own key.");
        else violation("It names no key, so it is not encrypted or only with AWS's own.");
      });
    }
  },
});

function encryptionsOf(graph: ResourceGraph, bucket: StackResource): StackResource[] {
  return graph
    .own(types.bucketEncryption)
    .filter((encryption) => meant(encryption, "bucket", [bucket], ["bucket", "id", "arn"]).length > 0);
}

/** A read replica in the source's region is encrypted as its source is. */
function inheritsKey(props: Props): boolean {
  return given(props, "replicateSourceDb") && !given(props, "kmsKeyId");
}

/** Whose key stands at a path. One that is not known yet comes from the program, so it is its own. */
function stateOf(props: Props, [key = "", ...inner]: readonly string[]): "own" | "aws" | "none" {
  // What a store does not state is unknown at preview where the provider fills it in; only inputs are looked at.
  if (!given(props, key)) return "none";
  if (inner.length === 0) return known(() => text(props, key))?.includes("alias/aws/") ? "aws" : "own";
  const found: ("own" | "aws" | "none")[] = [];
  const value = props[key];
  if (Array.isArray(value)) eachBlock(props, key, (item) => found.push(stateOf(item, inner)));
  else if (typeof value === "object" && value !== null) found.push(stateOf(value as Props, inner));
  return found.find((state) => state === "own") ?? found.find((state) => state === "aws") ?? "none";
}
