import { resourceRule } from "../../frame/rule";
import { types } from "../../frame/types";
import { block, eachBlock, everyPart, flag, type Props, text, textsOf } from "../../frame/values";
import {
  type Expectation,
  type Expectations,
  expect,
  judgeBy,
  noneOf,
  notOff,
  on,
  oneOf,
  set,
  where,
} from "../expectations";
import { parameterIs } from "../network/database-parameters";

const accessLog = set("accessLogSettings", "is not set: nothing logs its requests");
const exported = set("enabledCloudwatchLogsExports", "is not set: its logs stay on the instance");
const search = expect(
  (props) => publishes(props, "AUDIT_LOGS"),
  "logPublishingOptions has no AUDIT_LOGS: nobody sees who read what.",
);
const tunnels = ["tunnel1LogOptions", "tunnel2LogOptions"].map((tunnel) =>
  on(`${tunnel}.cloudwatchLogOptions.logEnabled`),
);
const classic = [set("accessLogs", "is not set: nothing logs its requests"), notOff("accessLogs.enabled")];

/**
 * Services that log only when they are told to, in the resource itself. Where a resource of its own turns logs on, see
 * `access-logs-on`, `flow-logs-every-vpc` and `eks-audit-logs`.
 */
const expectations: Expectations = {
  "aws:apigateway/stage:Stage": [accessLog],
  "aws:apigatewayv2/stage:Stage": [accessLog],
  "aws:appsync/graphQLApi:GraphQLApi": [set("logConfig"), noneOf("logConfig.fieldLogLevel", ["NONE"])],
  "aws:apigateway/methodSettings:MethodSettings": [
    expect(
      (props) => flag(block(props, "settings") ?? {}, "dataTraceEnabled") !== true,
      "settings.dataTraceEnabled is on: bodies of requests, and what is secret in them, are in the log.",
    ),
  ],
  "aws:codebuild/project:Project": [
    expect(
      (props) => logsBuilds(props),
      "logsConfig turns CloudWatch off and S3 not on: builds leave no log.",
    ),
  ],
  "aws:dms/replicationTask:ReplicationTask": [
    expect(
      (props) => /"EnableLogging"\s*:\s*true/.test(text(props, "replicationTaskSettings") ?? ""),
      "replicationTaskSettings does not set EnableLogging.",
    ),
  ],
  "aws:docdb/cluster:Cluster": [exportsAudit("enabledCloudwatchLogsExports")],
  // Without it the cluster has no audit log to export.
  "aws:docdb/clusterParameterGroup:ClusterParameterGroup": [
    parameterIs(
      "audit_logs",
      ["enabled", "all", "ddl", "dml_read", "dml_write"],
      "disabled",
      "it writes no audit log",
    ),
  ],
  "aws:neptune/cluster:Cluster": [exportsAudit("enableCloudwatchLogsExports")],
  "aws:rds/cluster:Cluster": [exported],
  "aws:rds/instance:Instance": [exported],
  "aws:ec2clientvpn/endpoint:Endpoint": [on("connectionLogOptions.enabled")],
  "aws:ec2/vpnConnection:VpnConnection": tunnels,
  "aws:ecs/cluster:Cluster": [noneOf("configuration.executeCommandConfiguration.logging", ["NONE"])],
  "aws:elasticache/replicationGroup:ReplicationGroup": [set("logDeliveryConfigurations")],
  "aws:globalaccelerator/accelerator:Accelerator": [on("attributes.flowLogsEnabled")],
  "aws:msk/cluster:Cluster": [
    expect((props) => logsBrokers(props), "loggingInfo.brokerLogs has no target that is enabled."),
  ],
  "aws:mq/broker:Broker": [
    on("logs.general"),
    where((props) => text(props, "engineType")?.toLowerCase() === "activemq", on("logs.audit")),
  ],
  "aws:opensearch/domain:Domain": [search],
  "aws:elasticsearch/domain:Domain": [search],
  "aws:sfn/stateMachine:StateMachine": [
    oneOf("loggingConfiguration.level", ["ALL", "ERROR", "FATAL"], "OFF"),
  ],
  ...Object.fromEntries(types.classicLoadBalancer.map((type) => [type, classic])),
};

export const serviceLoggingOn = resourceRule({
  id: "service-logging-on",
  area: "detection",
  title: "APIs, databases, brokers, workflows and connections write logs",
  severity: "high",
  why: "Most services keep silent until they are told to log. After an incident the days before it can't be logged any more, and an auditor takes a log that is missing for an event that was hidden.",
  mend: "Give the resource its log settings, with a log group that keeps them long enough.",
  example: `
new aws.apigatewayv2.Stage("v1", { accessLogSettings: { destinationArn: logs.arn, format }, ... });
new aws.rds.Cluster("payments", { enabledCloudwatchLogsExports: ["postgresql"], ... });`,
  wellArchitected: ["SEC04-BP01"],
  pci: ["10.2.1"],
  types: Object.keys(expectations),
  check: (resource, judgement) => judgeBy(expectations, resource, judgement),
});

function exportsAudit(name: string): Expectation {
  return expect((props) => textsOf(props, name).includes("audit"), `${name} has no audit log.`);
}

function publishes(props: Props, kind: string): boolean {
  let found = false;
  eachBlock(props, "logPublishingOptions", (option) => {
    found ||= text(option, "logType") === kind && flag(option, "enabled") !== false;
  });
  return found;
}

/** CloudWatch takes the logs of builds unless it is told not to. */
function logsBuilds(props: Props): boolean {
  const config = block(props, "logsConfig") ?? {};
  const status = (target: string) => text(block(config, target) ?? {}, "status");
  return status("cloudwatchLogs") !== "DISABLED" || status("s3Logs") === "ENABLED";
}

function logsBrokers(props: Props): boolean {
  const targets = block(block(props, "loggingInfo") ?? {}, "brokerLogs") ?? {};
  let found = false;
  const look = (name: string) => () => {
    found ||= flag(block(targets, name) ?? {}, "enabled") === true;
  };
  try {
    everyPart(look("cloudwatchLogs"), look("firehose"), look("s3"));
  } catch (error) {
    if (!found) throw error;
  }
  return found;
}
