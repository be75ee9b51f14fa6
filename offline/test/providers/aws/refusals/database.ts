import { Secret, type ValueMap } from "../../../../providers/core/values/value";
import type { Cloud } from "../../support";
import { aurora, globalDatabase, types } from "../fixtures";
import { type Case, describeRefusals } from "./kit";
import { clusterWithInstance, instanceOf, keyArn, secondary } from "./world";

const withPassword = (cloud: Cloud, masterPassword: string) =>
  cloud.create(
    types.cluster,
    "c",
    aurora({ masterUsername: "pay", masterPassword: new Secret(masterPassword) }),
  );

const restored = (cloud: Cloud, changes: ValueMap) =>
  cloud.create(
    types.cluster,
    "c",
    aurora({
      restoreToPointInTime: { sourceClusterIdentifier: "old", useLatestRestorableTime: true },
      ...changes,
    }),
  );

const replicationGroup = (cloud: Cloud, changes: ValueMap) =>
  cloud.create("aws:elasticache/replicationGroup:ReplicationGroup", "g", {
    description: "sessions",
    replicationGroupId: "sessions",
    ...changes,
  });

/** An instance and its replica. */
function replicated(cloud: Cloud, credentials: ValueMap): void {
  const type = "aws:rds/instance:Instance";
  const posture = { instanceClass: "db.m7g.large", skipFinalSnapshot: true };
  const source = { engine: "postgres", allocatedStorage: 20, username: "keeper", ...credentials };
  cloud.create(type, "source", { identifier: "orders", ...source, ...posture });
  cloud.create(type, "replica", { identifier: "orders-2", replicateSourceDb: "orders", ...posture });
}

const cases: Case[] = [
  {
    refusal: "rds-secondary-credentials",
    code: "InvalidParameterCombination",
    mistake: (cloud) => {
      globalDatabase(cloud);
      secondary(cloud, { masterUsername: "pay", storageEncrypted: true, kmsKeyId: keyArn("eu-central-1") });
    },
    twin: (cloud) => {
      globalDatabase(cloud);
      secondary(cloud, { storageEncrypted: true, kmsKeyId: keyArn("eu-central-1") });
    },
  },
  {
    refusal: "rds-secondary-key",
    code: "InvalidParameterCombination",
    mistake: (cloud) => {
      globalDatabase(cloud);
      secondary(cloud, { storageEncrypted: true });
    },
    twin: (cloud) => {
      globalDatabase(cloud, false);
      secondary(cloud, {});
    },
  },
  {
    refusal: "rds-key-region",
    code: "KMSKeyNotAccessibleFault",
    mistake: (cloud) =>
      cloud.create(types.cluster, "c", aurora({ storageEncrypted: true, kmsKeyId: keyArn("us-east-1") })),
    twin: (cloud) =>
      cloud.create(types.cluster, "c", aurora({ storageEncrypted: true, kmsKeyId: keyArn("eu-west-1") })),
  },
  {
    refusal: "rds-deletion-protection",
    code: "InvalidParameterCombination",
    mistake: (cloud) => cloud.delete(cloud.create(types.cluster, "c", aurora({ deletionProtection: true }))),
    twin: (cloud) => {
      const cluster = cloud.create(types.cluster, "c", aurora({ deletionProtection: true }));
      cloud.delete(cloud.update(cluster, aurora({ deletionProtection: false })));
    },
  },
  {
    refusal: "rds-final-snapshot",
    code: "provider",
    mistake: (cloud) => cloud.delete(cloud.create(types.cluster, "c", aurora({ skipFinalSnapshot: false }))),
    twin: (cloud) =>
      cloud.delete(
        cloud.create(
          types.cluster,
          "c",
          aurora({ skipFinalSnapshot: false, finalSnapshotIdentifier: "last" }),
        ),
      ),
  },
  {
    refusal: "rds-global-cluster-members",
    code: "InvalidGlobalClusterStateFault",
    mistake: (cloud) => cloud.delete(globalDatabase(cloud).global),
    twin: (cloud) => {
      const { global, writer } = globalDatabase(cloud);
      cloud.delete(writer);
      cloud.delete(global);
    },
  },
  {
    refusal: "rds-writer-with-readers",
    code: "InvalidGlobalClusterStateFault",
    mistake: (cloud) => {
      const { writer } = globalDatabase(cloud, false);
      secondary(cloud, {});
      cloud.delete(writer);
    },
    twin: (cloud) => {
      const { writer } = globalDatabase(cloud, false);
      cloud.delete(secondary(cloud, {}));
      cloud.delete(writer);
    },
  },
  {
    refusal: "rds-last-writer-instance",
    code: "InvalidDBClusterStateFault",
    mistake: (cloud) => {
      const { writer } = globalDatabase(cloud, false);
      secondary(cloud, {});
      cloud.delete(instanceOf(cloud, writer, "one"));
    },
    twin: (cloud) => {
      const { writer } = globalDatabase(cloud, false);
      secondary(cloud, {});
      const first = instanceOf(cloud, writer, "one");
      instanceOf(cloud, writer, "two");
      cloud.delete(first);
    },
  },
  {
    refusal: "rds-cluster-instances",
    code: "InvalidDBClusterStateFault",
    mistake: (cloud) => cloud.delete(clusterWithInstance(cloud).cluster),
    twin: (cloud) => {
      const { cluster, instance } = clusterWithInstance(cloud);
      cloud.delete(instance);
      cloud.delete(cluster);
    },
  },

  {
    refusal: "rds-password",
    code: "InvalidParameterValue",
    mistake: (cloud) => withPassword(cloud, "pass/word@1"),
    twin: (cloud) => withPassword(cloud, "pass-word.1"),
  },
  {
    refusal: "rds-password",
    code: "InvalidParameterValue",
    mistake: (cloud) => withPassword(cloud, "pässword-1"),
    twin: (cloud) => withPassword(cloud, "!~#$%^&*()"),
  },
  {
    refusal: "rds-reserved-username",
    code: "InvalidParameterValue",
    mistake: (cloud) => cloud.create(types.cluster, "c", aurora({ masterUsername: "admin" })),
    twin: (cloud) =>
      cloud.create(types.cluster, "c", aurora({ masterUsername: "admin", engine: "aurora-mysql" })),
  },
  {
    refusal: "rds-snapshot-in-global",
    code: "provider",
    mistake: (cloud) =>
      cloud.create(types.cluster, "c", aurora({ snapshotIdentifier: "s", globalClusterIdentifier: "g" })),
    twin: (cloud) => cloud.create(types.cluster, "c", aurora({ snapshotIdentifier: "s" })),
  },
  {
    refusal: "rds-managed-and-given-password",
    code: "provider",
    mistake: (cloud) =>
      cloud.create(
        types.cluster,
        "c",
        aurora({ manageMasterUserPassword: true, masterPassword: "pass-word.1" }),
      ),
    twin: (cloud) => cloud.create(types.cluster, "c", aurora({ manageMasterUserPassword: true })),
  },
  {
    refusal: "rds-two-origins",
    code: "provider",
    mistake: (cloud) => restored(cloud, { snapshotIdentifier: "s" }),
    twin: (cloud) => restored(cloud, {}),
  },
  {
    refusal: "rds-global-managed-password",
    code: "InvalidParameterCombination",
    mistake: (cloud) =>
      cloud.create(
        types.cluster,
        "c",
        aurora({ manageMasterUserPassword: true, globalClusterIdentifier: "pay" }),
      ),
    twin: (cloud) => globalDatabase(cloud),
  },
  {
    refusal: "rds-replica-of-managed-password",
    code: "InvalidParameterCombination",
    mistake: (cloud) => replicated(cloud, { manageMasterUserPassword: true }),
    twin: (cloud) => replicated(cloud, { passwordWo: new Secret("correct-horse"), passwordWoVersion: 1 }),
  },
  {
    refusal: "rds-secondary-engine-version",
    code: "InvalidParameterValue",
    mistake: (cloud) => {
      globalDatabase(cloud, false);
      secondary(cloud, { engineVersion: "16.6" });
    },
    twin: (cloud) => {
      globalDatabase(cloud, false);
      secondary(cloud, { engineVersion: "16" });
    },
  },
  {
    refusal: "rds-join-global-database",
    code: "provider",
    mistake: (cloud) => {
      const made = cloud.create(types.cluster, "c", aurora({ clusterIdentifier: "pay" }));
      cloud.update(made, aurora({ clusterIdentifier: "pay", globalClusterIdentifier: "g" }));
    },
    twin: (cloud) => {
      const { writer } = globalDatabase(cloud, false);
      const { tagsAll: _merged, globalClusterIdentifier: _left, ...inputs } = writer.inputs;
      cloud.update(writer, inputs);
    },
  },
  {
    refusal: "elasticache-global-settings",
    code: "provider",
    mistake: (cloud) =>
      replicationGroup(cloud, { globalReplicationGroupId: "g", nodeType: "cache.r7g.large" }),
    twin: (cloud) => replicationGroup(cloud, { globalReplicationGroupId: "g", numCacheClusters: 2 }),
  },
  {
    refusal: "elasticache-node-counts",
    code: "provider",
    mistake: (cloud) => replicationGroup(cloud, { numCacheClusters: 2, numNodeGroups: 2 }),
    twin: (cloud) => replicationGroup(cloud, { replicasPerNodeGroup: 1, numNodeGroups: 2 }),
  },
  {
    refusal: "elasticache-token-and-users",
    code: "provider",
    mistake: (cloud) => replicationGroup(cloud, { authToken: "sixteen-letters-", userGroupIds: ["u"] }),
    twin: (cloud) => replicationGroup(cloud, { userGroupIds: ["u"] }),
  },
  {
    refusal: "elasticache-auth-token",
    code: "provider",
    mistake: (cloud) => replicationGroup(cloud, { authToken: "token/with/slashes" }),
    twin: (cloud) => replicationGroup(cloud, { authToken: "token-with-hyphens" }),
  },
  {
    refusal: "elasticache-multi-az-failover",
    code: "provider",
    mistake: (cloud) => replicationGroup(cloud, { multiAzEnabled: true, numCacheClusters: 2 }),
    twin: (cloud) =>
      replicationGroup(cloud, {
        multiAzEnabled: true,
        automaticFailoverEnabled: true,
        numCacheClusters: 2,
      }),
  },
  {
    refusal: "elasticache-failover-nodes",
    code: "provider",
    mistake: (cloud) => replicationGroup(cloud, { automaticFailoverEnabled: true, numCacheClusters: 1 }),
    twin: (cloud) => replicationGroup(cloud, { automaticFailoverEnabled: true, numCacheClusters: 2 }),
  },
];

describeRefusals("databases", cases);
