import type { Value, ValueMap } from "../../../providers/core/values/value";
import type { Writer } from "../writer";
import { fields, items, object, pairs, renamed, type Shape, type TypeShapes } from "./shape";

/** Keys of a table or an index: two inputs in Pulumi, a list in CloudFormation. */
function keySchema(place: string, role: "HASH" | "RANGE"): Shape {
  return (writer, value, path) => {
    const at = `${place}KeySchema[${role === "HASH" ? 0 : writer.draft.length(`${place}KeySchema`)}]`;
    writer.put(`${at}.AttributeName`, value, path);
    writer.write(`${at}.KeyType`, role, path);
  };
}

function indexes(place: string): Shape {
  return (writer, value, path) => {
    for (const [index, { item, path: at }] of items(value, path).entries())
      writeIndex(writer, item, at, `${place}[${index}]`);
  };
}

function writeIndex(writer: Writer, item: ValueMap, path: string, place: string): void {
  fields(writer, item, path, {
    name: renamed(`${place}.IndexName`),
    projectionType: renamed(`${place}.Projection.ProjectionType`),
    nonKeyAttributes: renamed(`${place}.Projection.NonKeyAttributes`),
    readCapacity: renamed(`${place}.ProvisionedThroughput.ReadCapacityUnits`),
    writeCapacity: renamed(`${place}.ProvisionedThroughput.WriteCapacityUnits`),
  });
  // A local index has the table's own partition key.
  const { hashKey } = writer.resource.inputs;
  if (place.startsWith("Local") && hashKey !== undefined)
    keySchema(`${place}.`, "HASH")(writer, hashKey as Value, "hashKey");
  fields(writer, item, path, {
    hashKey: keySchema(`${place}.`, "HASH"),
    rangeKey: keySchema(`${place}.`, "RANGE"),
    keySchemas: (inner, value, at) => {
      for (const [index, one] of items(value, at).entries())
        fields(inner, one.item, one.path, {
          attributeName: renamed(`${place}.KeySchema[${index}].AttributeName`),
          keyType: renamed(`${place}.KeySchema[${index}].KeyType`),
        });
    },
  });
}

const table: TypeShapes = {
  name: renamed("TableName"),
  billingMode: renamed("BillingMode"),
  hashKey: keySchema("", "HASH"),
  rangeKey: keySchema("", "RANGE"),
  attributes: (writer, value, path) => {
    for (const [index, { item, path: at }] of items(value, path).entries())
      fields(writer, item, at, {
        name: renamed(`AttributeDefinitions[${index}].AttributeName`),
        type: renamed(`AttributeDefinitions[${index}].AttributeType`),
      });
  },
  readCapacity: renamed("ProvisionedThroughput.ReadCapacityUnits"),
  writeCapacity: renamed("ProvisionedThroughput.WriteCapacityUnits"),
  globalSecondaryIndexes: indexes("GlobalSecondaryIndexes"),
  localSecondaryIndexes: indexes("LocalSecondaryIndexes"),
  streamViewType: renamed("StreamSpecification.StreamViewType"),
  tableClass: renamed("TableClass"),
  deletionProtectionEnabled: renamed("DeletionProtectionEnabled"),
  ttl: object({
    attributeName: renamed("TimeToLiveSpecification.AttributeName"),
    enabled: renamed("TimeToLiveSpecification.Enabled"),
  }),
  pointInTimeRecovery: object({
    enabled: renamed("PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled"),
    recoveryPeriodInDays: renamed("PointInTimeRecoverySpecification.RecoveryPeriodInDays"),
  }),
  serverSideEncryption: object({
    enabled: renamed("SSESpecification.SSEEnabled"),
    kmsKeyArn: (writer, value, path) => {
      writer.put("SSESpecification.KMSMasterKeyId", value, path);
      writer.write("SSESpecification.SSEType", "KMS", path);
    },
  }),
};

/** A metric of an alarm returns data in CloudFormation unless it says otherwise, and does not in Pulumi. */
const metricQueries: Shape = (writer, value, path) => {
  for (const [index, { item, path: at }] of items(value, path).entries()) {
    const to = `Metrics[${index}]`;
    writer.put(`${to}.ReturnData`, item.returnData ?? false, `${at}.returnData`);
    fields(writer, item, at, {
      id: renamed(`${to}.Id`),
      accountId: renamed(`${to}.AccountId`),
      expression: renamed(`${to}.Expression`),
      label: renamed(`${to}.Label`),
      period: renamed(`${to}.Period`),
      metric: object({
        metricName: renamed(`${to}.MetricStat.Metric.MetricName`),
        namespace: renamed(`${to}.MetricStat.Metric.Namespace`),
        period: renamed(`${to}.MetricStat.Period`),
        stat: renamed(`${to}.MetricStat.Stat`),
        unit: renamed(`${to}.MetricStat.Unit`),
        dimensions: pairs(`${to}.MetricStat.Metric.Dimensions`, "Name"),
      }),
    });
  }
};

/** Inputs of a metric alarm whose names differ; dimensions are a list there. */
const metricAlarm: TypeShapes = {
  name: renamed("AlarmName"),
  namespace: renamed("Namespace"),
  dimensions: pairs("Dimensions", "Name"),
  metricQueries,
};

export const data: Readonly<Record<string, TypeShapes>> = {
  "dynamodb/table:Table": table,
  "cloudwatch/metricAlarm:MetricAlarm": metricAlarm,
  "sqs/queue:Queue": {
    name: renamed("QueueName"),
    delaySeconds: renamed("DelaySeconds"),
    maxMessageSize: renamed("MaximumMessageSize"),
    messageRetentionSeconds: renamed("MessageRetentionPeriod"),
    visibilityTimeoutSeconds: renamed("VisibilityTimeout"),
    receiveWaitTimeSeconds: renamed("ReceiveMessageWaitTimeSeconds"),
    fifoQueue: (writer, value, path) => {
      // CloudFormation takes `true` or nothing.
      if (value === true) writer.write("FifoQueue", true, path);
    },
    contentBasedDeduplication: renamed("ContentBasedDeduplication"),
    deduplicationScope: renamed("DeduplicationScope"),
    fifoThroughputLimit: renamed("FifoThroughputLimit"),
    kmsMasterKeyId: renamed("KmsMasterKeyId"),
    kmsDataKeyReusePeriodSeconds: renamed("KmsDataKeyReusePeriodSeconds"),
    sqsManagedSseEnabled: renamed("SqsManagedSseEnabled"),
    redrivePolicy: renamed("RedrivePolicy"),
    redriveAllowPolicy: renamed("RedriveAllowPolicy"),
  },
  "sns/topic:Topic": {
    name: renamed("TopicName"),
    displayName: renamed("DisplayName"),
    fifoTopic: (writer, value, path) => {
      if (value === true) writer.write("FifoTopic", true, path);
    },
    kmsMasterKeyId: renamed("KmsMasterKeyId"),
    contentBasedDeduplication: renamed("ContentBasedDeduplication"),
  },
};
