import { exclusive } from "../exclusive";
import type { Refusal } from "../refusal";
import { clusterType } from "./global-members";

const common = { types: [clusterType], file: "rds/cluster.go" };

/** Origins and credentials of a cluster that exclude each other. */
export const databaseConflicts: readonly Refusal[] = [
  exclusive({
    ...common,
    name: "rds-snapshot-in-global",
    property: "snapshotIdentifier",
    excludes: ["globalClusterIdentifier"],
    instead:
      "a restored cluster can't join a global database in the same step: restore it alone, then make the GlobalCluster from it (sourceDbClusterIdentifier)",
  }),
  exclusive({
    ...common,
    name: "rds-managed-and-given-password",
    types: [clusterType, "aws:rds/instance:Instance"],
    property: "manageMasterUserPassword",
    excludes: ["masterPassword", "masterPasswordWo", "password", "passwordWo"],
    instead: "the password is either AWS's to manage or yours: leave one out",
  }),
  exclusive({
    ...common,
    name: "rds-two-origins",
    property: "restoreToPointInTime",
    excludes: ["s3Import", "snapshotIdentifier"],
    instead: "a cluster is restored from one source",
  }),
];
