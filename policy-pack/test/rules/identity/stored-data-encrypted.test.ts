import assert from "node:assert/strict";
import { storedDataEncrypted as rule } from "../../../rules/identity/stored-data-encrypted";
import { resource, unknown } from "../../../testing";
import { judgesFamily, type Row } from "../../support/family";
import { said } from "../../support/outcome";

/** A switch that must be on, and inputs with which it says nothing. */
function on(name: string, ...fine: Record<string, unknown>[]): Row {
  return {
    good: { [name]: true },
    bad: [false, undefined, "false"].map((value) => [{ [name]: value }, `${name} is not on.`]),
    fine: fine.map((given) => ({ [name]: undefined, ...given })),
  };
}

const search: Row = {
  good: { encryptAtRest: { enabled: true } },
  bad: [
    [{ encryptAtRest: { enabled: false } }, "encryptAtRest.enabled is not on."],
    [{ encryptAtRest: undefined }, "encryptAtRest.enabled is not on."],
  ],
};
const machine: Row = {
  good: {
    rootBlockDevice: { encrypted: true },
    ebsBlockDevices: [{ deviceName: "/dev/xvdb", encrypted: true }],
  },
  bad: [
    [{ rootBlockDevice: undefined }, "rootBlockDevice.encrypted is not on."],
    [{ rootBlockDevice: { encrypted: false } }, "rootBlockDevice.encrypted is not on."],
    [
      { ebsBlockDevices: [{ deviceName: "/dev/xvdb", encrypted: true }, { deviceName: "/dev/xvdc" }] },
      "ebsBlockDevices[1].encrypted is not on.",
    ],
  ],
  fine: [{ ebsBlockDevices: undefined }],
};
const modes = {
  cloudwatchEncryption: { cloudwatchEncryptionMode: "SSE-KMS" },
  jobBookmarksEncryption: { jobBookmarksEncryptionMode: "CSE-KMS" },
  s3Encryption: { s3EncryptionMode: "SSE-KMS" },
};
const catalog = {
  connectionPasswordEncryption: { returnConnectionPasswordEncrypted: true },
  encryptionAtRest: { catalogEncryptionMode: "SSE-KMS" },
};
const resultEncryption = "configuration.resultConfiguration.encryptionConfiguration";

describe("stored-data-encrypted", () => {
  judgesFamily(rule, {
    "aws:rds/cluster:Cluster": on(
      "storageEncrypted",
      { globalClusterIdentifier: "payments" },
      { replicationSourceIdentifier: "payments" },
    ),
    "aws:rds/instance:Instance": on("storageEncrypted", { replicateSourceDb: "payments" }),
    "aws:docdb/cluster:Cluster": on("storageEncrypted"),
    "aws:docdb/globalCluster:GlobalCluster": on("storageEncrypted", { sourceDbClusterIdentifier: "carts" }),
    "aws:neptune/cluster:Cluster": on("storageEncrypted", { replicationSourceIdentifier: "graph" }),
    "aws:neptune/globalCluster:GlobalCluster": on("storageEncrypted", { sourceDbClusterIdentifier: "graph" }),
    "aws:redshift/cluster:Cluster": on("encrypted"),
    "aws:dax/cluster:Cluster": {
      good: { serverSideEncryption: { enabled: true } },
      bad: [[{ serverSideEncryption: undefined }, "serverSideEncryption.enabled is not on."]],
    },
    "aws:elasticache/replicationGroup:ReplicationGroup": on("atRestEncryptionEnabled", {
      globalReplicationGroupId: "sessions",
    }),
    "aws:opensearch/domain:Domain": search,
    "aws:elasticsearch/domain:Domain": search,
    "aws:ebs/volume:Volume": on("encrypted"),
    "aws:ec2/instance:Instance": machine,
    "aws:ec2/launchConfiguration:LaunchConfiguration": machine,
    "aws:ec2/launchTemplate:LaunchTemplate": {
      good: { blockDeviceMappings: [{ ebs: { encrypted: "true" } }, { noDevice: "sdc" }] },
      bad: [
        [
          { blockDeviceMappings: [{ ebs: { volumeSize: 8 } }] },
          "blockDeviceMappings[0].ebs.encrypted is not on.",
        ],
      ],
      fine: [{ blockDeviceMappings: undefined }],
    },
    "aws:ebs/encryptionByDefault:EncryptionByDefault": {
      good: { enabled: true },
      bad: [[{ enabled: false }, "It turns off that new volumes are encrypted."]],
      fine: [{ enabled: undefined }],
    },
    "aws:efs/fileSystem:FileSystem": on("encrypted"),
    "aws:sns/topic:Topic": {
      good: { kmsMasterKeyId: "alias/events" },
      bad: [[{ kmsMasterKeyId: "" }, "kmsMasterKeyId is not set: messages are stored without encryption."]],
      open: [],
    },
    "aws:sqs/queue:Queue": {
      good: {},
      bad: [
        [
          { sqsManagedSseEnabled: false },
          "sqsManagedSseEnabled is off and no key is named: messages are stored without encryption.",
        ],
      ],
      fine: [{ sqsManagedSseEnabled: true }, { sqsManagedSseEnabled: false, kmsMasterKeyId: "alias/orders" }],
    },
    "aws:kinesis/stream:Stream": {
      good: { encryptionType: "KMS" },
      bad: [
        [{ encryptionType: "NONE" }, "encryptionType is not KMS."],
        [{ encryptionType: undefined }, "encryptionType is not KMS."],
      ],
    },
    "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": {
      good: { serverSideEncryption: { enabled: true } },
      bad: [[{ serverSideEncryption: undefined }, "serverSideEncryption.enabled is not on."]],
      fine: [
        {
          serverSideEncryption: undefined,
          kinesisSourceConfiguration: { kinesisStreamArn: "arn:stream", roleArn: "arn:role" },
        },
        { serverSideEncryption: undefined, mskSourceConfiguration: { topicName: "orders" } },
      ],
    },
    "aws:apigateway/methodSettings:MethodSettings": {
      good: { settings: { cachingEnabled: true, cacheDataEncrypted: true } },
      bad: [[{ settings: { cachingEnabled: true } }, "settings.cacheDataEncrypted is not on."]],
      fine: [{ settings: { loggingLevel: "INFO" } }],
    },
    "aws:athena/workgroup:Workgroup": {
      good: {
        configuration: {
          resultConfiguration: { encryptionConfiguration: { encryptionOption: "SSE_S3" } },
        },
      },
      bad: [
        [{ configuration: undefined }, `${resultEncryption} is not set: the client decides.`],
        [
          { configuration: { resultConfiguration: { outputLocation: "s3://results" } } },
          `${resultEncryption} is not set: the client decides.`,
        ],
        [
          {
            configuration: {
              enforceWorkgroupConfiguration: false,
              managedQueryResultsConfiguration: { enabled: true },
            },
          },
          "configuration.enforceWorkgroupConfiguration is off.",
        ],
      ],
      fine: [{ configuration: { managedQueryResultsConfiguration: { enabled: true } } }],
    },
    "aws:athena/database:Database": {
      good: { encryptionConfiguration: { encryptionOption: "SSE_S3" } },
      bad: [[{ encryptionConfiguration: undefined }, "encryptionConfiguration is not set."]],
      open: [],
    },
    "aws:codebuild/project:Project": {
      good: { artifacts: { type: "S3" } },
      bad: [
        [{ artifacts: { type: "S3", encryptionDisabled: true } }, "artifacts.encryptionDisabled is on."],
        [
          { secondaryArtifacts: [{ artifactIdentifier: "a", type: "S3", encryptionDisabled: true }] },
          "secondaryArtifacts[0].encryptionDisabled is on.",
        ],
        [
          { logsConfig: { s3Logs: { status: "ENABLED", encryptionDisabled: true } } },
          "logsConfig.s3Logs.encryptionDisabled is on.",
        ],
      ],
    },
    "aws:codebuild/reportGroup:ReportGroup": {
      good: { exportConfig: { type: "NO_EXPORT" } },
      bad: [
        [
          { exportConfig: { type: "S3", s3Destination: { encryptionDisabled: true } } },
          "exportConfig.s3Destination.encryptionDisabled is on.",
        ],
      ],
    },
    "aws:glue/securityConfiguration:SecurityConfiguration": {
      good: { encryptionConfiguration: modes },
      bad: [
        [
          {
            encryptionConfiguration: {
              ...modes,
              cloudwatchEncryption: { cloudwatchEncryptionMode: "DISABLED" },
            },
          },
          "encryptionConfiguration.cloudwatchEncryption.cloudwatchEncryptionMode is not SSE-KMS.",
        ],
        [
          { encryptionConfiguration: { ...modes, jobBookmarksEncryption: {} } },
          "encryptionConfiguration.jobBookmarksEncryption.jobBookmarksEncryptionMode is not CSE-KMS.",
        ],
        [
          { encryptionConfiguration: { ...modes, s3Encryption: { s3EncryptionMode: "DISABLED" } } },
          "encryptionConfiguration.s3Encryption.s3EncryptionMode is not SSE-KMS or SSE-S3.",
        ],
      ],
    },
    "aws:glue/dataCatalogEncryptionSettings:DataCatalogEncryptionSettings": {
      good: { dataCatalogEncryptionSettings: catalog },
      bad: [
        [
          {
            dataCatalogEncryptionSettings: {
              ...catalog,
              connectionPasswordEncryption: { returnConnectionPasswordEncrypted: false },
            },
          },
          "dataCatalogEncryptionSettings.connectionPasswordEncryption.returnConnectionPasswordEncrypted is not on.",
        ],
        [
          {
            dataCatalogEncryptionSettings: {
              ...catalog,
              encryptionAtRest: { catalogEncryptionMode: "DISABLED" },
            },
          },
          "dataCatalogEncryptionSettings.encryptionAtRest.catalogEncryptionMode is not SSE-KMS or SSE-KMS-WITH-SERVICE-ROLE.",
        ],
      ],
    },
    "aws:glue/job:Job": {
      good: { securityConfiguration: "encrypted" },
      bad: [[{ securityConfiguration: undefined }, "securityConfiguration is not set."]],
      open: [],
    },
    "aws:glue/crawler:Crawler": {
      good: { securityConfiguration: "encrypted" },
      bad: [[{ securityConfiguration: undefined }, "securityConfiguration is not set."]],
      open: [],
    },
  });

  it("finds a volume in clear behind one that is not known", async () => {
    const devices = [{ encrypted: unknown }, { encrypted: false }];
    const found = await said(rule, [
      resource("aws:ec2/instance:Instance", "it", {
        rootBlockDevice: { encrypted: true },
        ebsBlockDevices: devices,
      }),
    ]);
    assert.deepEqual(found, [
      "it: ebsBlockDevices[1].encrypted is not on.",
      "it? ebsBlockDevices.0.encrypted is not known yet",
    ]);
  });

  it("takes a key that is not known yet for one that is named", async () => {
    const topic = resource("aws:sns/topic:Topic", "it", { kmsMasterKeyId: unknown });
    assert.deepEqual(await said(rule, [topic]), []);
  });
});
