import assert from "node:assert/strict";
import { dataStoreNotPublic as rule } from "../../../rules/network/data-store-not-public";
import { resource, unknown } from "../../../testing";
import { judgesFamily, type Row } from "../../support/family";
import { said } from "../../support/outcome";

const endpoint: Row = {
  good: { publiclyAccessible: false },
  bad: [
    [{ publiclyAccessible: true }, "publiclyAccessible is on."],
    [{ publiclyAccessible: "true" }, "publiclyAccessible is on."],
  ],
  fine: [{ publiclyAccessible: undefined }],
};
const snapshot: Row = {
  good: { sharedAccounts: ["111122223333"] },
  bad: [[{ sharedAccounts: ["111122223333", "all"] }, "Every AWS account may restore it."]],
  fine: [{ sharedAccounts: undefined }],
};
const search: Row = {
  good: { vpcOptions: { subnetIds: ["subnet-1"] } },
  bad: [[{ vpcOptions: undefined }, "vpcOptions is not set: its endpoint is on the internet."]],
  open: [],
};
const brokers = (type: string) => ({
  brokerNodeGroupInfo: {
    clientSubnets: ["subnet-1"],
    instanceType: "kafka.m7g.large",
    securityGroups: ["sg-1"],
    connectivityInfo: { publicAccess: { type } },
  },
});

describe("data-store-not-public", () => {
  judgesFamily(rule, {
    "aws:rds/instance:Instance": endpoint,
    "aws:rds/clusterInstance:ClusterInstance": endpoint,
    "aws:neptune/clusterInstance:ClusterInstance": endpoint,
    "aws:redshift/cluster:Cluster": endpoint,
    "aws:redshiftserverless/workgroup:Workgroup": endpoint,
    "aws:dms/replicationInstance:ReplicationInstance": endpoint,
    "aws:mq/broker:Broker": endpoint,
    "aws:msk/cluster:Cluster": {
      good: brokers("DISABLED"),
      bad: [
        [
          brokers("SERVICE_PROVIDED_EIPS"),
          "brokerNodeGroupInfo.connectivityInfo.publicAccess.type is SERVICE_PROVIDED_EIPS.",
        ],
      ],
    },
    "aws:opensearch/domain:Domain": search,
    "aws:elasticsearch/domain:Domain": search,
    "aws:rds/snapshot:Snapshot": snapshot,
    "aws:rds/snapshotCopy:SnapshotCopy": snapshot,
    "aws:rds/clusterSnapshot:ClusterSnapshot": snapshot,
    "aws:rds/clusterSnapshotCopy:ClusterSnapshotCopy": snapshot,
    "aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess": {
      good: { state: "block-all-sharing" },
      bad: [[{ state: "unblocked" }, "state is unblocked."]],
    },
  });

  it("finds a public snapshot behind an account that is not known", async () => {
    const shared = resource("aws:rds/snapshot:Snapshot", "it", { sharedAccounts: [unknown, "all"] });
    assert.deepEqual(await said(rule, [shared]), [
      "it: Every AWS account may restore it.",
      "it? sharedAccounts.0 is not known yet",
    ]);
  });

  it("can't be waived", () => assert.equal(rule.waivable, false));
});
