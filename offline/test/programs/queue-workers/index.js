const cloudwatch = require("@pulumi/aws/cloudwatch");
const iam = require("@pulumi/aws/iam");
const kms = require("@pulumi/aws/kms");
const lambda = require("@pulumi/aws/lambda");
const sns = require("@pulumi/aws/sns");
const sqs = require("@pulumi/aws/sqs");
const pulumi = require("@pulumi/pulumi");

const key = new kms.Key("queues", { enableKeyRotation: true, deletionWindowInDays: 7 });
const dead = new sqs.Queue("dead", {
  name: "jobs-dead.fifo",
  fifoQueue: true,
  messageRetentionSeconds: 1209600,
});
const jobs = new sqs.Queue("jobs", {
  name: "jobs.fifo",
  fifoQueue: true,
  contentBasedDeduplication: true,
  delaySeconds: 5,
  visibilityTimeoutSeconds: 180,
  kmsMasterKeyId: key.id,
  redrivePolicy: pulumi.jsonStringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 5 }),
});

const role = new iam.Role("worker", {
  assumeRolePolicy: iam.assumeRolePolicyForPrincipal({ Service: "lambda.amazonaws.com" }),
});
new iam.RolePolicyAttachment("queue", {
  role: role.name,
  policyArn: iam.ManagedPolicy.AWSLambdaSQSQueueExecutionRole,
});
const worker = new lambda.Function("worker", {
  role: role.arn,
  runtime: "python3.13",
  handler: "index.handle",
  code: new pulumi.asset.FileArchive("./worker"),
  timeout: 30,
  memorySize: 512,
});
new lambda.EventSourceMapping("jobs", {
  eventSourceArn: jobs.arn,
  functionName: worker.arn,
  batchSize: 10,
  functionResponseTypes: ["ReportBatchItemFailures"],
});

const alarms = new sns.Topic("alarms", {});
new sns.TopicSubscription("mail", { topic: alarms.arn, protocol: "email", endpoint: "ops@example.com" });
new cloudwatch.MetricAlarm("dead", {
  namespace: "AWS/SQS",
  metricName: "ApproximateNumberOfMessagesVisible",
  dimensions: { QueueName: dead.name },
  statistic: "Maximum",
  comparisonOperator: "GreaterThanThreshold",
  threshold: 0,
  period: 300,
  evaluationPeriods: 1,
  alarmActions: [alarms.arn],
});

exports.queue = jobs.url;
