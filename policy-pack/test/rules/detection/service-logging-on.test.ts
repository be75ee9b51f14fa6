import assert from "node:assert/strict";
import { serviceLoggingOn as rule } from "../../../rules/detection/service-logging-on";
import { resource, unknown } from "../../../testing";
import { judgesFamily, type Row } from "../../support/family";
import { said } from "../../support/outcome";

const stage: Row = {
  good: { accessLogSettings: { destinationArn: "arn:logs", format: "$context.requestId" } },
  bad: [[{ accessLogSettings: undefined }, "accessLogSettings is not set: nothing logs its requests."]],
  open: [],
};
const exported: Row = {
  good: { enabledCloudwatchLogsExports: ["postgresql"] },
  bad: [
    [
      { enabledCloudwatchLogsExports: undefined },
      "enabledCloudwatchLogsExports is not set: its logs stay on the instance.",
    ],
    [
      { enabledCloudwatchLogsExports: [] },
      "enabledCloudwatchLogsExports is not set: its logs stay on the instance.",
    ],
  ],
  open: [],
};
const audited = (name: string): Row => ({
  good: { [name]: ["audit"] },
  bad: [
    [{ [name]: ["profiler"] }, `${name} has no audit log.`],
    [{ [name]: undefined }, `${name} has no audit log.`],
  ],
});
const silent = "logPublishingOptions has no AUDIT_LOGS: nobody sees who read what.";
const search: Row = {
  good: { logPublishingOptions: [{ logType: "AUDIT_LOGS", cloudwatchLogGroupArn: "arn:logs" }] },
  bad: [
    [{ logPublishingOptions: undefined }, silent],
    [{ logPublishingOptions: [{ logType: "INDEX_SLOW_LOGS", cloudwatchLogGroupArn: "arn:logs" }] }, silent],
    [
      {
        logPublishingOptions: [{ logType: "AUDIT_LOGS", cloudwatchLogGroupArn: "arn:logs", enabled: false }],
      },
      silent,
    ],
  ],
};
const tunnel = (logEnabled: boolean) => ({ cloudwatchLogOptions: { logEnabled, logGroupArn: "arn:logs" } });
const brokers = (targets: Record<string, unknown>) => ({ loggingInfo: { brokerLogs: targets } });
const mute = "loggingInfo.brokerLogs has no target that is enabled.";
const classic: Row = {
  good: { accessLogs: { bucket: "logs" } },
  bad: [
    [{ accessLogs: undefined }, "accessLogs is not set: nothing logs its requests."],
    [{ accessLogs: { bucket: "logs", enabled: false } }, "accessLogs.enabled is off."],
  ],
};

describe("service-logging-on", () => {
  judgesFamily(rule, {
    "aws:apigateway/stage:Stage": stage,
    "aws:apigatewayv2/stage:Stage": stage,
    "aws:appsync/graphQLApi:GraphQLApi": {
      good: { logConfig: { cloudwatchLogsRoleArn: "arn:role", fieldLogLevel: "ERROR" } },
      bad: [
        [{ logConfig: undefined }, "logConfig is not set."],
        [
          { logConfig: { cloudwatchLogsRoleArn: "arn:role", fieldLogLevel: "NONE" } },
          "logConfig.fieldLogLevel is NONE.",
        ],
      ],
    },
    "aws:apigateway/methodSettings:MethodSettings": {
      good: { settings: { dataTraceEnabled: false } },
      bad: [
        [
          { settings: { dataTraceEnabled: true } },
          "settings.dataTraceEnabled is on: bodies of requests, and what is secret in them, are in the log.",
        ],
      ],
    },
    "aws:docdb/clusterParameterGroup:ClusterParameterGroup": {
      good: { parameters: [{ name: "audit_logs", value: "enabled" }] },
      bad: [[], [{ name: "audit_logs", value: "disabled" }]].map(
        (parameters) =>
          [
            { parameters },
            "audit_logs is not enabled or all or ddl or dml_read or dml_write: it writes no audit log.",
          ] as const,
      ),
    },
    "aws:codebuild/project:Project": {
      good: {},
      bad: [
        [
          { logsConfig: { cloudwatchLogs: { status: "DISABLED" } } },
          "logsConfig turns CloudWatch off and S3 not on: builds leave no log.",
        ],
      ],
      fine: [{ logsConfig: { cloudwatchLogs: { status: "DISABLED" }, s3Logs: { status: "ENABLED" } } }],
    },
    "aws:dms/replicationTask:ReplicationTask": {
      good: { replicationTaskSettings: JSON.stringify({ Logging: { EnableLogging: true } }) },
      bad: [
        [
          { replicationTaskSettings: JSON.stringify({ Logging: { EnableLogging: false } }) },
          "replicationTaskSettings does not set EnableLogging.",
        ],
        [{ replicationTaskSettings: undefined }, "replicationTaskSettings does not set EnableLogging."],
      ],
    },
    "aws:docdb/cluster:Cluster": audited("enabledCloudwatchLogsExports"),
    "aws:neptune/cluster:Cluster": audited("enableCloudwatchLogsExports"),
    "aws:rds/cluster:Cluster": exported,
    "aws:rds/instance:Instance": exported,
    "aws:ec2clientvpn/endpoint:Endpoint": {
      good: { connectionLogOptions: { enabled: true } },
      bad: [[{ connectionLogOptions: { enabled: false } }, "connectionLogOptions.enabled is not on."]],
    },
    "aws:ec2/vpnConnection:VpnConnection": {
      good: { tunnel1LogOptions: tunnel(true), tunnel2LogOptions: tunnel(true) },
      bad: [
        [
          { tunnel1LogOptions: tunnel(false) },
          "tunnel1LogOptions.cloudwatchLogOptions.logEnabled is not on.",
        ],
        [{ tunnel2LogOptions: undefined }, "tunnel2LogOptions.cloudwatchLogOptions.logEnabled is not on."],
      ],
    },
    "aws:ecs/cluster:Cluster": {
      good: {},
      bad: [
        [
          { configuration: { executeCommandConfiguration: { logging: "NONE" } } },
          "configuration.executeCommandConfiguration.logging is NONE.",
        ],
      ],
      fine: [{ configuration: { executeCommandConfiguration: { logging: "OVERRIDE" } } }],
    },
    "aws:elasticache/replicationGroup:ReplicationGroup": {
      good: {
        logDeliveryConfigurations: [
          { destination: "g", destinationType: "cloudwatch-logs", logFormat: "json", logType: "slow-log" },
        ],
      },
      bad: [[{ logDeliveryConfigurations: [] }, "logDeliveryConfigurations is not set."]],
      open: [],
    },
    "aws:globalaccelerator/accelerator:Accelerator": {
      good: { attributes: { flowLogsEnabled: true } },
      bad: [[{ attributes: undefined }, "attributes.flowLogsEnabled is not on."]],
    },
    "aws:msk/cluster:Cluster": {
      good: brokers({ cloudwatchLogs: { enabled: true } }),
      bad: [
        [{ loggingInfo: undefined }, mute],
        [brokers({ s3: { enabled: false } }), mute],
      ],
      fine: [brokers({ firehose: { enabled: true } }), brokers({ s3: { enabled: true } })],
    },
    "aws:mq/broker:Broker": {
      good: { engineType: "ActiveMQ", logs: { general: true, audit: true } },
      bad: [
        [{ logs: undefined }, "logs.general is not on.", "logs.audit is not on."],
        [{ logs: { general: true } }, "logs.audit is not on."],
      ],
      fine: [{ engineType: "RabbitMQ", logs: { general: true } }],
    },
    "aws:opensearch/domain:Domain": search,
    "aws:elasticsearch/domain:Domain": search,
    "aws:sfn/stateMachine:StateMachine": {
      good: { loggingConfiguration: { level: "ERROR" } },
      bad: [
        [
          { loggingConfiguration: { level: "OFF" } },
          "loggingConfiguration.level is not ALL or ERROR or FATAL.",
        ],
        [{ loggingConfiguration: undefined }, "loggingConfiguration.level is not ALL or ERROR or FATAL."],
      ],
    },
    "aws:elb/loadBalancer:LoadBalancer": classic,
    "aws:elasticloadbalancing/loadBalancer:LoadBalancer": classic,
  });

  it("needs to know one target of a broker's logs only", async () => {
    const inputs = brokers({ cloudwatchLogs: { enabled: true }, s3: { enabled: unknown } });
    assert.deepEqual(await said(rule, [resource("aws:msk/cluster:Cluster", "it", inputs)]), []);
  });
});
