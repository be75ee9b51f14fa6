import { resourceRule } from "../../frame/rule";
import { type Expectations, judgeBy, noneOf, off, set, without } from "../expectations";

const endpoint = [off("publiclyAccessible")];
const snapshot = [without("sharedAccounts", ["all"], "Every AWS account may restore it.")];
const searchDomain = [set("vpcOptions", "is not set: its endpoint is on the internet")];

const expectations: Expectations = {
  "aws:rds/instance:Instance": endpoint,
  "aws:rds/clusterInstance:ClusterInstance": endpoint,
  "aws:neptune/clusterInstance:ClusterInstance": endpoint,
  "aws:redshift/cluster:Cluster": endpoint,
  "aws:redshiftserverless/workgroup:Workgroup": endpoint,
  "aws:dms/replicationInstance:ReplicationInstance": endpoint,
  "aws:mq/broker:Broker": endpoint,
  "aws:msk/cluster:Cluster": [
    noneOf("brokerNodeGroupInfo.connectivityInfo.publicAccess.type", ["SERVICE_PROVIDED_EIPS"]),
  ],
  "aws:opensearch/domain:Domain": searchDomain,
  "aws:elasticsearch/domain:Domain": searchDomain,
  "aws:rds/snapshot:Snapshot": snapshot,
  "aws:rds/snapshotCopy:SnapshotCopy": snapshot,
  "aws:rds/clusterSnapshot:ClusterSnapshot": snapshot,
  "aws:rds/clusterSnapshotCopy:ClusterSnapshotCopy": snapshot,
  "aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess": [noneOf("state", ["unblocked"])],
};

export const dataStoreNotPublic = resourceRule({
  id: "data-store-not-public",
  area: "network",
  title: "Databases, brokers and their snapshots can't be reached or restored by all",
  severity: "critical",
  why: "A database with a public address is tried by every password list of the internet within minutes, and a public snapshot needs no password at all.",
  mend: "Leave publiclyAccessible off, put the store into a VPC, and share snapshots with named accounts only.",
  example: `
new aws.rds.ClusterInstance("payments-0", { publiclyAccessible: false, ... });
new aws.opensearch.Domain("search", { vpcOptions: { subnetIds, securityGroupIds }, ... });`,
  wellArchitected: ["SEC05-BP01"],
  pci: ["1.4.4"],
  waivable: false,
  types: Object.keys(expectations),
  check: (resource, judgement) => judgeBy(expectations, resource, judgement),
});
