import { resourceRule } from "../../frame/rule";
import { types } from "../../frame/types";
import { block, given, type Props, text } from "../../frame/values";
import {
  type Expectations,
  each,
  expect,
  judgeBy,
  noneOf,
  notOff,
  off,
  on,
  oneOf,
  where,
  within,
} from "../expectations";
import { parameterIs, refusesPlainConnections } from "./database-parameters";

// https://docs.aws.amazon.com/opensearch-service/latest/APIReference/API_DomainEndpointOptions.html
const searchPolicies = [
  "Policy-Min-TLS-1-2-2019-07",
  "Policy-Min-TLS-1-2-PFS-2023-10",
  "Policy-Min-TLS-1-2-RFC9151-FIPS-2024-08",
];
const searchDomain = [
  on("nodeToNodeEncryption.enabled"),
  on("domainEndpointOptions.enforceHttps"),
  oneOf("domainEndpointOptions.tlsSecurityPolicy", searchPolicies),
];
const listener = where(
  (props) => text(props, "protocol") === "HTTP",
  each("defaultActions", expect(servesNothing, "It answers plain HTTP with more than a redirect to HTTPS.")),
);
const classicListener = each(
  "listeners",
  expect((props) => text(props, "lbProtocol")?.toUpperCase() !== "HTTP", "A listener answers plain HTTP."),
);
/** Targets of DMS that are asked by the HTTPS of AWS's own API. */
const awsEngines = ["s3", "dynamodb", "kinesis", "elasticsearch", "opensearch", "neptune", "timestream"];

const expectations: Expectations = {
  // A member of a global datastore takes it from the primary, a node from its replication group.
  "aws:elasticache/replicationGroup:ReplicationGroup": [
    where(
      (props) => !given(props, "globalReplicationGroupId"),
      on("transitEncryptionEnabled"),
      noneOf("transitEncryptionMode", ["preferred"]),
    ),
  ],
  "aws:elasticache/cluster:Cluster": [
    where((props) => !given(props, "replicationGroupId"), on("transitEncryptionEnabled")),
  ],
  "aws:memorydb/cluster:Cluster": [notOff("tlsEnabled")],
  "aws:dax/cluster:Cluster": [oneOf("clusterEndpointEncryptionType", ["TLS"])],
  "aws:msk/cluster:Cluster": [
    oneOf("encryptionInfo.encryptionInTransit.clientBroker", ["TLS"], "TLS"),
    notOff("encryptionInfo.encryptionInTransit.inCluster"),
  ],
  "aws:opensearch/domain:Domain": searchDomain,
  "aws:elasticsearch/domain:Domain": searchDomain,
  "aws:rds/proxy:Proxy": [on("requireTls")],
  "aws:rds/clusterParameterGroup:ClusterParameterGroup": [refusesPlainConnections("cluster")],
  "aws:rds/parameterGroup:ParameterGroup": [refusesPlainConnections("instance")],
  "aws:docdb/clusterParameterGroup:ClusterParameterGroup": [
    parameterIs("tls", ["enabled", "tls1.2+", "tls1.3+", "fips-140-3"], "enabled"),
  ],
  "aws:neptune/clusterParameterGroup:ClusterParameterGroup": [parameterIs("neptune_enforce_ssl", ["1"], "1")],
  "aws:redshift/parameterGroup:ParameterGroup": [parameterIs("require_ssl", ["true"], "false")],
  "aws:dms/endpoint:Endpoint": [
    where(
      (props) => !awsEngines.includes(text(props, "engineName") ?? ""),
      oneOf("sslMode", ["require", "verify-ca", "verify-full"]),
    ),
  ],
  "aws:ecs/taskDefinition:TaskDefinition": [
    each("volumes", within("efsVolumeConfiguration", oneOf("transitEncryption", ["ENABLED"]))),
  ],
  "aws:sns/topicSubscription:TopicSubscription": [noneOf("protocol", ["http"])],
  "aws:codebuild/project:Project": [off("source.insecureSsl"), each("secondarySources", off("insecureSsl"))],
  "aws:apigateway/integration:Integration": [overHttps("uri")],
  "aws:apigatewayv2/integration:Integration": [overHttps("integrationUri")],
  ...Object.fromEntries(types.listener.map((type) => [type, [listener]])),
  ...Object.fromEntries(types.classicLoadBalancer.map((type) => [type, [classicListener]])),
};

export const encryptedInTransit = resourceRule({
  id: "encrypted-in-transit",
  area: "network",
  title: "Caches, databases, brokers and listeners speak TLS only",
  severity: "high",
  why: "A network that is private today is reached tomorrow through a peering, a transit gateway or one stolen machine. What is spoken there in clear can be read and changed on the way, passwords and sessions first.",
  mend: "Turn encryption in transit on, make the database's parameter group refuse plain connections, and let an HTTP listener do nothing but redirect to HTTPS.",
  example: `
new aws.elasticache.ReplicationGroup("sessions", { transitEncryptionEnabled: true, transitEncryptionMode: "required", ... });
new aws.rds.ClusterParameterGroup("payments", {
  family: "aurora-postgresql16", parameters: [{ name: "rds.force_ssl", value: "1" }] });`,
  wellArchitected: ["SEC09-BP02"],
  pci: ["4.2.1"],
  types: Object.keys(expectations),
  check: (resource, judgement) => judgeBy(expectations, resource, judgement),
});

/** Whether an action only sends clients to HTTPS, or answers with a fixed text. */
function servesNothing(action: Props): boolean {
  const kind = text(action, "type");
  if (kind === "fixed-response") return true;
  return kind === "redirect" && text(block(action, "redirect") ?? {}, "protocol") === "HTTPS";
}

/** An integration with an address on the internet is asked over HTTPS; one behind a VPC link may end TLS before. */
function overHttps(name: string) {
  return where(
    (props) => (text(props, "connectionType") ?? "INTERNET") === "INTERNET",
    expect(
      (props) => !/^http:/i.test(text(props, name) ?? ""),
      `${name} starts with http: and is asked in clear.`,
    ),
  );
}
