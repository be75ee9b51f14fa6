import type { ValueMap } from "../../../../providers/core/values/value";
import type { Cloud } from "../../support";
import { type Case, describeRefusals } from "./kit";

const alarm = (cloud: Cloud, changes: ValueMap) =>
  cloud.create("aws:cloudwatch/metricAlarm:MetricAlarm", "alarm", {
    comparisonOperator: "GreaterThanThreshold",
    threshold: 1,
    ...changes,
  });

const workgroup = (cloud: Cloud, encryptionConfiguration: ValueMap) =>
  cloud.create("aws:athena/workgroup:Workgroup", "workgroup", {
    ...{ name: "logs", configuration: { resultConfiguration: { encryptionConfiguration } } },
  });

const metric = { metricName: "x", namespace: "y", period: 60, evaluationPeriods: 1 };

const plan = (cloud: Cloud, rule: ValueMap) =>
  cloud.create("aws:backup/plan:Plan", "plan", {
    rules: [{ ruleName: "daily", targetVaultName: "vault", ...rule }],
  });

const queue = (cloud: Cloud, inputs: ValueMap) => cloud.create("aws:sqs/queue:Queue", "queue", inputs);
const topic = (cloud: Cloud, inputs: ValueMap) => cloud.create("aws:sns/topic:Topic", "topic", inputs);

const cases: Case[] = [
  {
    refusal: "cloudwatch-alarm-window",
    code: "ValidationError",
    mistake: (cloud) => alarm(cloud, { period: 900, evaluationPeriods: 97 }),
    twin: (cloud) => alarm(cloud, { period: 900, evaluationPeriods: 96 }),
  },
  {
    refusal: "cloudwatch-alarm-window",
    code: "ValidationError",
    mistake: (cloud) =>
      alarm(cloud, {
        evaluationPeriods: 8,
        metricQueries: [
          {
            ...{ id: "m", returnData: true },
            metric: { metricName: "x", namespace: "y", period: 86_400, stat: "Sum" },
          },
        ],
      }),
    twin: (cloud) => alarm(cloud, { period: 86_400, evaluationPeriods: 7 }),
  },
  {
    refusal: "cloudwatch-alarm-statistic",
    code: "ValidationError",
    tellsFromShape: "what is absent stays absent",
    mistake: (cloud) => alarm(cloud, metric),
    twin: (cloud) => alarm(cloud, { ...metric, extendedStatistic: "p99" }),
  },
  {
    refusal: "cloudwatch-alarm-statistic",
    code: "ValidationError",
    mistake: (cloud) => alarm(cloud, { ...metric, statistic: "Sum", extendedStatistic: "p99" }),
    twin: (cloud) => alarm(cloud, { ...metric, statistic: "Sum" }),
  },
  {
    refusal: "athena-result-encryption",
    code: "InvalidRequestException",
    tellsFromShape: "what is absent stays absent",
    mistake: (cloud) => workgroup(cloud, { kmsKeyArn: "arn:aws:kms:eu-central-1:123456789012:key/k" }),
    twin: (cloud) => workgroup(cloud, { encryptionOption: "SSE_S3" }),
  },
  {
    refusal: "backup-cold-storage",
    code: "InvalidParameterValueException",
    mistake: (cloud) => plan(cloud, { lifecycle: { coldStorageAfter: 30, deleteAfter: 119 } }),
    twin: (cloud) => plan(cloud, { lifecycle: { coldStorageAfter: 30, deleteAfter: 120 } }),
  },
  {
    refusal: "backup-cold-storage",
    code: "InvalidParameterValueException",
    mistake: (cloud) =>
      plan(cloud, {
        copyActions: [
          {
            destinationVaultArn: "arn:aws:backup:eu-central-1:123456789012:backup-vault:v",
            lifecycle: { coldStorageAfter: 1, deleteAfter: 35 },
          },
        ],
      }),
    twin: (cloud) => plan(cloud, { lifecycle: { deleteAfter: 35 } }),
  },
  {
    refusal: "sqs-fifo-name",
    code: "provider",
    mistake: (cloud) => queue(cloud, { name: "events", fifoQueue: true }),
    twin: (cloud) => {
      queue(cloud, { name: "events.fifo", fifoQueue: true });
      queue(cloud, { fifoQueue: true });
    },
  },
  {
    refusal: "sqs-fifo-name",
    code: "provider",
    mistake: (cloud) => queue(cloud, { name: "events.fifo" }),
    twin: (cloud) => queue(cloud, { name: "events" }),
  },
  {
    refusal: "sns-fifo-name",
    code: "provider",
    mistake: (cloud) => topic(cloud, { name: "events", fifoTopic: true }),
    twin: (cloud) => topic(cloud, { name: "events.fifo", fifoTopic: true }),
  },
];

describeRefusals("operations and messaging", cases);
