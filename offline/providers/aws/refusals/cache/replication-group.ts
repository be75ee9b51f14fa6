import { flag, number, text } from "../../../core/values/read";
import { isUnknown, reveal } from "../../../core/values/value";
import { exclusive, providerFile } from "../exclusive";
import { byProvider } from "../phases";
import { found, type Refusal } from "../refusal";

const types = ["aws:elasticache/replicationGroup:ReplicationGroup"] as const;
const file = "elasticache/replication_group.go";
const common = { ...byProvider, types, source: providerFile(file) } as const;

export const inheritedSettings: Refusal = exclusive({
  name: "elasticache-global-settings",
  types,
  property: "globalReplicationGroupId",
  excludes: [
    "numNodeGroups",
    "parameterGroupName",
    "engine",
    "engineVersion",
    "nodeType",
    "securityGroupNames",
    "transitEncryptionEnabled",
    "transitEncryptionMode",
    "atRestEncryptionEnabled",
    "snapshotArns",
    "snapshotName",
  ],
  file,
  instead: "a secondary of a global datastore has these from its primary: leave them out",
});

export const nodeCounts: Refusal = exclusive({
  name: "elasticache-node-counts",
  types,
  property: "numCacheClusters",
  excludes: ["numNodeGroups", "replicasPerNodeGroup"],
  file,
  instead: "count either clusters (cluster mode off), or node groups and their replicas",
});

export const tokenAndUsers: Refusal = exclusive({
  name: "elasticache-token-and-users",
  types,
  property: "authToken",
  excludes: ["userGroupIds"],
  file,
  instead: "use the token, or users with role-based access control",
});

export const authToken: Refusal = {
  ...common,
  name: "elasticache-auth-token",
  sentence: 'An auth token has 16 to 128 characters, and none of @ " or /.',
  source: "Amazon ElastiCache User Guide, Authenticating with the Valkey and Redis OSS AUTH command",
  judge({ inputs }) {
    const token = text(inputs, "authToken");
    // The sentence says what is allowed, never a character of it.
    return token === undefined || /^[^@"/]{16,128}$/.test(token)
      ? undefined
      : found(`authToken is not valid; it has 16 to 128 characters, and none of '@', '"', '/'`, "authToken");
  },
};

export const multiZoneFailover: Refusal = {
  ...common,
  name: "elasticache-multi-az-failover",
  sentence: "A group over several zones fails over automatically.",
  judge: ({ inputs }) =>
    flag(inputs, "multiAzEnabled") === true &&
    !isUnknown(reveal(inputs.automaticFailoverEnabled)) &&
    flag(inputs, "automaticFailoverEnabled") !== true
      ? found(
          "automaticFailoverEnabled must be true if multiAzEnabled is true; without it no other zone takes over",
          "automaticFailoverEnabled",
        )
      : undefined,
};

export const failoverNodes: Refusal = {
  ...common,
  name: "elasticache-failover-nodes",
  sentence: "A group that fails over automatically has at least two clusters.",
  judge({ inputs }) {
    const count = number(inputs, "numCacheClusters");
    return flag(inputs, "automaticFailoverEnabled") === true && count !== undefined && count < 2
      ? found(
          `numCacheClusters is ${count}; it must be at least 2 if automaticFailoverEnabled is true`,
          "numCacheClusters",
        )
      : undefined;
  },
};
