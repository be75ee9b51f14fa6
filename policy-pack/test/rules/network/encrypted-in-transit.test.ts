import assert from "node:assert/strict";
import { encryptedInTransit as rule } from "../../../rules/network/encrypted-in-transit";
import { resource, unknown } from "../../../testing";
import { judgesFamily, type Row } from "../../support/family";
import { said } from "../../support/outcome";

const search: Row = {
  good: {
    nodeToNodeEncryption: { enabled: true },
    domainEndpointOptions: { enforceHttps: true, tlsSecurityPolicy: "Policy-Min-TLS-1-2-PFS-2023-10" },
  },
  bad: [
    [{ nodeToNodeEncryption: undefined }, "nodeToNodeEncryption.enabled is not on."],
    [
      { domainEndpointOptions: { tlsSecurityPolicy: "Policy-Min-TLS-1-2-2019-07" } },
      "domainEndpointOptions.enforceHttps is not on.",
    ],
    [
      { domainEndpointOptions: { enforceHttps: true, tlsSecurityPolicy: "Policy-Min-TLS-1-0-2019-07" } },
      "domainEndpointOptions.tlsSecurityPolicy is not Policy-Min-TLS-1-2-2019-07 or Policy-Min-TLS-1-2-PFS-2023-10 or Policy-Min-TLS-1-2-RFC9151-FIPS-2024-08.",
    ],
  ],
};
const group = (family: string, name?: string, value?: unknown) => ({
  family,
  parameters: name === undefined ? [] : [{ name, value }],
});
const ssl = "rds.force_ssl is not on: clients may speak without TLS.";
const secure = "require_secure_transport is not on: clients may speak without TLS.";
const toHttps = { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } };
const forward = { type: "forward", targetGroupArn: "arn:group" };
const plain = "It answers plain HTTP with more than a redirect to HTTPS.";
const listener: Row = {
  good: { protocol: "HTTP", defaultActions: [toHttps] },
  bad: [
    [{ defaultActions: [forward] }, plain],
    [
      { defaultActions: [{ type: "redirect", redirect: { statusCode: "HTTP_301", protocol: "HTTP" } }] },
      plain,
    ],
    [{ defaultActions: [{ type: "redirect", redirect: { statusCode: "HTTP_301" } }] }, plain],
  ],
  fine: [
    { defaultActions: [{ type: "fixed-response", fixedResponse: { contentType: "text/plain" } }] },
    { protocol: "HTTPS", defaultActions: [forward] },
    { protocol: "TCP", defaultActions: [forward] },
  ],
};
const classic: Row = {
  good: { listeners: [{ lbProtocol: "https", lbPort: 443, instancePort: 80, instanceProtocol: "http" }] },
  bad: [
    [
      { listeners: [{ lbProtocol: "http", lbPort: 80, instancePort: 80, instanceProtocol: "http" }] },
      "A listener answers plain HTTP.",
    ],
  ],
};
const volume = (transitEncryption?: string) => ({
  volumes: [
    { name: "scratch" },
    { name: "data", efsVolumeConfiguration: { fileSystemId: "fs-1", transitEncryption } },
  ],
});

describe("encrypted-in-transit", () => {
  judgesFamily(rule, {
    "aws:elasticache/replicationGroup:ReplicationGroup": {
      good: { transitEncryptionEnabled: true, transitEncryptionMode: "required" },
      bad: [
        [{ transitEncryptionEnabled: false }, "transitEncryptionEnabled is not on."],
        [{ transitEncryptionMode: "preferred" }, "transitEncryptionMode is preferred."],
      ],
      fine: [{ transitEncryptionEnabled: undefined, globalReplicationGroupId: "sessions" }],
    },
    "aws:elasticache/cluster:Cluster": {
      good: { transitEncryptionEnabled: true },
      bad: [[{ transitEncryptionEnabled: undefined }, "transitEncryptionEnabled is not on."]],
      fine: [{ transitEncryptionEnabled: undefined, replicationGroupId: "sessions" }],
    },
    "aws:memorydb/cluster:Cluster": {
      good: {},
      bad: [[{ tlsEnabled: false }, "tlsEnabled is off."]],
      fine: [{ tlsEnabled: true }],
    },
    "aws:dax/cluster:Cluster": {
      good: { clusterEndpointEncryptionType: "TLS" },
      bad: [
        [{ clusterEndpointEncryptionType: "NONE" }, "clusterEndpointEncryptionType is not TLS."],
        [{ clusterEndpointEncryptionType: undefined }, "clusterEndpointEncryptionType is not TLS."],
      ],
    },
    "aws:msk/cluster:Cluster": {
      good: {},
      bad: [
        [
          { encryptionInfo: { encryptionInTransit: { clientBroker: "TLS_PLAINTEXT" } } },
          "encryptionInfo.encryptionInTransit.clientBroker is not TLS.",
        ],
        [
          { encryptionInfo: { encryptionInTransit: { inCluster: false } } },
          "encryptionInfo.encryptionInTransit.inCluster is off.",
        ],
      ],
      fine: [{ encryptionInfo: { encryptionInTransit: { clientBroker: "TLS", inCluster: true } } }],
    },
    "aws:opensearch/domain:Domain": search,
    "aws:elasticsearch/domain:Domain": search,
    "aws:rds/proxy:Proxy": {
      good: { requireTls: true },
      bad: [[{ requireTls: undefined }, "requireTls is not on."]],
    },
    "aws:rds/clusterParameterGroup:ClusterParameterGroup": {
      good: group("aurora-postgresql16", "rds.force_ssl", "1"),
      bad: [
        [group("aurora-postgresql16"), ssl],
        [group("aurora-postgresql17", "rds.force_ssl", "0"), ssl],
        [group("aurora-mysql8.0"), secure],
        [group("aurora-mysql8.0", "require_secure_transport", "OFF"), secure],
        [group("postgres14"), ssl],
      ],
      fine: [
        group("aurora-postgresql17"),
        group("aurora-mysql8.0", "require_secure_transport", "ON"),
        group("mysql8.4", "require_secure_transport", 1),
        group("postgres16"),
        group("docdb5.0"),
      ],
    },
    "aws:rds/parameterGroup:ParameterGroup": {
      good: group("postgres13", "rds.force_ssl", "1"),
      bad: [
        [group("postgres13"), ssl],
        [group("postgres16", "rds.force_ssl", "0"), ssl],
        [group("sqlserver-ee-16.0"), ssl],
        [group("mysql8.4"), secure],
        [group("mariadb11.4"), secure],
      ],
      fine: [group("aurora-postgresql16"), group("mariadb11.8"), group("oracle-ee-19")],
    },
    "aws:docdb/clusterParameterGroup:ClusterParameterGroup": {
      good: group("docdb5.0"),
      bad: [
        [
          group("docdb5.0", "tls", "disabled"),
          "tls is not enabled or tls1.2+ or tls1.3+ or fips-140-3: clients may speak without TLS.",
        ],
      ],
      fine: [group("docdb5.0", "tls", "tls1.2+")],
      open: ["parameters"],
    },
    "aws:neptune/clusterParameterGroup:ClusterParameterGroup": {
      good: group("neptune1.3"),
      bad: [
        [
          group("neptune1.3", "neptune_enforce_ssl", "0"),
          "neptune_enforce_ssl is not 1: clients may speak without TLS.",
        ],
      ],
      open: ["parameters"],
    },
    "aws:redshift/parameterGroup:ParameterGroup": {
      good: group("redshift-2.0", "require_ssl", "true"),
      bad: [[group("redshift-1.0"), "require_ssl is not true: clients may speak without TLS."]],
      open: ["parameters"],
    },
    "aws:dms/endpoint:Endpoint": {
      good: { engineName: "aurora-postgresql", sslMode: "verify-full" },
      bad: [
        [{ sslMode: "none" }, "sslMode is not require or verify-ca or verify-full."],
        [{ sslMode: undefined }, "sslMode is not require or verify-ca or verify-full."],
      ],
      fine: [{ engineName: "s3", sslMode: undefined }],
    },
    "aws:ecs/taskDefinition:TaskDefinition": {
      good: volume("ENABLED"),
      bad: [
        [volume(), "volumes[1].efsVolumeConfiguration.transitEncryption is not ENABLED."],
        [volume("DISABLED"), "volumes[1].efsVolumeConfiguration.transitEncryption is not ENABLED."],
      ],
    },
    "aws:sns/topicSubscription:TopicSubscription": {
      good: { protocol: "https" },
      bad: [[{ protocol: "http" }, "protocol is http."]],
    },
    "aws:codebuild/project:Project": {
      good: { source: { type: "GITHUB" } },
      bad: [
        [{ source: { type: "GITHUB", insecureSsl: true } }, "source.insecureSsl is on."],
        [
          { secondarySources: [{ type: "GITHUB", sourceIdentifier: "a", insecureSsl: true }] },
          "secondarySources[0].insecureSsl is on.",
        ],
      ],
    },
    "aws:apigateway/integration:Integration": {
      good: { uri: "https://orders.example.com" },
      bad: [[{ uri: "http://orders.example.com" }, "uri starts with http: and is asked in clear."]],
      fine: [{ uri: "http://orders.internal", connectionType: "VPC_LINK" }, { uri: undefined }],
    },
    "aws:apigatewayv2/integration:Integration": {
      good: { integrationUri: "arn:aws:elasticloadbalancing:listener" },
      bad: [
        [
          { integrationUri: "HTTP://orders.example.com" },
          "integrationUri starts with http: and is asked in clear.",
        ],
      ],
    },
    "aws:lb/listener:Listener": listener,
    "aws:alb/listener:Listener": listener,
    "aws:elasticloadbalancingv2/listener:Listener": listener,
    "aws:applicationloadbalancing/listener:Listener": listener,
    "aws:elb/loadBalancer:LoadBalancer": classic,
    "aws:elasticloadbalancing/loadBalancer:LoadBalancer": classic,
  });

  it("finds a forward in clear behind an action that is not known", async () => {
    const inputs = { protocol: "HTTP", defaultActions: [unknown, forward] };
    assert.deepEqual(await said(rule, [resource("aws:lb/listener:Listener", "it", inputs)]), [
      `it: ${plain}`,
      "it? defaultActions.0 is not known yet",
    ]);
  });
});
