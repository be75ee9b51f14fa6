import { flag, isSet } from "../../../core/values/read";
import { found, type Refusal } from "../refusal";
import { clusterType } from "./global-members";

export const finalSnapshot: Refusal = {
  name: "rds-final-snapshot",
  code: "provider",
  sentence: "A database is deleted with skipFinalSnapshot, or with a finalSnapshotIdentifier.",
  source: "The AWS provider, before it calls DeleteDBCluster or DeleteDBInstance",
  types: [clusterType, "aws:rds/instance:Instance"],
  phases: ["delete"],
  severity: "error",
  judge: ({ inputs }) =>
    flag(inputs, "skipFinalSnapshot") === true || isSet(inputs, "finalSnapshotIdentifier")
      ? undefined
      : found(
          "finalSnapshotIdentifier is required when skipFinalSnapshot is not true; set one of them, run `up`, then delete it",
          "finalSnapshotIdentifier",
        ),
};
