const appautoscaling = require("@pulumi/aws/appautoscaling");
const cloudwatch = require("@pulumi/aws/cloudwatch");
const dynamodb = require("@pulumi/aws/dynamodb");
const kms = require("@pulumi/aws/kms");

const regions = ["eu-west-1", "ap-northeast-1"];

const orders = new dynamodb.Table("orders", {
  attributes: [
    { name: "customer", type: "S" },
    { name: "placed", type: "N" },
    { name: "status", type: "S" },
  ],
  hashKey: "customer",
  rangeKey: "placed",
  billingMode: "PAY_PER_REQUEST",
  streamEnabled: true,
  streamViewType: "NEW_AND_OLD_IMAGES",
  pointInTimeRecovery: { enabled: true },
  ttl: { enabled: true, attributeName: "expires" },
  localSecondaryIndexes: [{ name: "by-status", rangeKey: "status", projectionType: "KEYS_ONLY" }],
  replicas: regions.map((regionName) => ({ regionName, propagateTags: true, pointInTimeRecovery: true })),
  tags: { app: "shop" },
});

// A table of one region beside it, with a key of its own and capacity that follows the load.
const key = new kms.Key("sessions", { deletionWindowInDays: 10 });
const sessions = new dynamodb.Table("sessions", {
  attributes: [{ name: "id", type: "S" }],
  hashKey: "id",
  readCapacity: 5,
  writeCapacity: 5,
  serverSideEncryption: { enabled: true, kmsKeyArn: key.arn },
});
const target = new appautoscaling.Target("sessions", {
  serviceNamespace: "dynamodb",
  resourceId: sessions.name.apply((name) => `table/${name}`),
  scalableDimension: "dynamodb:table:ReadCapacityUnits",
  minCapacity: 5,
  maxCapacity: 100,
});
new appautoscaling.Policy("sessions", {
  policyType: "TargetTrackingScaling",
  serviceNamespace: target.serviceNamespace,
  resourceId: target.resourceId,
  scalableDimension: target.scalableDimension,
  targetTrackingScalingPolicyConfiguration: {
    targetValue: 70,
    predefinedMetricSpecification: { predefinedMetricType: "DynamoDBReadCapacityUtilization" },
  },
});
new cloudwatch.MetricAlarm("throttled", {
  namespace: "AWS/DynamoDB",
  metricName: "ThrottledRequests",
  dimensions: { TableName: orders.name },
  statistic: "Sum",
  comparisonOperator: "GreaterThanThreshold",
  threshold: 10,
  period: 60,
  evaluationPeriods: 5,
});

exports.orders = orders.arn;
exports.stream = orders.streamArn;
