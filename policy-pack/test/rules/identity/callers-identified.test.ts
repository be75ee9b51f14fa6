import assert from "node:assert/strict";
import { callersIdentified as rule } from "../../../rules/identity/callers-identified";
import { resource } from "../../../testing";
import { judgesFamily, type Row } from "../../support/family";
import { said } from "../../support/outcome";

const search: Row = {
  good: { advancedSecurityOptions: { enabled: true } },
  bad: [
    [{ advancedSecurityOptions: { enabled: false } }, "advancedSecurityOptions.enabled is not on."],
    [{ advancedSecurityOptions: undefined }, "advancedSecurityOptions.enabled is not on."],
  ],
};
const signed: Row = {
  good: { authType: "AWS_IAM" },
  bad: [
    [{ authType: "NONE" }, "authType is not AWS_IAM."],
    [{ authType: undefined }, "authType is not AWS_IAM."],
  ],
};
const database = (engine: string, ...fine: Record<string, unknown>[]): Row => ({
  good: { engine, iamDatabaseAuthenticationEnabled: true },
  bad: [
    [{ iamDatabaseAuthenticationEnabled: false }, "iamDatabaseAuthenticationEnabled is not on."],
    [{ iamDatabaseAuthenticationEnabled: undefined }, "iamDatabaseAuthenticationEnabled is not on."],
  ],
  fine: fine.map((given) => ({ iamDatabaseAuthenticationEnabled: undefined, ...given })),
});
const none = "authorizationType is NONE: everybody may call it.";
const volume = (iam?: string) => ({
  volumes: [{ name: "data", efsVolumeConfiguration: { fileSystemId: "fs-1", authorizationConfig: { iam } } }],
});

describe("callers-identified", () => {
  judgesFamily(rule, {
    "aws:apigateway/method:Method": {
      good: { httpMethod: "POST", authorization: "AWS_IAM" },
      bad: [[{ authorization: "NONE" }, "authorization is NONE."]],
      fine: [{ httpMethod: "OPTIONS", authorization: "NONE" }],
    },
    "aws:apigatewayv2/route:Route": {
      good: { routeKey: "POST /orders", authorizationType: "JWT" },
      bad: [
        [{ authorizationType: "NONE" }, none],
        [{ authorizationType: undefined }, none],
        [{ routeKey: "$connect", authorizationType: undefined }, none],
      ],
      fine: [
        { routeKey: "OPTIONS /orders", authorizationType: undefined },
        { routeKey: "$disconnect", authorizationType: undefined },
        { routeKey: "sendMessage", authorizationType: undefined },
        { routeKey: "$default" },
      ],
    },
    "aws:appsync/graphQLApi:GraphQLApi": {
      good: { authenticationType: "AWS_IAM" },
      bad: [[{ authenticationType: "API_KEY" }, "authenticationType is API_KEY."]],
    },
    "aws:cognito/identityPool:IdentityPool": {
      good: {},
      bad: [
        [{ allowUnauthenticatedIdentities: true }, "allowUnauthenticatedIdentities is on."],
        [{ allowClassicFlow: true }, "allowClassicFlow is on."],
      ],
    },
    "aws:cognito/userPool:UserPool": {
      good: { mfaConfiguration: "OPTIONAL", passwordPolicy: { minimumLength: 14 } },
      bad: [
        [{ mfaConfiguration: "OFF" }, "mfaConfiguration is not ON or OPTIONAL."],
        [{ mfaConfiguration: undefined }, "mfaConfiguration is not ON or OPTIONAL."],
        [{ passwordPolicy: { minimumLength: 11 } }, "passwordPolicy.minimumLength is less than 12."],
        [{ passwordPolicy: undefined }, "passwordPolicy.minimumLength is less than 12."],
      ],
      fine: [{ mfaConfiguration: "ON" }, { passwordPolicy: { minimumLength: 12 } }],
    },
    "aws:elasticache/replicationGroup:ReplicationGroup": {
      good: { userGroupIds: ["users"] },
      bad: [
        [
          { userGroupIds: [] },
          "Neither userGroupIds nor authToken is set: who reaches the cache may read it.",
        ],
      ],
      fine: [
        { userGroupIds: undefined, authToken: "of a secret" },
        { userGroupIds: undefined, authTokenWo: "of a secret" },
        { userGroupIds: undefined, globalReplicationGroupId: "sessions" },
      ],
      open: [],
    },
    "aws:elasticache/serverlessCache:ServerlessCache": {
      good: { engine: "valkey", userGroupId: "users" },
      bad: [[{ userGroupId: undefined }, "userGroupId is not set."]],
      fine: [{ engine: "memcached", userGroupId: undefined }],
      open: ["engine"],
    },
    "aws:memorydb/cluster:Cluster": {
      good: { aclName: "services" },
      bad: [[{ aclName: "open-access" }, "aclName is open-access."]],
    },
    "aws:msk/cluster:Cluster": {
      good: { clientAuthentication: { sasl: { iam: true } } },
      bad: [
        [{ clientAuthentication: undefined }, "clientAuthentication is not set."],
        [
          { clientAuthentication: { sasl: { iam: true }, unauthenticated: true } },
          "clientAuthentication.unauthenticated is on.",
        ],
      ],
    },
    "aws:neptune/cluster:Cluster": {
      good: { iamDatabaseAuthenticationEnabled: true },
      bad: [[{ iamDatabaseAuthenticationEnabled: undefined }, "iamDatabaseAuthenticationEnabled is not on."]],
    },
    "aws:rds/cluster:Cluster": database("aurora-postgresql"),
    "aws:rds/instance:Instance": database("mysql", { engine: "oracle-ee" }, { replicateSourceDb: "source" }),
    "aws:opensearch/domain:Domain": search,
    "aws:elasticsearch/domain:Domain": search,
    "aws:vpclattice/serviceNetwork:ServiceNetwork": signed,
    "aws:vpclattice/service:Service": signed,
    "aws:ecs/taskDefinition:TaskDefinition": {
      good: volume("ENABLED"),
      bad: [
        [volume(), "volumes[0].efsVolumeConfiguration.authorizationConfig.iam is not ENABLED."],
        [volume("DISABLED"), "volumes[0].efsVolumeConfiguration.authorizationConfig.iam is not ENABLED."],
      ],
      fine: [{ volumes: undefined }],
    },
  });

  it("can't tell whose default route it is that takes no authorizer", async () => {
    const route = resource("aws:apigatewayv2/route:Route", "it", { routeKey: "$default" });
    assert.deepEqual(await said(rule, [route]), [
      "it? the default route of a WebSocket API takes no authorizer",
    ]);
  });
});
